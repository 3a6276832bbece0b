import { useTranslation } from 'react-i18next'
import type { RefundableOrder } from '#server/checkout/index.ts'
import { Badge } from '#app/ui/badge.tsx'
import { Card } from '#app/ui/card.tsx'
import { Moment } from '#app/ui/moment.tsx'
import { Money } from '#app/ui/money.tsx'
import { BearerTable } from './bearer-table.tsx'
import { toneOfRefund } from './order-refunds.tsx'
import { PolicyText } from './policy-text.tsx'

/** What was refunded of one order, by whom, why, and who bore it. */
export function RefundsMade({ refunds }: Pick<RefundableOrder, 'refunds'>) {
  const { t } = useTranslation()
  if (refunds.length === 0) return null
  return (
    <Card>
      <h2 className="font-serif text-lg font-bold">{t('coop:refund.made')}</h2>
      <ul className="divide-line divide-y">
        {refunds.map(({ refundId, amountFen, reason, state, at, askedBy, unitsBack, bearers, policy }) => (
          <li key={refundId} className="py-4">
            <p className="flex flex-wrap items-center justify-between gap-2">
              <span className="font-medium">
                <Money amount={amountFen} /> · {t(`coop:refund.reasons.${reason}`)}
              </span>
              <Badge tone={toneOfRefund[state]}>{t(`orders:refunds.state.${state}`)}</Badge>
            </p>
            <p className="text-ink-soft text-sm">
              {askedBy} · <Moment at={at} style="dateTimeYear" />
            </p>
            {unitsBack > 0 && (
              <p className="text-ink-soft text-sm">{t('coop:refund.backForSale', { count: unitsBack })}</p>
            )}
            <PolicyText policy={policy} />
            <BearerTable bearers={bearers} />
          </li>
        ))}
      </ul>
    </Card>
  )
}
