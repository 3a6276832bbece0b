import { ShieldQuestion } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { DisputeView } from '#server/checkout/index.ts'
import { useBilingual } from '#app/i18n/use-locale.ts'
import { Card } from '#app/ui/card.tsx'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { Moment } from '#app/ui/moment.tsx'
import { Money } from '#app/ui/money.tsx'
import { RowLink } from '#app/ui/row-link.tsx'
import { fen } from '#shared/money.ts'
import { DisputeBadge } from './dispute-badge.tsx'

/** Every dispute, newest first; each opens to what it would cost whom. */
export function DisputeList({ disputes }: { disputes: readonly DisputeView[] }) {
  const { t } = useTranslation()
  if (disputes.length === 0)
    return (
      <EmptyState icon={ShieldQuestion} title={t('disputes:empty')}>
        {t('disputes:emptyText')}
      </EmptyState>
    )
  return (
    <Card padded={false} className="overflow-hidden">
      <ul className="divide-line divide-y">
        {disputes.map((dispute) => (
          <DisputeRow key={dispute.disputeId} dispute={dispute} />
        ))}
      </ul>
    </Card>
  )
}

function DisputeRow({ dispute }: { dispute: DisputeView }) {
  const { t } = useTranslation()
  const say = useBilingual()
  const { disputeId, amountFen, state, evidenceBy, order, loss } = dispute
  return (
    <li>
      <RowLink to={`/platform/disputes/${disputeId}`}>
        <span className="min-w-0 flex-1">
          <span className="flex flex-wrap items-center gap-2 font-medium">
            {say(order.title)} × {order.quantity} <DisputeBadge state={state} />
          </span>
          <span className="text-ink-soft block text-sm break-all">
            {t('coop:ours.order', { number: order.number })}
          </span>
          {(state === 'needs_response' || state === 'inquiry') && evidenceBy && (
            <span className="text-vermilion-700 block text-sm">
              {t('disputes:evidenceBy')} <Moment at={evidenceBy} />
            </span>
          )}
          {loss && <Bearers loss={loss} />}
        </span>
        <Money amount={amountFen} className="text-lg font-semibold" />
      </RowLink>
    </li>
  )
}

/** Who would bear it, in a line; the dispute's own page says by which rule. */
function Bearers({ loss: { booked, divided, beyondFen } }: { loss: NonNullable<DisputeView['loss']> }) {
  const { t } = useTranslation()
  const parts = divided?.bearers.parts ?? []
  const own = beyondFen + (divided?.bearers.beyondFen ?? 0)
  return (
    <span className="text-ink-soft block text-sm">
      {t(booked ? 'disputes:loss.booked' : 'disputes:loss.ifLost')}
      {parts.map(({ partyKind, party, amountFen }) => (
        <span key={`${partyKind} ${party}`}>
          {' · '}
          {t(`coop:line.leg.${partyKind}`)} <Money amount={amountFen} />
        </span>
      ))}
      {own > 0 && (
        <span>
          {' · '}
          {t('disputes:loss.platform')} <Money amount={fen(own)} />
        </span>
      )}
    </span>
  )
}
