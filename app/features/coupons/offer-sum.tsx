import { useTranslation } from 'react-i18next'
import { Money } from '#app/ui/money.tsx'
import type { OfferFacts } from '#shared/coupons.ts'

/** What an offer gives: so much a piece, or one sum for so many. */
export function OfferSum({ offer: { amountFen, totalFen, pieces } }: { offer: OfferFacts }) {
  const { t } = useTranslation()
  return (
    <span className="tabular-nums">
      <Money amount={amountFen ?? totalFen} />{' '}
      {t(amountFen === null ? 'coupons:desk.shared' : 'coupons:desk.each', { count: pieces })}
    </span>
  )
}
