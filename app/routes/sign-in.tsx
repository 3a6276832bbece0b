import {
  data,
  redirect,
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
} from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { newestDemoMessage } from '#app/doors/demo.server.ts'
import { formOf } from '#app/doors/form.server.ts'
import { translator } from '#app/i18n/translate.server.ts'
import { CodeForm } from '#app/features/identity/code-form.tsx'
import { shownAccounts } from '#app/features/identity/demo-accounts.server.ts'
import { DemoAccounts } from '#app/features/identity/demo-accounts.tsx'
import { NarrowPage } from '#app/features/identity/narrow-page.tsx'
import { homeOf } from '#app/features/identity/next-path.ts'
import { PhoneForm } from '#app/features/identity/phone-form.tsx'
import { unlisted } from '#app/ui/titled.ts'
import { codeRequest, nextPath } from '#shared/sign-in.ts'

export async function loader({ context, request }: LoaderFunctionArgs) {
  const next = nextPath.parse(new URL(request.url).searchParams.get('next'))
  if (context.actor) throw redirect(next ?? homeOf(context.actor))
  const { t } = await translator(request)
  return { next, accounts: await shownAccounts(context), title: t('identity:signIn.title') }
}

/** Sends a code; the answer is the form that takes it, so that it works without JavaScript too. */
export async function action({ context, request }: ActionFunctionArgs) {
  const form = Object.fromEntries(await formOf(request))
  const asked = codeRequest.safeParse(form)
  if (!asked.success)
    return data(
      { sent: false as const, phone: String(form.phone ?? ''), refusal: { kind: 'phone' as const } },
      400,
    )

  const { phone, next } = asked.data
  const answer = await context.services.identity.sendCode(phone, { address: context.address })
  if (!answer.ok) return data({ sent: false as const, phone, refusal: answer.refusal }, 422)
  return { sent: true as const, phone, next, message: await newestDemoMessage(context, phone) }
}

export const meta: MetaFunction<typeof loader> = unlisted

export default function SignInPage() {
  const { t } = useTranslation()
  const { next, accounts } = useLoaderData<typeof loader>()
  const answered = useActionData<typeof action>()

  if (answered?.sent)
    return (
      <NarrowPage
        title={t('identity:signIn.codeTitle')}
        lead={t('identity:signIn.codeSent', { phone: answered.phone })}
      >
        <CodeForm phone={answered.phone} next={answered.next} message={answered.message} />
      </NarrowPage>
    )
  return (
    <NarrowPage title={t('identity:signIn.title')} lead={t('identity:signIn.lead')}>
      <PhoneForm next={next} phone={answered?.phone ?? ''} refusal={answered?.refusal ?? null} />
      {accounts.length > 0 && <DemoAccounts accounts={accounts} next={next} />}
    </NarrowPage>
  )
}
