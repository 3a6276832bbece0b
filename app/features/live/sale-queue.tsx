import { Link } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import type { RoomSale } from '#shared/live.ts'
import { useBilingual } from '#app/i18n/use-locale.ts'
import { Badge } from '#app/ui/badge.tsx'
import { Price } from '#app/ui/money.tsx'
import { GoodsPicture } from '../catalog/goods-picture.tsx'

type SaleQueueProps = { sales: readonly RoomSale[]; featuredSaleId: string | null }

/** 讲解队列: what was, is and will be sold in this session. */
export function SaleQueue({ sales, featuredSaleId }: SaleQueueProps) {
  const { t } = useTranslation()
  return (
    <section aria-label={t('live:queue.title')}>
      <h2 className="mb-3 font-serif text-lg font-bold">
        {t('live:queue.title')}
        <span className="text-ink-faint ml-2 font-sans text-sm font-normal">
          {t('live:queue.count', { count: sales.length })}
        </span>
      </h2>
      <ol className="grid grid-cols-1 gap-3 sm:grid-cols-2">
        {sales.map((sale) => (
          <li key={sale.saleId} className="grid grid-cols-1">
            <QueuedSale sale={sale} featured={sale.saleId === featuredSaleId} />
          </li>
        ))}
      </ol>
    </section>
  )
}

function QueuedSale({ sale, featured }: { sale: RoomSale; featured: boolean }) {
  const { t } = useTranslation()
  const say = useBilingual()
  const soldOut = sale.state === 'open' && sale.left === 0
  return (
    <Link
      to={`/products/${sale.productSlug}`}
      aria-current={featured || undefined}
      className="bg-surface rounded-control shadow-card aria-[current=true]:ring-vermilion-400 flex gap-3 p-2.5 aria-[current=true]:ring-2"
    >
      <span className="size-18 shrink-0 overflow-hidden rounded-lg">
        <GoodsPicture name={sale.picture} alt="" sizes="80px" className="size-full" />
      </span>
      <span className="flex min-w-0 flex-1 flex-col">
        <span className="flex items-start justify-between gap-2">
          <span className="line-clamp-1 font-medium">{say({ zh: sale.titleZh, en: sale.titleEn })}</span>
          <Badge tone={sale.state === 'open' && !soldOut ? 'flash' : 'plain'}>
            {soldOut ? t('common:stock.gone') : t(`live:saleState.${sale.state}`)}
          </Badge>
        </span>
        <span className="text-ink-faint truncate text-sm">
          {say({ zh: sale.variantNameZh, en: sale.variantNameEn })}
        </span>
        <span className="mt-auto flex items-baseline justify-between gap-2">
          <Price amount={sale.priceFen} className="text-vermilion-700 text-lg" />
          <span className="text-ink-soft text-xs tabular-nums">
            {sale.state === 'ended'
              ? t('live:queue.sold', { count: sale.sold })
              : t('live:queue.left', { count: sale.left })}
          </span>
        </span>
      </span>
    </Link>
  )
}
