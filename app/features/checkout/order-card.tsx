import { Link } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import type { OrderSummary } from '#server/checkout/index.ts'
import type { OrderState } from '#shared/checkout.ts'
import { useBilingual } from '#app/i18n/use-locale.ts'
import { Badge, type BadgeTone } from '#app/ui/badge.tsx'
import { Moment } from '#app/ui/moment.tsx'
import { Money } from '#app/ui/money.tsx'
import { GoodsPicture } from '../catalog/goods-picture.tsx'

const tones: Record<OrderState, BadgeTone> = {
  awaiting_payment: 'honey',
  paid: 'tea',
  cancelled: 'plain',
  refund_pending: 'flash',
  refunded: 'plain',
}

export function OrderStateBadge({ state }: { state: OrderState }) {
  const { t } = useTranslation()
  return <Badge tone={tones[state]}>{t(`orders:state.${state}`)}</Badge>
}

export function OrderCard({ order }: { order: OrderSummary }) {
  const { t } = useTranslation()
  const say = useBilingual()
  return (
    <Link
      to={`/orders/${order.number}`}
      className="bg-surface rounded-card shadow-card hover:shadow-raised flex gap-4 p-3 transition-shadow sm:p-4"
    >
      <span className="rounded-control size-20 shrink-0 overflow-hidden">
        <GoodsPicture name={order.picture} alt="" sizes="80px" className="size-full" />
      </span>
      <span className="flex min-w-0 flex-1 flex-col gap-1">
        <span className="flex items-start justify-between gap-2">
          <span className="line-clamp-2 leading-snug font-medium">{say(order.title)}</span>
          <OrderStateBadge state={order.state} />
        </span>
        <Moment at={order.createdAt} style="dateTimeYear" className="text-ink-faint text-sm" />
        <span className="mt-auto flex items-baseline justify-between gap-2">
          <span className="text-ink-soft text-sm">{t('orders:quantity', { count: order.quantity })}</span>
          <Money amount={order.totalFen} className="font-semibold" />
        </span>
      </span>
    </Link>
  )
}
