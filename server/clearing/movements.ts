import type { Fen } from '#shared/money.ts'
import type { JournalRequest } from '../ledger/index.ts'
import type { StripePayout } from '../payments/index.ts'
import { bank, bankTransit, clearing, credit, debit, PLATFORM_BOOK } from '../revenue-share/index.ts'

/**
 * - `left`: out of Stripe's balance, on its way to the bank
 * - `arrived`: at the bank
 * - `bounced`: the bank sent back what it had taken
 * - `returned`: in Stripe's balance again
 */
export type Movement = 'left' | 'arrived' | 'bounced' | 'returned'

/** What of a payout is still to be booked, in order. What has come back never arrives any more. */
export function movementsDue(payout: StripePayout, booked: ReadonlySet<Movement>): Movement[] {
  if (booked.has('returned')) return []
  const due: Movement[] = []
  if (!booked.has('left')) due.push('left')
  if (payout.state === 'arrived' && !booked.has('arrived')) due.push('arrived')
  if (payout.state === 'returned')
    due.push(...(booked.has('arrived') ? (['bounced'] as const) : []), 'returned')
  return due
}

const roads: Record<Movement, { to: string; from: string; kind: string; memo: string }> = {
  left: { to: bankTransit, from: clearing, kind: 'bank_payout', memo: 'Stripe 打款到银行，在途' },
  arrived: { to: bank, from: bankTransit, kind: 'bank_payout_arrived', memo: 'Stripe 打款已到银行' },
  bounced: { to: bankTransit, from: bank, kind: 'bank_payout_bounced', memo: 'Stripe 打款被银行退回，在途' },
  returned: {
    to: clearing,
    from: bankTransit,
    kind: 'bank_payout_returned',
    memo: 'Stripe 打款未成功，退回余额',
  },
}

/** A movement that is a line of Stripe's balance is named by it, so that counting finds the two together. */
function keyOf({ payoutId, lineId, returnLineId }: StripePayout, movement: Movement): string {
  const line = movement === 'left' ? lineId : movement === 'returned' ? returnLineId : null
  return line ? `stripe-balance:${line}` : `stripe-payout:${payoutId}:${movement}`
}

export function movementJournal(
  payout: StripePayout & { amountFen: Fen },
  movement: Movement,
  { on, actor }: { on: string; actor: string },
): JournalRequest {
  const { to, from, kind, memo } = roads[movement]
  return {
    key: keyOf(payout, movement),
    kind,
    effectiveOn: on,
    source: { type: 'stripe_payout', id: payout.payoutId },
    actor,
    memo,
    lines: [debit(PLATFORM_BOOK, to, payout.amountFen), credit(PLATFORM_BOOK, from, payout.amountFen)],
  }
}
