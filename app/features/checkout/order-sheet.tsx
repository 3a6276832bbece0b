import { Link } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import type { ReactNode } from 'react'
import type { OrderView } from '#server/checkout/index.ts'
import { Card } from '#app/ui/card.tsx'
import { Moment } from '#app/ui/moment.tsx'
import { PriceWaterfall } from '../catalog/price-waterfall.tsx'
import { OrderRefunds } from '../refunds/order-refunds.tsx'
import { GoodsLine } from './goods-line.tsx'
import { Sums } from './sums.tsx'
import { Timeline } from './timeline.tsx'

const namedMethods = new Set(['card', 'alipay', 'wechat_pay'])

/** The order as its buyer keeps it: progress, receipt, where it came from, where the money went. */
export function OrderSheet({ order }: { order: OrderView }) {
  const { t } = useTranslation()
  const { line, waterfall } = order
  return (
    <div className="grid gap-5 lg:grid-cols-2 lg:items-start">
      <div className="grid gap-5">
        <Card>
          <h2 className="mb-4 font-serif text-lg font-bold">{t('orders:receipt.title')}</h2>
          <GoodsLine goods={line} quantity={line.quantity} unitPriceFen={line.unitPriceFen} />
          <Sums {...order} totalLabel={t('orders:receipt.total')} />
          <PaymentFacts order={order} />
        </Card>
        <OrderRefunds refunds={order.refunds} />
        <Card>
          <Timeline order={order} />
        </Card>
      </div>
      <div className="grid gap-5">
        {waterfall.legs.length > 0 && (
          <Card>
            <PriceWaterfall waterfall={waterfall} title={t('orders:waterfall')} />
          </Card>
        )}
        <Card>
          <Facts title={t('orders:origin.title')}>
            {line.lots.map(({ id, code, certificateNo }) => (
              <Fact key={id} label={t('orders:origin.lot')}>
                <span className="font-mono text-sm">{code}</span>
                <span className="text-ink-soft block text-sm">
                  {t('orders:origin.certificate')} <span className="font-mono">{certificateNo}</span>
                </span>
              </Fact>
            ))}
          </Facts>
          {order.liveSessionId && (
            <Link
              to={`/live/${order.liveSessionId}`}
              className="text-tea-700 inline-flex min-h-12 items-center text-sm underline underline-offset-4"
            >
              {t('orders:origin.live')}
            </Link>
          )}
        </Card>
        <Card>
          <Facts title={t('orders:delivery.title')}>
            <Fact label={t('orders:delivery.to')}>{order.recipientName}</Fact>
            <Fact label={t('orders:delivery.phone')}>{order.phoneMasked}</Fact>
            <Fact label={t('orders:delivery.address')}>{order.address}</Fact>
          </Facts>
        </Card>
      </div>
    </div>
  )
}

function PaymentFacts({ order }: { order: OrderView }) {
  const { t } = useTranslation()
  const { paymentMethod } = order
  const method = paymentMethod && namedMethods.has(paymentMethod) ? paymentMethod : 'other'
  return (
    <dl className="border-line text-ink-soft mt-4 space-y-1 border-t pt-4 text-sm">
      <Fact label={t('orders:receipt.createdAt')}>
        <Moment at={order.createdAt} style="dateTimeYear" />
      </Fact>
      {order.paidAt && (
        <Fact label={t('orders:receipt.paidAt')}>
          <Moment at={order.paidAt} style="dateTimeYear" />
        </Fact>
      )}
      {paymentMethod && (
        <Fact label={t('orders:receipt.method')}>{t(`orders:receipt.methods.${method}`)}</Fact>
      )}
    </dl>
  )
}

function Facts({ title, children }: { title: string; children: ReactNode }) {
  return (
    <>
      <h2 className="mb-2 font-serif text-lg font-bold">{title}</h2>
      <dl className="space-y-1.5">{children}</dl>
    </>
  )
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="flex justify-between gap-6">
      <dt className="text-ink-faint shrink-0">{label}</dt>
      <dd className="min-w-0 text-right">{children}</dd>
    </div>
  )
}
