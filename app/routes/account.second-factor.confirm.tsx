import { data, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useActionData } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { badRequest } from '#app/doors/answer.server.ts'
import { requireActor } from '#app/doors/authorise.server.ts'
import { FactorRefused } from '#app/features/identity/factor-refused.tsx'
import { formOf } from '#app/doors/form.server.ts'
import { FactorStart } from '#app/features/identity/factor-start.tsx'
import { FirstCodeForm } from '#app/features/identity/first-code-form.tsx'
import { NarrowPage } from '#app/features/identity/narrow-page.tsx'
import { LinkButton } from '#app/ui/button.tsx'
import { factorCode } from '#shared/payouts.ts'

/** The first code; what comes back are the recovery codes, this once. */
export async function action({ context, request }: ActionFunctionArgs) {
  const { actor } = requireActor({ context, request }, 'account.second-factor.confirm')
  const form = await formOf(request)
  const code = factorCode.safeParse(form.get('code'))
  const confirmed = code.success
    ? await context.services.identity.confirmSecondFactor({ userId: actor.userId, code: code.data })
    : badRequest()
  return data(confirmed, { headers: { 'Cache-Control': 'no-store' } })
}

/** Asked again after the action, too, so it may not lead elsewhere. */
export function loader({ context, request }: LoaderFunctionArgs) {
  requireActor({ context, request }, 'account.second-factor.confirm')
  return null
}

export const meta: MetaFunction = () => [{ title: 'Shanhuo' }, { name: 'robots', content: 'noindex' }]

export default function ConfirmPage() {
  const { t } = useTranslation()
  const answer = useActionData<typeof action>()
  if (!answer) return <FactorStart />
  if (!answer.ok)
    return (
      <NarrowPage title={t('identity:factor.title')}>
        <FactorRefused kind={answer.refusal.kind} />
        <FirstCodeForm />
        <LinkButton to="/account/second-factor" tone="plain">
          {t('identity:factor.anew')}
        </LinkButton>
      </NarrowPage>
    )
  return (
    <NarrowPage title={t('identity:factor.recovery')} lead={t('identity:factor.recoveryLead')}>
      <ol className="grid gap-2 font-mono text-lg">
        {answer.value.recoveryCodes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ol>
      <LinkButton to="/account" size="large" wide>
        {t('identity:factor.kept')}
      </LinkButton>
    </NarrowPage>
  )
}
