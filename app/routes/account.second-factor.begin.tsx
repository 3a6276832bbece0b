import {
  data,
  redirect,
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
} from '@remix-run/node'
import { useActionData } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { requireActor } from '#app/doors/authorise.server.ts'
import { formOf } from '#app/doors/form.server.ts'
import { factorPath } from '#app/features/identity/factor-path.ts'
import { FactorStart } from '#app/features/identity/factor-start.tsx'
import { FirstCodeForm } from '#app/features/identity/first-code-form.tsx'
import { NarrowPage } from '#app/features/identity/narrow-page.tsx'
import { translator } from '#app/i18n/translate.server.ts'
import { QrCode } from '#app/ui/qr-code.tsx'
import { qrPath } from '#app/ui/qr-code.server.ts'
import { refuse } from '#shared/result.ts'
import { textedCode } from '#shared/sign-in.ts'

/** Makes a secret and shows it this once. */
export async function action({ context, request }: ActionFunctionArgs) {
  const { actor } = requireActor({ context, request }, 'account.second-factor.begin')
  const form = await formOf(request)
  const texted = textedCode.safeParse(form.get('texted'))
  const begun = texted.success
    ? await context.services.identity.beginSecondFactor(
        { userId: actor.userId, label: actor.name },
        { code: texted.data, address: context.address },
      )
    : refuse({ kind: 'code_wrong' as const })
  if (!begun.ok) throw redirect(factorPath(begun.refusal.kind), 303)
  const { t } = await translator(request)
  const { secret, uri } = begun.value
  return data(
    { title: t('identity:factor.scan'), secret, code: qrPath(uri) },
    { headers: { 'Cache-Control': 'no-store' } },
  )
}

/** Asked again after the action, too, so it may not lead elsewhere. */
export function loader({ context, request }: LoaderFunctionArgs) {
  requireActor({ context, request }, 'account.second-factor.begin')
  return null
}

export const meta: MetaFunction = () => [{ title: 'Shanhuo' }, { name: 'robots', content: 'noindex' }]

export default function BeginPage() {
  const { t } = useTranslation()
  const begun = useActionData<typeof action>()
  if (!begun) return <FactorStart />
  return (
    <NarrowPage title={begun.title} lead={t('identity:factor.scanLead')}>
      <QrCode code={begun.code} label={t('identity:factor.qr')} className="mx-auto w-56" />
      <div>
        <p className="text-ink-soft text-sm">{t('identity:factor.byHand')}</p>
        <p className="font-mono text-lg break-all" data-testid="secret">
          {begun.secret.match(/.{1,4}/g)?.join(' ')}
        </p>
      </div>
      <FirstCodeForm />
    </NarrowPage>
  )
}
