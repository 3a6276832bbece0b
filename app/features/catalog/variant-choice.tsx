import { Link } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import type { VariantView } from '#server/catalog/index.ts'
import { useBilingual } from '#app/i18n/use-locale.ts'
import { Weight } from '#app/ui/count.tsx'
import { Money } from '#app/ui/money.tsx'

type VariantChoiceProps = { variants: readonly VariantView[]; chosenId: string }

/** Sizes as links: each has an address, a price and a stock of its own, and works without JavaScript. */
export function VariantChoice({ variants, chosenId }: VariantChoiceProps) {
  const { t } = useTranslation()
  const say = useBilingual()
  return (
    <nav aria-label={t('shop:product.variants')}>
      <p className="text-ink-soft mb-2 text-sm">{t('shop:product.variants')}</p>
      <ul className="flex flex-wrap gap-2">
        {variants.map((variant) => (
          <li key={variant.variantId}>
            <Link
              to={`?variant=${variant.variantId}`}
              replace
              preventScrollReset
              aria-current={variant.variantId === chosenId || undefined}
              className="rounded-control border-line-strong/50 bg-surface hover:border-tea-500 aria-[current=true]:border-tea-600 aria-[current=true]:bg-tea-50 flex min-h-14 flex-col justify-center border px-4 py-2 aria-[current=true]:border-2"
            >
              <span className="font-medium">{say(variant.name)}</span>
              <span className="text-ink-soft text-sm">
                <Weight grams={variant.netWeightG} /> · <Money amount={variant.priceFen} />
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}
