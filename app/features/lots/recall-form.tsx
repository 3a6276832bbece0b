import { getFormProps, type SubmissionResult } from '@conform-to/react'
import { Form, useNavigation } from '@remix-run/react'
import { OctagonX } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { LotOnSale } from '#server/flash-sale/index.ts'
import { Button } from '#app/ui/button.tsx'
import { Card } from '#app/ui/card.tsx'
import { CheckField, TextAreaField } from '#app/ui/field.tsx'
import { textOf, useShopForm } from '#app/ui/form.ts'

type RecallFormProps = {
  onSale: LotOnSale
  /** orders that are paid for and have goods of the lot */
  paidOrders: number
  reasonMax: number
  lastResult: SubmissionResult<string[]> | undefined
}

/** Says in words what will stop, and asks for the reason and a tick before it does. */
export function RecallForm({ onSale, paidOrders, reasonMax, lastResult }: RecallFormProps) {
  const { t } = useTranslation()
  const { state } = useNavigation()
  const [form, fields] = useShopForm({ id: 'recall', lastResult })
  const { running, held } = onSale
  const tick = fields.confirmed
  return (
    <Card>
      <h2 className="font-serif text-lg font-bold">{t('coop:recall.title')}</h2>
      <p className="mt-2">{t('coop:recall.lead')}</p>
      <ul className="my-4 list-disc space-y-1.5 pl-5">
        <li>{running > 0 ? t('coop:recall.sales', { count: running }) : t('coop:recall.noSales')}</li>
        <li>{held > 0 ? t('coop:recall.held', { count: held }) : t('coop:recall.noHeld')}</li>
        <li>{paidOrders > 0 ? t('coop:recall.paid', { count: paidOrders }) : t('coop:recall.noPaid')}</li>
      </ul>
      <Form method="post" {...getFormProps(form)} className="grid gap-4">
        <TextAreaField
          {...textOf(fields.reason)}
          label={t('coop:recall.reason')}
          hint={t('coop:recall.reasonHint')}
          rows={3}
          maxLength={reasonMax}
          required
          autoComplete="off"
        />
        <CheckField
          id={tick?.id}
          name="confirmed"
          value="on"
          defaultChecked={tick?.initialValue === 'on'}
          label={t('coop:recall.confirm')}
          errors={tick?.errors}
        />
        <Button type="submit" tone="danger" size="large" busy={state !== 'idle'}>
          <OctagonX aria-hidden className="size-5" />
          {t('coop:recall.submit')}
        </Button>
      </Form>
    </Card>
  )
}
