import { Link } from '@remix-run/react'
import { MapPin } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { ProductCard as Product } from '#server/catalog/index.ts'
import { useBilingual } from '#app/i18n/use-locale.ts'
import { Badge } from '#app/ui/badge.tsx'
import { Price } from '#app/ui/money.tsx'
import { GoodsPicture } from './goods-picture.tsx'

const SIZES = '(min-width: 1024px) 260px, (min-width: 640px) 33vw, 50vw'

export function ProductCard({ product, first = false }: { product: Product; first?: boolean }) {
  const { t } = useTranslation()
  const say = useBilingual()
  return (
    <Link
      to={`/products/${product.slug}`}
      className="group bg-surface rounded-card shadow-card hover:shadow-raised flex flex-col overflow-hidden transition-shadow"
    >
      <span className="bg-paper-deep relative block aspect-square overflow-hidden">
        <GoodsPicture
          name={product.picture}
          alt=""
          sizes={SIZES}
          first={first}
          className="size-full transition-transform duration-300 group-hover:scale-[1.03]"
        />
        {product.soldOut && (
          <span className="absolute top-2 left-2">
            <Badge>{t('common:stock.gone')}</Badge>
          </span>
        )}
      </span>
      <span className="flex flex-1 flex-col gap-1 p-3 sm:p-4">
        <span className="line-clamp-2 leading-snug font-medium">{say(product.title)}</span>
        <span className="text-ink-faint line-clamp-1 text-sm">{say(product.tagline)}</span>
        <span className="text-ink-soft flex items-center gap-1 text-xs">
          <MapPin aria-hidden className="size-3.5 shrink-0" />
          <span className="truncate">{say(product.villageName)}</span>
        </span>
        <span className="mt-auto flex items-baseline gap-1 pt-1.5">
          <Price amount={product.fromFen} className="text-vermilion-700 text-xl" />
          <span className="text-ink-faint text-xs">{t('shop:product.from')}</span>
        </span>
      </span>
    </Link>
  )
}

export function ProductGrid({ products }: { products: readonly Product[] }) {
  return (
    <ul className="grid grid-cols-2 gap-3 sm:grid-cols-3 sm:gap-5 lg:grid-cols-4">
      {products.map((product, at) => (
        <li key={product.slug} className="grid">
          <ProductCard product={product} first={at < 4} />
        </li>
      ))}
    </ul>
  )
}
