import { Form } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { Button } from '#app/ui/button.tsx'
import { Card } from '#app/ui/card.tsx'
import { SelectField, TextField } from '#app/ui/field.tsx'
import { Notice } from '#app/ui/notice.tsx'

export type Choice = { code: string; label: string }

type Props = {
  /** made by the page that draws the form: sending it twice corrects once */
  formKey: string
  accounts: readonly Choice[]
  wrong: readonly string[]
  refused: string | null
  /** what was typed, when it has to be looked at again */
  filled: Record<string, unknown>
}

/** 更正: moves an amount between two accounts, in this month, with a link to what was wrong. */
export function CorrectionForm({ formKey, accounts, wrong, refused, filled }: Props) {
  const { t } = useTranslation()
  const typed = (field: string) => {
    const value = filled[field]
    return typeof value === 'string' ? value : ''
  }
  const errorsOf = (field: string) =>
    wrong.includes(field) ? [field === 'amount' ? field : 'invalid'] : undefined
  const options = accounts.map(({ code, label }) => ({ value: code, label }))
  return (
    <Card className="mt-6">
      {refused && (
        <Notice tone="danger" announce="alert" className="mb-4">
          {t(`accounts:correct.refused.${refused}`, {
            defaultValue: t('accounts:correct.refused.bad_request'),
          })}
        </Notice>
      )}
      <Form method="post" className="grid gap-4 sm:grid-cols-2">
        <input type="hidden" name="key" value={formKey} />
        {(['debit', 'credit'] as const).map((side) => (
          <SelectField
            key={side}
            label={t(`accounts:${side}`)}
            name={side}
            options={[{ value: '', label: t('accounts:correct.choose') }, ...options]}
            defaultValue={typed(side)}
            errors={errorsOf(side)}
            required
          />
        ))}
        <TextField
          label={t('accounts:correct.amount')}
          name="amount"
          inputMode="decimal"
          autoComplete="off"
          suffix={t('accounts:correct.yuan')}
          defaultValue={typed('amount')}
          errors={errorsOf('amount')}
          required
        />
        <TextField
          label={t('accounts:correct.reason')}
          name="reason"
          maxLength={100}
          autoComplete="off"
          defaultValue={typed('reason')}
          errors={errorsOf('reason')}
          required
        />
        <div className="sm:col-span-2">
          <Button type="submit">{t('accounts:correct.post')}</Button>
        </div>
      </Form>
    </Card>
  )
}
