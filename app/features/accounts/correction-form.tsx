import { Form } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { Button } from '#app/ui/button.tsx'
import { Card } from '#app/ui/card.tsx'
import { TextField } from '#app/ui/field.tsx'
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
  const errorsOf = (field: string) => (wrong.includes(field) ? ['invalid'] : undefined)
  return (
    <Card className="mt-6 print:hidden">
      <details open={wrong.length > 0 || refused !== null}>
        <summary className="min-h-12 py-2 font-medium">{t('accounts:correct.title')}</summary>
        <p className="text-ink-soft mt-1 mb-4 text-sm">{t('accounts:correct.lead')}</p>
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
            <AccountField
              key={side}
              side={side}
              accounts={accounts}
              wrong={wrong.includes(side)}
              chosen={typed(side)}
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
      </details>
    </Card>
  )
}

type FieldProps = { side: 'debit' | 'credit'; accounts: readonly Choice[]; wrong: boolean; chosen: string }

function AccountField({ side, accounts, wrong, chosen }: FieldProps) {
  const { t } = useTranslation()
  return (
    <label className="block">
      <span className="mb-1.5 block text-sm font-medium">{t(`accounts:${side}`)}</span>
      <select
        name={side}
        required
        defaultValue={chosen}
        aria-invalid={wrong || undefined}
        className="border-line-strong rounded-control aria-invalid:border-vermilion-600 block min-h-12 w-full border bg-white px-3.5 py-2.5 text-base aria-invalid:border-2"
      >
        <option value="" disabled>
          {t('accounts:correct.choose')}
        </option>
        {accounts.map(({ code, label }) => (
          <option key={code} value={code}>
            {label}
          </option>
        ))}
      </select>
    </label>
  )
}
