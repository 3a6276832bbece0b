import { Form, useNavigation } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { Button } from '#app/ui/button.tsx'
import { TextField } from '#app/ui/field.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { refusalText, type SignInProblem } from './refusal-text.ts'

export function PhoneForm({
  next,
  phone,
  refusal,
}: {
  next: string | null
  phone: string
  refusal: SignInProblem | null
}) {
  const { t } = useTranslation()
  const busy = useNavigation().state === 'submitting'
  return (
    <Form method="post" action="/sign-in" className="grid gap-5">
      {next && <input type="hidden" name="next" value={next} />}
      {refusal && refusal.kind !== 'phone' && (
        <Notice tone="danger" announce="alert">
          {refusalText(t, refusal)}
        </Notice>
      )}
      <TextField
        label={t('identity:signIn.phone')}
        hint={t('identity:signIn.phoneHint')}
        errors={refusal?.kind === 'phone' ? ['phone'] : []}
        name="phone"
        type="tel"
        inputMode="tel"
        autoComplete="tel-national"
        defaultValue={phone}
        required
      />
      <Button type="submit" size="large" wide busy={busy}>
        {t('identity:signIn.send')}
      </Button>
      <p className="text-ink-faint text-sm">{t('identity:signIn.privacy')}</p>
    </Form>
  )
}
