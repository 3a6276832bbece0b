import type Stripe from 'stripe'
import { fen } from '#shared/money.ts'
import type { StripeEnv } from './client.ts'
import { isoOf } from './time.ts'
import type { DisputeLine, DisputeState, StripeDispute } from './types.ts'

export async function readDispute(stripe: Stripe, disputeId: string): Promise<StripeDispute> {
  const dispute = await stripe.disputes.retrieve(disputeId, { expand: ['charge'] })
  const { charge, evidence_details: evidence } = dispute
  return {
    disputeId: dispute.id,
    chargeId: typeof charge === 'string' ? charge : charge.id,
    reference: typeof charge === 'string' ? null : (charge.metadata.reference ?? null),
    amountFen: fen(dispute.amount),
    currency: dispute.currency,
    reason: dispute.reason,
    state: disputeState(dispute.status),
    openedAt: isoOf(dispute.created),
    // Stripe says 0 where the bank takes no answer.
    evidenceBy: evidence.due_by ? isoOf(evidence.due_by) : null,
    isRefundable: dispute.is_charge_refundable,
    lines: dispute.balance_transactions
      .map((line) => readLine(dispute, line))
      .toSorted((a, b) => (a.at < b.at ? -1 : 1)),
  }
}

/** Where Stripe settles in another currency than the price's, both are brought back to it, as the fee of a payment is. */
export function readLine(
  dispute: Pick<Stripe.Dispute, 'amount' | 'currency'>,
  { id, created, amount, fee, currency }: Stripe.BalanceTransaction,
): DisputeLine {
  const line = { lineId: id, at: isoOf(created) }
  if (currency === dispute.currency || amount === 0)
    return { ...line, amountFen: fen(amount), feeFen: fen(fee) }
  const amountFen = fen(Math.sign(amount) * dispute.amount)
  return { ...line, amountFen, feeFen: fen(Math.round((fee * amountFen) / amount)) }
}

/** A word that Stripe adds one day is an open dispute until it says won or lost. */
export function disputeState(status: string): DisputeState {
  switch (status) {
    case 'warning_needs_response':
    case 'warning_under_review':
      return 'inquiry'
    case 'warning_closed':
      return 'inquiry_closed'
    case 'needs_response':
    case 'appeal_needs_response':
      return 'needs_response'
    case 'won':
      return 'won'
    // Prevented: settled with the bank before it was a chargeback. The buyer has what was withdrawn, if anything was.
    case 'lost':
    case 'prevented':
      return 'lost'
    default:
      return 'under_review'
  }
}

/** In Stripe's dashboard, or the sandbox's page for it. */
export function disputePage(
  env: Pick<StripeEnv, 'STRIPE_SECRET_KEY' | 'STRIPE_API_BASE'>,
  disputeId: string,
) {
  if (env.STRIPE_API_BASE) return new URL(`/disputes/${disputeId}`, env.STRIPE_API_BASE).href
  const mode = env.STRIPE_SECRET_KEY.startsWith('sk_test_') ? '/test' : ''
  return `https://dashboard.stripe.com${mode}/disputes/${disputeId}`
}
