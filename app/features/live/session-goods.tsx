import { Link } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import type { RoomSale } from '#shared/live.ts'
import { useBilingual } from '#app/i18n/use-locale.ts'
import { Badge } from '#app/ui/badge.tsx'
import { Price } from '#app/ui/money.tsx'
import { GoodsPicture } from '../catalog/goods-picture.tsx'
import type { BagLine } from './bag-lines.ts'
import { toSale } from './chosen-sale.ts'

/** Where the bag leads without scripts. */
export const GOODS_ID = 'goods'

/** 本场商品, on the page. */
export function SessionGoods({ lines }: { lines: readonly BagLine[] }) {
  const { t } = useTranslation()
  return (
    <section id={GOODS_ID} aria-label={t('live:queue.title')}>
      <h2 className="mb-3 font-serif text-lg font-bold">
        {t('live:queue.title')}
        <span className="text-ink-faint ml-2 font-sans text-sm font-normal">
          {t('live:queue.count', { count: lines.length })}
        </span>
      </h2>
      <GoodsList lines={lines} className="sm:grid-cols-2" />
    </section>
  )
}

type ListProps = { lines: readonly BagLine[]; className?: string; onPick?(): void }

/** What was, is and will be sold in a session. */
export function GoodsList({ lines, className = '', onPick }: ListProps) {
  return (
    <ol className={`grid grid-cols-1 gap-3 ${className}`}>
      {lines.map((line, at) => (
        <li key={line.key} className="grid grid-cols-1">
          <GoodsRow line={line} number={at + 1} onPick={onPick} />
        </li>
      ))}
    </ol>
  )
}

type RowProps = { line: BagLine; number: number; onPick: (() => void) | undefined }

/** To where it can be had: to the claim of a sale, or else to its page. */
function GoodsRow({ line, number, onPick }: RowProps) {
  const { t } = useTranslation()
  const say = useBilingual()
  const { sale, productSlug, title, picture, fromFen, isShown } = line
  const isSale = sale && sale.state !== 'ended'
  return (
    <Link
      to={isSale ? toSale(sale.saleId) : `/products/${productSlug}`}
      {...(isSale && { replace: true })}
      onClick={onPick}
      aria-current={isShown || undefined}
      className="bg-surface rounded-control shadow-card aria-[current=true]:ring-vermilion-400 flex flex-wrap gap-3 p-2.5 aria-[current=true]:ring-2"
    >
      <span className="relative size-18 shrink-0 overflow-hidden rounded-lg">
        <GoodsPicture name={picture} alt="" sizes="80px" className="size-full" />
        <span className="bg-ink/75 absolute top-0 left-0 min-w-5 rounded-br-lg px-1 text-center text-xs text-white tabular-nums">
          {number}
        </span>
      </span>
      <span className="flex min-w-30 flex-1 flex-col">
        <span className="flex flex-wrap-reverse items-start justify-between gap-x-2">
          <span className="line-clamp-1 min-w-16 flex-1 font-medium">{say(title)}</span>
          <span className="flex flex-wrap justify-end gap-1">
            {isShown && <Badge tone="tea">{t('live:pinned')}</Badge>}
            {sale && <SaleBadge sale={sale} />}
          </span>
        </span>
        {sale ? (
          <SaleInShort sale={sale} />
        ) : (
          <span className="text-ink-soft mt-auto text-sm">
            {t('live:pinnedFrom')} {fromFen !== null && <Price amount={fromFen} className="text-lg" />}
          </span>
        )}
      </span>
    </Link>
  )
}

function SaleBadge({ sale: { state, left } }: { sale: RoomSale }) {
  const { t } = useTranslation()
  const isSoldOut = state === 'open' && left === 0
  return (
    <Badge tone={state === 'open' && !isSoldOut ? 'flash' : 'plain'}>
      {isSoldOut ? t('common:stock.gone') : t(`live:saleState.${state}`)}
    </Badge>
  )
}

function SaleInShort({ sale }: { sale: RoomSale }) {
  const { t } = useTranslation()
  const say = useBilingual()
  return (
    <>
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
    </>
  )
}
