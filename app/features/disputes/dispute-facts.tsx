import { useTranslation } from 'react-i18next'
import type { OrderDispute } from '#server/checkout/index.ts'
import { Moment } from '#app/ui/moment.tsx'
import { Money } from '#app/ui/money.tsx'
import { DisputeBadge } from './dispute-badge.tsx'

/** Stripe's commonest words for why; others are shown as they are. */
const REASONS = new Set([
  'fraudulent',
  'product_not_received',
  'product_unacceptable',
  'duplicate',
  'credit_not_processed',
  'unrecognized',
  'general',
])

/** What is disputed, since when, why, and until when Stripe takes an answer. */
export function DisputeFacts({ dispute }: { dispute: OrderDispute }) {
  const { t } = useTranslation()
  const { amountFen, state, reason, openedAt, evidenceBy, feeFen } = dispute
  const isAsked = state === 'needs_response' || state === 'inquiry'
  return (
    <>
      <p className="flex flex-wrap items-center justify-between gap-2">
        <Money amount={amountFen} className="text-lg font-semibold" />
        <DisputeBadge state={state} />
      </p>
      <p className="text-ink-soft text-sm">
        {REASONS.has(reason) ? t(`disputes:reason.${reason}`) : reason} ·{' '}
        <Moment at={openedAt} style="dateTimeYear" />
      </p>
      {isAsked && evidenceBy && (
        <p className="text-vermilion-700 text-sm font-medium">
          {t('disputes:evidenceBy')} <Moment at={evidenceBy} style="dateTimeYear" />
        </p>
      )}
      {feeFen !== 0 && (
        <p className="text-ink-soft text-sm">
          {t('disputes:fee')} <Money amount={feeFen} />
        </p>
      )}
      <p className="text-ink-soft text-sm">{t(`disputes:text.${state}`)}</p>
    </>
  )
}
