import { useTranslation } from 'react-i18next'
import type { OrderRefundView } from '#server/checkout/index.ts'
import { Badge, type BadgeTone } from '#app/ui/badge.tsx'
import { Card } from '#app/ui/card.tsx'
import { Moment } from '#app/ui/moment.tsx'
import { Money } from '#app/ui/money.tsx'

export const toneOfRefund: Record<OrderRefundView['state'], BadgeTone> = {
  requested: 'honey',
  pending: 'honey',
  succeeded: 'tea',
  failed: 'flash',
  charged_back: 'tea',
}

/** What the buyer gets back of a paid order, and how far it has come. */
export function OrderRefunds({ refunds }: { refunds: readonly OrderRefundView[] }) {
  const { t } = useTranslation()
  if (refunds.length === 0) return null
  return (
    <Card>
      <h2 className="font-serif text-lg font-bold">{t('orders:refunds.title')}</h2>
      <ul className="divide-line divide-y">
        {refunds.map(({ refundId, amountFen, reason, state, at }) => (
          <li key={refundId} className="py-3">
            <p className="flex flex-wrap items-center justify-between gap-2">
              <Money amount={amountFen} className="text-lg font-semibold" />
              <Badge tone={toneOfRefund[state]}>{t(`orders:refunds.state.${state}`)}</Badge>
            </p>
            <p className="text-ink-soft text-sm">
              {t(`orders:refunds.reasons.${reason}`)} · <Moment at={at} style="dateTimeYear" />
            </p>
            <p className="text-ink-soft text-sm">{t(`orders:refunds.text.${state}`)}</p>
          </li>
        ))}
      </ul>
    </Card>
  )
}
