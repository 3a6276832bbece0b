import { HourglassIcon } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { HoldForCheckout } from '#server/checkout/index.ts'
import { LinkButton } from '#app/ui/button.tsx'
import { EmptyState } from '#app/ui/empty-state.tsx'

function endOf(checkout: HoldForCheckout | null): string {
  if (!checkout) return 'missing'
  const { state } = checkout.hold
  return state === 'held' || state === 'paying' ? 'expired' : state
}

/** What became of a hold that can no longer be paid, and where to go from here. */
export function HoldEnded({ checkout }: { checkout: HoldForCheckout | null }) {
  const { t } = useTranslation()
  const end = endOf(checkout)
  return (
    <div className="mx-auto max-w-xl py-8">
      <h1 className="sr-only">{t('checkout:title')}</h1>
      <EmptyState icon={HourglassIcon} title={t(`checkout:ended.${end}.title`)}>
        <p className="mb-5">{t(`checkout:ended.${end}.text`)}</p>
        <div className="flex flex-wrap justify-center gap-3">
          {checkout?.liveSessionId && (
            <LinkButton to={`/live/${checkout.liveSessionId}`}>{t('checkout:ended.backLive')}</LinkButton>
          )}
          {checkout && (
            <LinkButton to={`/products/${checkout.productSlug}`} tone="plain">
              {t('checkout:ended.backProduct')}
            </LinkButton>
          )}
          <LinkButton to="/orders" tone="plain">
            {t('checkout:ended.orders')}
          </LinkButton>
        </div>
      </EmptyState>
    </div>
  )
}
