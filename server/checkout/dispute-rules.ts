import { fen, sumFen, type Fen } from '#shared/money.ts'
import type { DisputeRow } from './dispute-store.ts'
import type { RefundRow } from './refund-store.ts'

// Pure decisions about what a dispute leaves of an order, and whose loss it is.

/** Still to be decided, and meanwhile Stripe refunds nothing of the charge. */
export const holdsUpRefunds = ({ state, isRefundable }: Pick<DisputeRow, 'state' | 'isRefundable'>) =>
  (state === 'needs_response' || state === 'under_review') && !isRefundable

/** Nobody knows yet how it ends. */
export const isUndecided = ({ state }: Pick<DisputeRow, 'state'>) =>
  state === 'inquiry' || state === 'needs_response' || state === 'under_review'

type Gone = {
  refunds: readonly Pick<RefundRow, 'amountFen'>[]
  disputes: readonly Pick<DisputeRow, 'dividedFen'>[]
}

/** What has gone back of an order: refunds that were asked for, and what was lost of it by disputes. */
export const goneOf = ({ refunds, disputes }: Gone): Fen =>
  sumFen([
    ...refunds.map(({ amountFen }) => fen(amountFen)),
    ...disputes.map(({ dividedFen }) => fen(dividedFen ?? 0n)),
  ])

export const leftOf = ({ totalFen }: { totalFen: bigint }, gone: Gone): Fen =>
  fen(fen(totalFen) - goneOf(gone))

type AskedFor = Pick<RefundRow, 'id' | 'amountFen' | 'nettedFen' | 'state'>

/**
 * Whose a loss is; the three add up to it.
 * - `netted`: of refunds that never left Stripe. The buyer has their money now, so that so much less is owed.
 * - `dividedFen`: of what is left of the order, borne by those who earned
 * - `beyondFen`: the rest, which the buyer has twice: the platform's alone
 */
export type Loss<Refund> = { netted: { refund: Refund; partFen: Fen }[]; dividedFen: Fen; beyondFen: Fen }

/** What of a refund is still to be sent. */
export const unsentOf = ({ amountFen, nettedFen }: Pick<RefundRow, 'amountFen' | 'nettedFen'>): Fen =>
  fen(amountFen - nettedFen)

/**
 * @param refunds of the charge, oldest first, after Stripe was asked for all of them once more
 * @param leftFen of the order by that charge
 */
export function lossOf<Refund extends AskedFor>({
  lostFen,
  refunds,
  leftFen,
}: {
  lostFen: Fen
  refunds: readonly Refund[]
  leftFen: Fen
}): Loss<Refund> {
  const netted: Loss<Refund>['netted'] = []
  let rest: number = lostFen
  for (const refund of refunds) {
    const neverLeft = refund.state === 'requested' || refund.state === 'failed'
    const partFen = fen(neverLeft ? Math.min(unsentOf(refund), rest) : 0)
    if (partFen > 0) netted.push({ refund, partFen })
    rest -= partFen
  }
  const dividedFen = fen(Math.min(rest, leftFen))
  return { netted, dividedFen, beyondFen: fen(rest - dividedFen) }
}
