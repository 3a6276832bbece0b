import { useTranslation } from 'react-i18next'
import { useLocale } from '#app/i18n/use-locale.ts'
import { formatMoney } from '#app/ui/money.tsx'
import type { OfferView } from '#shared/coupons.ts'

/** For what and how long a piece is good, in a line. */
export function useOfferTerms() {
  const { t } = useTranslation()
  const locale = useLocale()
  return ({ minSpendFen, validDays }: Pick<OfferView, 'minSpendFen' | 'validDays'>) =>
    t('coupons:terms', { min: formatMoney(minSpendFen, locale), count: validDays })
}
