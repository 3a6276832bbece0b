import { Form } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import type { DemoMessage } from '#server/identity/index.ts'
import { Button } from '#app/ui/button.tsx'
import { TextField } from '#app/ui/field.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { CODE_LENGTH } from '#shared/sign-in.ts'

type Props = { isOn: boolean; phone: string; message: DemoMessage | null }

/** A code was texted: with it a second factor is set up, or taken away together with a code of its own. */
export function FactorForm({ isOn, phone, message }: Props) {
  const { t } = useTranslation()
  return (
    <div className="grid gap-4">
      {message && (
        <Notice tone="warning" title={t('identity:demo.message')}>
          <p className="text-base">{message.text}</p>
        </Notice>
      )}
      <Form
        method="post"
        action={isOn ? '/account/second-factor/remove' : '/account/second-factor/begin'}
        className="grid gap-4"
      >
        <TextField
          label={t('identity:signIn.code')}
          hint={t('identity:signIn.codeSent', { phone })}
          name="texted"
          inputMode="numeric"
          autoComplete="one-time-code"
          maxLength={CODE_LENGTH + 2}
          required
        />
        {isOn && (
          <TextField
            label={t('identity:factor.code')}
            hint={t('identity:factor.removeHint')}
            name="code"
            autoComplete="off"
            required
          />
        )}
        <Button type="submit" size="large" wide tone={isOn ? 'danger' : 'primary'}>
          {t(isOn ? 'identity:factor.remove' : 'identity:factor.next')}
        </Button>
      </Form>
      <Form method="post" action="/account/second-factor/code">
        <Button type="submit" tone="quiet">
          {t('identity:signIn.resend')}
        </Button>
      </Form>
    </div>
  )
}
