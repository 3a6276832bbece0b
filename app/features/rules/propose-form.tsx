import { Form, useNavigation } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { Button } from '#app/ui/button.tsx'
import { Card } from '#app/ui/card.tsx'
import { TextAreaField, TextField } from '#app/ui/field.tsx'

type Props = {
  last: number
  /** the first day that may be chosen: tomorrow */
  firstDay: string
  typed: { reason: string; effectiveOn: string }
  errors: { reason?: string[] | undefined; effectiveOn?: string[] | undefined }
}

/** The kept draft goes to another person, with the rehearsal of it. */
export function ProposeForm({ last, firstDay, typed, errors }: Props) {
  const { t } = useTranslation()
  const { state } = useNavigation()
  return (
    <Card>
      <h2 className="font-serif text-lg font-bold">{t('rules:propose.title')}</h2>
      <p className="text-ink-soft mt-1 text-sm">{t('rules:propose.lead')}</p>
      <Form method="post" preventScrollReset className="mt-4 grid gap-4">
        <input type="hidden" name="last" value={last} />
        <TextAreaField
          label={t('rules:propose.reason')}
          hint={t('rules:propose.reasonHint')}
          name="reason"
          rows={2}
          minLength={4}
          maxLength={200}
          required
          defaultValue={typed.reason}
          errors={errors.reason}
        />
        <TextField
          label={t('rules:propose.effectiveOn')}
          hint={t('rules:propose.effectiveHint')}
          optional
          type="date"
          name="effectiveOn"
          min={firstDay}
          placeholder={firstDay}
          defaultValue={typed.effectiveOn}
          errors={errors.effectiveOn}
        />
        <Button type="submit" name="intent" value="propose" size="large" busy={state !== 'idle'}>
          {t('rules:propose.do')}
        </Button>
      </Form>
    </Card>
  )
}
