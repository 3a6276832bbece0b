import { getFormProps, type SubmissionResult } from '@conform-to/react'
import { Form, useNavigation } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { Button } from '#app/ui/button.tsx'
import { Card } from '#app/ui/card.tsx'
import { ChoiceChips } from '#app/ui/choice-chips.tsx'
import { TextField } from '#app/ui/field.tsx'
import { inputOf, useShopForm } from '#app/ui/form.ts'
import { Money } from '#app/ui/money.tsx'
import { yuanText, type Fen } from '#shared/money.ts'
import { refundReason } from '#shared/refund.ts'

type Props = { leftFen: Fen; unitsOut: number; lastResult: SubmissionResult<string[]> | undefined }

/** Asks why and how much, and only looks: nothing is refunded by it. */
export function RefundForm({ leftFen, unitsOut, lastResult }: Props) {
  const { t } = useTranslation()
  const { state } = useNavigation()
  const [form, fields] = useShopForm({
    id: 'refund',
    lastResult,
    defaultValue: { reason: 'quality', amount: yuanText(leftFen), unitsBack: '0' },
  })
  return (
    <Card>
      <h2 className="font-serif text-lg font-bold">{t('coop:refund.title')}</h2>
      <p className="text-ink-soft mt-1 text-sm">
        {t('coop:refund.left')} <Money amount={leftFen} className="text-ink font-semibold" />
      </p>
      <Form method="get" preventScrollReset {...getFormProps(form)} className="mt-4 grid gap-4">
        <ChoiceChips
          name="reason"
          legend={t('coop:refund.reason')}
          choices={refundReason.options.map((value) => ({ value, label: t(`coop:refund.reasons.${value}`) }))}
          defaultValue={fields.reason?.initialValue ?? 'quality'}
        />
        <TextField
          {...inputOf(fields.amount, 'text')}
          label={t('coop:refund.amount')}
          hint={t('coop:refund.amountHint')}
          inputMode="decimal"
          autoComplete="off"
          required
        />
        {unitsOut > 0 && (
          <TextField
            {...inputOf(fields.unitsBack, 'text')}
            label={t('coop:refund.unitsBack')}
            hint={t('coop:refund.unitsBackHint', { count: unitsOut })}
            inputMode="numeric"
            autoComplete="off"
          />
        )}
        <Button type="submit" tone="plain" size="large" busy={state !== 'idle'}>
          {t('coop:refund.look')}
        </Button>
      </Form>
    </Card>
  )
}
