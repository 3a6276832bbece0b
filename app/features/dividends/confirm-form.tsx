import { Form } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import type { DemoMessage } from '#server/identity/index.ts'
import { Button } from '#app/ui/button.tsx'
import { TextField } from '#app/ui/field.tsx'
import { Notice } from '#app/ui/notice.tsx'
import type { Confirmable } from '#shared/dividend-forms.ts'
import { CODE_LENGTH } from '#shared/sign-in.ts'

type Props = { page: string; confirm: Confirmable; phone: string; message: DemoMessage | null }

/** The code that makes it certain who votes, or who says that the money has come. */
export function ConfirmForm({ page, confirm, phone, message }: Props) {
  const { t } = useTranslation()
  const command = confirm === 'receipt' ? 'receipt' : 'vote'
  return (
    <div className="grid gap-4">
      <p className="text-lg font-semibold">{t(`dividends:confirm.${confirm}`)}</p>
      <p className="text-ink-soft">{t('dividends:confirm.sent', { phone })}</p>
      {message && (
        <Notice tone="warning" title={t('identity:demo.message')}>
          <p className="text-base">{message.text}</p>
        </Notice>
      )}
      <Form method="post" action={`${page}/${command}`} className="grid gap-4">
        <input type="hidden" name="confirm" value={confirm} />
        <TextField
          label={t('identity:signIn.code')}
          name="code"
          inputMode="numeric"
          autoComplete="one-time-code"
          maxLength={CODE_LENGTH + 2}
          required
          className="text-center text-2xl tracking-[0.4em] tabular-nums"
        />
        <Button type="submit" size="large" wide>
          {t('dividends:confirm.do')}
        </Button>
      </Form>
    </div>
  )
}
