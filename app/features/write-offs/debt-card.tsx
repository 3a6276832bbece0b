import { getFormProps, type SubmissionResult } from '@conform-to/react'
import { Form, useNavigation } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { useBilingual } from '#app/i18n/use-locale.ts'
import { Button } from '#app/ui/button.tsx'
import { Card } from '#app/ui/card.tsx'
import { TextAreaField, TextField } from '#app/ui/field.tsx'
import { inputOf, textOf, useShopForm } from '#app/ui/form.ts'
import { Money } from '#app/ui/money.tsx'
import type { Bilingual } from '#shared/locale.ts'
import { yuanText, type Fen } from '#shared/money.ts'

export type Debt = { householdId: string; name: Bilingual; owesFen: Fen }
type Props = {
  debt: Debt
  /** one of this household waits for its decision */
  waits: boolean
  lastResult: SubmissionResult<string[]> | undefined
}

/** What a household owes, and the form that asks for it to be borne by the cooperative. */
export function DebtCard({ debt, waits, lastResult }: Props) {
  const { t } = useTranslation()
  const say = useBilingual()
  const { state } = useNavigation()
  const [form, fields] = useShopForm({
    id: `write-off-${debt.householdId}`,
    lastResult,
    defaultValue: { amount: yuanText(debt.owesFen), reason: '' },
  })
  const name = say(debt.name)
  return (
    <Card>
      <h3 className="flex items-baseline justify-between gap-3 font-medium">
        <span>{name}</span>
        <span>
          <span className="text-ink-soft text-sm font-normal">{t('coop:writeOffs.owes')}</span>{' '}
          <Money amount={debt.owesFen} className="text-vermilion-700 text-lg font-semibold" />
        </span>
      </h3>
      {waits ? (
        <p className="text-ink-soft mt-2">{t('coop:writeOffs.waits')}</p>
      ) : (
        <Form method="post" preventScrollReset {...getFormProps(form)} className="mt-3 grid gap-3">
          <input type="hidden" name="householdId" value={debt.householdId} />
          <TextField
            {...inputOf(fields.amount, 'text')}
            label={t('coop:writeOffs.amount')}
            inputMode="decimal"
            autoComplete="off"
            required
          />
          <TextAreaField
            {...textOf(fields.reason)}
            label={t('coop:writeOffs.reason')}
            hint={t('coop:writeOffs.reasonHint')}
            rows={2}
            required
          />
          <Button
            type="submit"
            tone="plain"
            busy={state !== 'idle'}
            aria-label={t('coop:writeOffs.proposeOf', { name })}
          >
            {t('coop:writeOffs.propose')}
          </Button>
        </Form>
      )}
    </Card>
  )
}
