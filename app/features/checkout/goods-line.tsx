import { Link } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import type { Bilingual } from '#shared/locale.ts'
import type { Fen } from '#shared/money.ts'
import { useBilingual } from '#app/i18n/use-locale.ts'
import { Money } from '#app/ui/money.tsx'
import { GoodsPicture } from '../catalog/goods-picture.tsx'

type GoodsLineProps = {
  goods: { title: Bilingual; variantName: Bilingual; picture: string; productSlug: string }
  quantity: number
  unitPriceFen: Fen
}

export function GoodsLine({ goods, quantity, unitPriceFen }: GoodsLineProps) {
  const { t } = useTranslation()
  const say = useBilingual()
  return (
    <div className="flex gap-4">
      <Link
        to={`/products/${goods.productSlug}`}
        className="rounded-control size-20 shrink-0 overflow-hidden sm:size-24"
      >
        <GoodsPicture name={goods.picture} alt={say(goods.title)} sizes="96px" first className="size-full" />
      </Link>
      <div className="min-w-0 flex-1">
        <p className="leading-snug font-medium">{say(goods.title)}</p>
        <p className="text-ink-soft text-sm">{say(goods.variantName)}</p>
        <p className="text-ink-soft mt-1 text-sm">
          <Money amount={unitPriceFen} /> × {t('checkout:line.quantity', { count: quantity })}
        </p>
      </div>
    </div>
  )
}
