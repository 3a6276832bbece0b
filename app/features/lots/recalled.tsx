import { Link } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import type { SoldOrder } from '#server/checkout/index.ts'
import type { LotView } from '#server/catalog/index.ts'
import type { LotOnSale } from '#server/flash-sale/index.ts'
import { useBilingual } from '#app/i18n/use-locale.ts'
import { Card } from '#app/ui/card.tsx'
import { Moment } from '#app/ui/moment.tsx'
import { Notice } from '#app/ui/notice.tsx'

type RecalledProps = { recall: NonNullable<LotView['recall']>; onSale: LotOnSale }

/** Who called the lot back, when and why, and what has stopped. */
export function Recalled({ recall, onSale }: RecalledProps) {
  const { t } = useTranslation()
  return (
    <Notice tone="danger" announce="status" title={t('coop:recall.done')}>
      <p>
        {t('coop:recall.by', { by: recall.by })} · <Moment at={recall.at} style="clockDay" />
      </p>
      <p>{t('coop:recall.because', { reason: recall.reason })}</p>
      <p>{t('coop:recall.stopped', { count: onSale.recalled })}</p>
      {onSale.held > 0 && <p>{t('coop:recall.closing', { count: onSale.held })}</p>}
    </Notice>
  )
}

type AffectedProps = { count: number; orders: readonly SoldOrder[] }

/** Paid orders that have goods of the lot: whom to call. */
export function AffectedOrders({ count, orders }: AffectedProps) {
  const { t } = useTranslation()
  const say = useBilingual()
  return (
    <Card>
      <h2 className="font-serif text-lg font-bold">{t('coop:recall.orders', { count })}</h2>
      <p className="text-ink-soft text-sm">
        {count === 0 ? t('coop:recall.noPaid') : t('coop:recall.ordersLead')}
      </p>
      <ul className="divide-line mt-2 divide-y">
        {orders.map((order) => (
          <li key={order.orderId} className="py-2.5">
            <span className="block font-medium break-all">
              {t('coop:ours.order', { number: order.number })}
            </span>
            <span className="text-ink-soft block text-sm">
              {say(order.title)} · {say(order.variantName)} × {order.quantity}
              {order.paidAt && (
                <>
                  {' · '}
                  <Moment at={order.paidAt} />
                </>
              )}
            </span>
          </li>
        ))}
      </ul>
      {count > orders.length && (
        <p className="text-ink-soft mt-2 text-sm">{t('coop:recall.newest', { count: orders.length })}</p>
      )}
    </Card>
  )
}

export function BackToLots({ organisationId }: { organisationId: string }) {
  const { t } = useTranslation()
  return (
    <Link
      to={`/coop/${organisationId}/lots`}
      className="text-tea-700 -mt-2 inline-flex min-h-12 items-center underline-offset-4 hover:underline"
    >
      ← {t('coop:lots.back')}
    </Link>
  )
}
