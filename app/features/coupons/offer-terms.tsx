import { useTranslation } from 'react-i18next'
import { useLocale } from '#app/i18n/use-locale.ts'
import { formatMoney } from '#app/ui/money.tsx'
import type { OfferFacts } from '#shared/coupons.ts'

/** For what and how long a piece is good. */
export function OfferTerms({ offer: { minSpendFen, validDays } }: { offer: OfferFacts }) {
  const { t } = useTranslation()
  const locale = useLocale()
  return (
    <p className="text-ink-soft text-sm">
      {t('coupons:terms', { min: formatMoney(minSpendFen, locale), count: validDays })}
    </p>
  )
}
