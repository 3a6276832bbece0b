import { useTranslation } from 'react-i18next'
import type { RoomSale } from '#shared/live.ts'
import { useSaleTitle } from './sale-heading.tsx'

/** What is over, folded away. */
export function EndedSales({ sales }: { sales: readonly RoomSale[] }) {
  const { t } = useTranslation()
  const titleOf = useSaleTitle()
  if (sales.length === 0) return null
  return (
    <details>
      <summary className="text-ink-soft flex min-h-12 items-center font-medium">
        {t('studio:sale.endedCount', { count: sales.length })}
      </summary>
      <ul className="divide-line divide-y">
        {sales.map((sale) => (
          <li key={sale.saleId} className="flex justify-between gap-3 py-2 text-sm">
            <span>{titleOf(sale)}</span>
            <span className="text-ink-soft whitespace-nowrap tabular-nums">
              {t('studio:sale.sold', { count: sale.sold })}
            </span>
          </li>
        ))}
      </ul>
    </details>
  )
}
