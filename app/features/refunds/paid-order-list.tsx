import { Link } from '@remix-run/react'
import { ArrowLeft, ReceiptText } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { SoldOrder } from '#server/checkout/index.ts'
import { useBilingual } from '#app/i18n/use-locale.ts'
import { Badge } from '#app/ui/badge.tsx'
import { Card } from '#app/ui/card.tsx'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { Moment } from '#app/ui/moment.tsx'
import { Money } from '#app/ui/money.tsx'
import { RowLink } from '#app/ui/row-link.tsx'
import type { Fen } from '#shared/money.ts'

type PaidOrder = SoldOrder & { refundedFen: Fen; isDisputed: boolean }
type Props = { organisationId: string; orders: readonly PaidOrder[] }

/** What was paid for, newest first; each opens to be refunded. */
export function PaidOrderList({ organisationId, orders }: Props) {
  const { t } = useTranslation()
  if (orders.length === 0)
    return (
      <EmptyState icon={ReceiptText} title={t('coop:orders.empty')}>
        {t('coop:orders.emptyText')}
      </EmptyState>
    )
  return (
    <Card padded={false} className="overflow-hidden">
      <ul className="divide-line divide-y">
        {orders.map((order) => (
          <PaidOrderRow
            key={order.orderId}
            to={`/coop/${organisationId}/orders/${order.number}`}
            {...order}
          />
        ))}
      </ul>
    </Card>
  )
}

function PaidOrderRow({ to, ...order }: PaidOrder & { to: string }) {
  const { t } = useTranslation()
  const say = useBilingual()
  return (
    <li>
      <RowLink to={to}>
        <span className="min-w-0 flex-1">
          <span className="block font-medium">
            {say(order.title)} · {say(order.variantName)} × {order.quantity}
          </span>
          {order.paidAt && (
            <span className="text-ink-soft block text-sm">
              <Moment at={order.paidAt} />
            </span>
          )}
          <span className="text-ink-soft block text-sm break-all">
            {t('coop:ours.order', { number: order.number })}
          </span>
          {order.isDisputed && (
            <span className="block">
              <Badge tone="flash">{t('disputes:title')}</Badge>
            </span>
          )}
          {order.refundedFen > 0 && (
            <span className="text-vermilion-700 block text-sm">
              {t('coop:orders.refunded')} <Money amount={order.refundedFen} />
            </span>
          )}
        </span>
        <Money amount={order.totalFen} className="text-lg font-semibold" />
      </RowLink>
    </li>
  )
}

export function BackToOrders({ organisationId }: { organisationId: string }) {
  const { t } = useTranslation()
  return (
    <Link
      to={`/coop/${organisationId}/orders`}
      className="text-tea-700 -mt-2 inline-flex min-h-12 items-center gap-2 underline-offset-4 hover:underline"
    >
      <ArrowLeft aria-hidden className="size-5" />
      {t('coop:orders.back')}
    </Link>
  )
}
