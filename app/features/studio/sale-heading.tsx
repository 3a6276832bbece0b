import { useTranslation } from 'react-i18next'
import { useLocale } from '#app/i18n/use-locale.ts'
import { formatMoney, Price } from '#app/ui/money.tsx'
import type { RoomSale } from '#shared/live.ts'

/** The sale's title in the reader's language. */
export function useSaleTitle(): (sale: RoomSale) => string {
  const locale = useLocale()
  return ({ titleZh, titleEn, variantNameZh, variantNameEn }) =>
    locale === 'en' ? `${titleEn} · ${variantNameEn}` : `${titleZh} · ${variantNameZh}`
}

/** What is sold, for how much, and what the household gets of it. */
export function SaleHeading({ sale, large = false }: { sale: RoomSale; large?: boolean }) {
  const { t } = useTranslation()
  const locale = useLocale()
  const title = useSaleTitle()(sale)
  return (
    <div className="flex gap-3">
      <img
        src={`/pictures/${sale.picture}/160.webp`}
        alt=""
        width="160"
        height="160"
        className={large ? 'rounded-control size-24 object-cover' : 'rounded-control size-16 object-cover'}
      />
      <div className="min-w-0 flex-1">
        {large ? (
          <h2 className="font-serif text-xl font-bold">{title}</h2>
        ) : (
          <h3 className="font-medium">{title}</h3>
        )}
        <p className="flex flex-wrap items-baseline gap-x-3">
          <Price amount={sale.priceFen} className={large ? 'text-2xl' : 'text-lg'} />
          <span className="text-ink-soft text-sm">
            {t('studio:sale.limit', { count: sale.perBuyerLimit })} ·{' '}
            {t('studio:sale.total', { count: sale.total })}
            {sale.payFirst && ` · ${t('studio:sale.payFirst')}`}
          </span>
        </p>
        <p className="text-tea-700 text-sm">
          {t('studio:sale.household', { amount: formatMoney(sale.householdFen, locale) })}
        </p>
      </div>
    </div>
  )
}
