import { Form, Link, useNavigation } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import type { DemoMessage } from '#server/identity/index.ts'
import { Button } from '#app/ui/button.tsx'
import { TextField } from '#app/ui/field.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { CODE_LENGTH } from '#shared/sign-in.ts'
import { refusalText, type SignInProblem } from './refusal-text.ts'

type Props = { phone: string; next: string | null; message: DemoMessage | null; refusal?: SignInProblem }

export function CodeForm({ phone, next, message, refusal }: Props) {
  const { t } = useTranslation()
  const busy = useNavigation().state === 'submitting'
  const kept = (
    <>
      <input type="hidden" name="phone" value={phone} />
      {next && <input type="hidden" name="next" value={next} />}
    </>
  )
  return (
    <div className="grid gap-6">
      {message && (
        <Notice tone="warning" title={t('identity:demo.message')}>
          <p className="text-base">{message.text}</p>
          <p className="text-sm">{t('identity:demo.messageLead')}</p>
        </Notice>
      )}
      <Form method="post" action="/sign-in/verify" className="grid gap-5">
        {kept}
        {refusal && (
          <Notice tone="danger" announce="alert">
            {refusalText(t, refusal)}
          </Notice>
        )}
        <TextField
          label={t('identity:signIn.code')}
          name="code"
          inputMode="numeric"
          autoComplete="one-time-code"
          maxLength={CODE_LENGTH + 2}
          required
          className="text-center text-2xl tracking-[0.4em] tabular-nums"
        />
        <Button type="submit" size="large" wide busy={busy}>
          {t('identity:signIn.verify')}
        </Button>
      </Form>
      <div className="flex flex-wrap justify-between gap-2">
        <Form method="post" action="/sign-in">
          {kept}
          <Button type="submit" tone="quiet">
            {t('identity:signIn.resend')}
          </Button>
        </Form>
        <Link
          to="/sign-in"
          className="text-tea-700 inline-flex min-h-12 items-center px-2 underline-offset-4 hover:underline"
        >
          {t('identity:signIn.otherPhone')}
        </Link>
      </div>
    </div>
  )
}
