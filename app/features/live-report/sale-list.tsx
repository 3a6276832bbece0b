import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { ReportSale } from '#server/live-report/index.ts'
import { useBilingual, useLocale } from '#app/i18n/use-locale.ts'
import { Card } from '#app/ui/card.tsx'
import { formatCount } from '#app/ui/count.tsx'
import { Money } from '#app/ui/money.tsx'
import { SumBar } from '../village-books/sum-bar.tsx'
import { Explained } from './explained.tsx'
import { useDuration } from './use-duration.ts'

/** Each sale of the session: how much of it went, how fast, and for what. */
export function SaleList({ sales }: { sales: readonly ReportSale[] }) {
  const { t } = useTranslation()
  if (sales.length === 0) return <p className="text-ink-soft">{t('report:sale.none')}</p>
  return (
    <>
      <ul className="grid gap-4 lg:grid-cols-2">
        {sales.map((sale) => (
          <li key={sale.saleId}>
            <SaleCard sale={sale} />
          </li>
        ))}
      </ul>
      <Explained label={t('report:sale.how')}>{t('report:what.sale')}</Explained>
    </>
  )
}

function SaleCard({ sale }: { sale: ReportSale }) {
  const { t } = useTranslation()
  const say = useBilingual()
  const locale = useLocale()
  const duration = useDuration()
  const count = (value: number) => formatCount(value, locale)
  const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 })
  const figures: [string, ReactNode][] = [
    ['price', <Money key="price" amount={sale.priceFen} />],
    ['sold', t('report:sale.soldOf', { units: count(sale.units), total: count(sale.total) })],
    ['soldOut', sale.soldOutSec === null ? t('report:sale.notSoldOut') : duration(sale.soldOutSec)],
    ['gross', <Money key="gross" amount={sale.grossFen} />],
    ['refunded', <Money key="refunded" amount={sale.refundedFen} />],
    ['net', <Money key="net" amount={sale.netFen} />],
    ['asked', count(sale.asked)],
    ['held', count(sale.held)],
    ['orders', count(sale.orders)],
  ]
  return (
    <Card className="h-full">
      <h3 className="flex items-baseline justify-between gap-3">
        <span className="min-w-0">
          <span className="font-semibold">{say(sale.title)}</span>{' '}
          <span className="text-ink-soft text-sm">{say(sale.variantName)}</span>
        </span>
        <span className="text-tea-700 shrink-0 text-lg font-semibold tabular-nums">
          {percent.format(sale.units / sale.total)}
        </span>
      </h3>
      <SumBar percent={(sale.units / sale.total) * 100} fill="fill-tea-500" className="mt-1 h-2.5" />
      <dl className="mt-3 grid grid-cols-3 gap-x-3 gap-y-2 text-sm">
        {figures.map(([name, value]) => (
          <div key={name}>
            <dt className="text-ink-soft">{t(`report:sale.${name}`)}</dt>
            <dd className="font-medium tabular-nums">{value}</dd>
          </div>
        ))}
      </dl>
    </Card>
  )
}
