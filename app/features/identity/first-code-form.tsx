import { Form } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { Button } from '#app/ui/button.tsx'
import { TextField } from '#app/ui/field.tsx'

/** A first code shows that the app has the secret. */
export function FirstCodeForm() {
  const { t } = useTranslation()
  return (
    <Form method="post" action="/account/second-factor/confirm" className="grid gap-3">
      <TextField
        label={t('identity:factor.code')}
        name="code"
        inputMode="numeric"
        autoComplete="one-time-code"
        required
      />
      <Button type="submit" size="large" wide>
        {t('identity:factor.confirm')}
      </Button>
    </Form>
  )
}
