import { data, redirect, type ActionFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useActionData } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { newestDemoMessage } from '#app/doors/demo.server.ts'
import { formOf } from '#app/doors/form.server.ts'
import { CodeForm } from '#app/features/identity/code-form.tsx'
import { NarrowPage } from '#app/features/identity/narrow-page.tsx'
import { homeOf } from '#app/features/identity/next-path.ts'
import { PhoneForm } from '#app/features/identity/phone-form.tsx'
import { localeOf } from '#app/i18n/preferences.server.ts'
import { nextPath, signInRequest } from '#shared/sign-in.ts'

export async function action({ context, request }: ActionFunctionArgs) {
  const form = Object.fromEntries(await formOf(request))
  const asked = signInRequest.safeParse(form)
  if (!asked.success) {
    const phone = String(form.phone ?? '')
    const message = await newestDemoMessage(context, phone)
    return data({ phone, next: nextPath.parse(form.next), message, refusal: { kind: 'code' as const } }, 400)
  }

  const { phone, code, next } = asked.data
  const answer = await context.services.identity.signIn(
    { phone, code },
    {
      address: context.address,
      userAgent: request.headers.get('user-agent'),
      visitorId: context.buyerId,
      locale: await localeOf(request),
    },
  )
  if (!answer.ok) {
    const message = await newestDemoMessage(context, phone)
    return data({ phone, next, message, refusal: answer.refusal }, 422)
  }
  const { actor, setCookie } = answer.value
  const headers = new Headers(setCookie.map((cookie): [string, string] => ['Set-Cookie', cookie]))
  throw redirect(next ?? homeOf(actor), { status: 303, headers })
}

export const meta: MetaFunction = () => [{ name: 'robots', content: 'noindex' }]

/** Shown when the code was refused; somebody who comes here by its address has no code yet. */
export default function VerifyPage() {
  const { t } = useTranslation()
  const answered = useActionData<typeof action>()
  if (!answered)
    return (
      <NarrowPage title={t('identity:signIn.title')} lead={t('identity:signIn.lead')}>
        <PhoneForm next={null} phone="" refusal={null} />
      </NarrowPage>
    )
  return (
    <NarrowPage
      title={t('identity:signIn.codeTitle')}
      lead={t('identity:signIn.codeSent', { phone: answered.phone })}
    >
      <CodeForm
        phone={answered.phone}
        next={answered.next}
        message={answered.message}
        refusal={answered.refusal}
      />
    </NarrowPage>
  )
}
