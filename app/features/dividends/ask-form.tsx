import { Form } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { Button } from '#app/ui/button.tsx'
import { TextField } from '#app/ui/field.tsx'

/** One line, two buttons: a question, or an objection. */
export function AskForm({ page }: { page: string }) {
  const { t } = useTranslation()
  return (
    <Form method="post" action={`${page}/ask`} className="mt-3 grid gap-3">
      <TextField label={t('dividends:remarks.text')} name="text" required minLength={2} maxLength={500} />
      <div className="grid grid-cols-2 gap-3">
        <Button type="submit" name="kind" value="question">
          {t('dividends:remarks.ask')}
        </Button>
        <Button type="submit" name="kind" value="objection" tone="plain">
          {t('dividends:remarks.object')}
        </Button>
      </div>
    </Form>
  )
}
