import { useTranslation } from 'react-i18next'
import { OFFER_SEC, PAY_FIRST_SEC, type HoldView } from '#shared/flash-sale.ts'
import { useLocale } from '#app/i18n/use-locale.ts'
import { formatMoment } from '#app/ui/moment.tsx'
import type { ClaimState, Tap } from './claim-state.ts'

/** The sentence under the button, said aloud as it changes. */
export function ClaimStatus({ state, tap }: { state: ClaimState; tap: Tap }) {
  const { t } = useTranslation()
  const locale = useLocale()
  const sentence = () => {
    if (state.kind === 'held')
      return t(isShort(state.hold) ? 'live:status.heldPayFirst' : 'live:status.held', {
        sec: PAY_FIRST_SEC,
        sequence: state.hold.sequence,
        count: state.hold.quantity,
        at: formatMoment(state.hold.expiresAt, locale, 'time'),
      })
    if (state.kind === 'entered') return t('live:status.entered', { number: state.number })
    if (state.kind === 'waiting') return t(`live:status.${lineSentence(state)}`, { sec: OFFER_SEC })
    const refusal = tap.kind === 'refused' && tap.refusal.kind !== 'sold_out' ? tap.refusal.kind : null
    if (state.kind === 'sold_out' && !refusal && (state.held > 0 || state.waiting > 0))
      return [
        state.held > 0 && t('live:status.mayReturn', { count: state.held }),
        state.waiting > 0 && t('live:status.line', { count: state.waiting }),
      ]
        .filter(Boolean)
        .join(' ')
    if (state.kind === 'limit')
      return t(state.elsewhere ? 'live:status.elsewhere' : 'live:status.limit', { count: state.limit })
    if (state.kind === 'paused')
      return t(state.stopped ? 'live:status.stopped' : 'errors:refusal.sale_paused')
    if (state.kind === 'ended' && state.recalled) return t('errors:refusal.sale_recalled')
    if (state.kind === 'proving') return t('live:status.proving')
    if (tap.kind === 'refused') return t(`errors:refusal.${tap.refusal.kind}`, { ...tap.refusal })
    return ''
  }
  return (
    <p role="status" className="text-ink-soft min-h-6 text-center text-sm">
      {sentence()}
    </p>
  )
}

const isShort = ({ payFirst, state }: HoldView) => payFirst && state === 'held'

function lineSentence({ ahead, paysFirst }: Extract<ClaimState, { kind: 'waiting' }>) {
  if (paysFirst) return 'waitingLast'
  return ahead === null ? 'notDrawn' : 'waiting'
}
