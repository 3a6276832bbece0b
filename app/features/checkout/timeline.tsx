import { Circle, CircleCheck } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { OrderView } from '#server/checkout/index.ts'
import { Moment } from '#app/ui/moment.tsx'

const told = new Set([
  'placed',
  'payment_started',
  'paid',
  'paid_late',
  'refund_asked',
  'refund_started',
  'refunded',
  'refund_failed',
  'cancelled',
])

/** What has happened to an order, oldest first, and what comes next. */
export function Timeline({ order }: { order: Pick<OrderView, 'events' | 'state'> }) {
  const { t } = useTranslation()
  return (
    <section aria-label={t('orders:timeline.title')}>
      <h2 className="mb-4 font-serif text-lg font-bold">{t('orders:timeline.title')}</h2>
      <ol className="border-tea-200 ml-2.5 space-y-4 border-l-2">
        {order.events.map(({ kind, at }, step) => (
          <li key={`${kind}-${step}`} className="relative pl-6">
            <CircleCheck
              aria-hidden
              className="bg-surface text-tea-600 absolute top-0.5 -left-[0.7rem] size-5 rounded-full"
            />
            <p className="leading-snug font-medium">
              {t(`orders:timeline.${told.has(kind) ? kind : 'other'}`)}
            </p>
            <Moment at={at} style="dateTimeYear" className="text-ink-faint text-sm" />
          </li>
        ))}
        {order.state === 'paid' && (
          <li className="text-ink-soft relative pl-6">
            <Circle
              aria-hidden
              className="bg-surface text-ink-faint absolute top-0.5 -left-[0.7rem] size-5 rounded-full"
            />
            {t('orders:timeline.next')}
          </li>
        )}
      </ol>
    </section>
  )
}
