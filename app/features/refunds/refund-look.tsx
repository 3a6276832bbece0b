import { Form, useNavigation } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import type { RefundPreview } from '#server/checkout/index.ts'
import { useLocale } from '#app/i18n/use-locale.ts'
import { Button } from '#app/ui/button.tsx'
import { Card } from '#app/ui/card.tsx'
import { formatMoney } from '#app/ui/money.tsx'
import { yuanText } from '#shared/money.ts'
import { BearerTable } from './bearer-table.tsx'
import { PolicyText } from './policy-text.tsx'

/** Who would bear it, before anything is done; confirming books just this. */
export function RefundLook({ look }: { look: RefundPreview }) {
  const { t } = useTranslation()
  const { state } = useNavigation()
  const locale = useLocale()
  const { reason, amountFen, unitsBack = 0, refundedBeforeFen, bearers, policy } = look
  return (
    <Card>
      <h2 className="font-serif text-lg font-bold">{t('coop:refund.bearers')}</h2>
      <div role="status">
        <PolicyText policy={policy} />
      </div>
      <BearerTable bearers={bearers} />
      {unitsBack > 0 && <p className="mt-3 text-sm">{t('coop:refund.backForSale', { count: unitsBack })}</p>}
      <Form method="post" className="mt-4 grid gap-2">
        <input type="hidden" name="reason" value={reason} />
        <input type="hidden" name="amount" value={yuanText(amountFen)} />
        <input type="hidden" name="unitsBack" value={unitsBack} />
        <input type="hidden" name="refundedBefore" value={refundedBeforeFen} />
        <Button type="submit" tone="danger" size="large" busy={state !== 'idle'}>
          {t('coop:refund.confirm', { amount: formatMoney(amountFen, locale) })}
        </Button>
        <p className="text-ink-faint text-sm">{t('coop:refund.confirmHint')}</p>
      </Form>
    </Card>
  )
}
