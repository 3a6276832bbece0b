import type Stripe from 'stripe'
import { invalidParameter, invalidState } from '../api/errors.ts'
import { newId, type Work } from '../work.ts'
import { createTransaction } from './balance-transaction.ts'
import { emit } from './event.ts'
import { findCharge } from './find.ts'

export const disputeParams = ['evidence.uncategorized_text', 'submit', 'expand[]'] as const

type Outcome = 'won' | 'lost'

/** Stripe's test mode decides by these words of the evidence; whatever else is said waits for the bank. */
const DECISIVE: Record<string, Outcome> = { winning_evidence: 'won', losing_evidence: 'lost' }

const OPEN = ['warning_needs_response', 'warning_under_review', 'needs_response', 'under_review']
const isInquiry = ({ status }: Stripe.Dispute) => status.startsWith('warning_')

/** The card holder objects: at once the money is gone, with a fee; an inquiry only asks. */
export function openDispute(
  work: Work,
  chargeId: string,
  { amount: asked, inquiry }: { amount?: number; inquiry: boolean },
): Stripe.Dispute {
  const charge = findCharge(work, chargeId, 'charge')
  if (!charge.api.paid) throw invalidState(`Charge ${chargeId} was not paid.`)
  if (charge.methodType !== 'card') throw invalidState(`${charge.methodType} payments have no disputes.`)
  if (openOf(work, chargeId)) throw invalidState(`Charge ${chargeId} has an open dispute.`)
  const amount = asked ?? charge.api.amount
  if (amount < 1 || amount > charge.api.amount)
    throw invalidParameter(`A dispute is of 1 to ${charge.api.amount}.`, { param: 'amount' })

  const { contract, now, settings, tables } = work
  const dispute = keep(
    work,
    contract.complete<Stripe.Dispute>('Object_dispute', {
      id: newId('dp_1', 23),
      object: 'dispute',
      amount,
      balance_transactions: [],
      charge: chargeId,
      created: now,
      currency: charge.api.currency,
      enhanced_eligibility_types: [],
      evidence: contract.complete<Stripe.Dispute.Evidence>('Disputes:Dispute.Evidence', {
        enhanced_evidence: {},
      }),
      evidence_details: {
        due_by: now + settings.disputeAnswerSec,
        enhanced_eligibility: {},
        has_evidence: false,
        past_due: false,
        submission_count: 0,
        submission_method: 'not_submitted',
      },
      is_charge_refundable: inquiry,
      livemode: false,
      metadata: {},
      payment_intent: charge.api.payment_intent,
      reason: 'fraudulent',
      status: inquiry ? 'warning_needs_response' : 'needs_response',
    }),
  )
  tables.charge.put({ ...charge, api: { ...charge.api, disputed: true } })
  emit(work, 'charge.dispute.created', dispute)
  return inquiry ? dispute : withdraw(work, dispute)
}

/** The bank was not content with the answer, or got none. */
export function escalateDispute(work: Work, dispute: Stripe.Dispute): Stripe.Dispute {
  if (!isInquiry(dispute) || !OPEN.includes(dispute.status))
    throw invalidState(`Dispute ${dispute.id} is ${dispute.status}, and no open inquiry.`)
  const api = keep(work, { ...dispute, status: 'needs_response', is_charge_refundable: false })
  emit(work, 'charge.dispute.updated', api, { status: dispute.status })
  return withdraw(work, api)
}

/** Evidence goes to the bank, once. */
export function answerDispute(
  work: Work,
  dispute: Stripe.Dispute,
  { evidence, submit = true }: Stripe.DisputeUpdateParams,
): Stripe.Dispute {
  if (dispute.status !== 'needs_response' && dispute.status !== 'warning_needs_response')
    throw invalidState('This dispute is already closed or under review.')
  const words = evidence?.uncategorized_text || null
  const details = { ...dispute.evidence_details, has_evidence: words !== null }
  const told: Stripe.Dispute = {
    ...dispute,
    evidence: { ...dispute.evidence, uncategorized_text: words },
    evidence_details: submit ? { ...details, submission_count: 1, submission_method: 'manual' } : details,
    ...(submit && { status: isInquiry(dispute) ? 'warning_under_review' : 'under_review' }),
  }
  emit(work, 'charge.dispute.updated', keep(work, told), { status: dispute.status })
  const outcome = submit && DECISIVE[words ?? '']
  return outcome ? decideDispute(work, told, outcome) : told
}

/** "You have no evidence to submit": lost. */
export function acceptDispute(work: Work, dispute: Stripe.Dispute): Stripe.Dispute {
  if (dispute.status !== 'needs_response' && dispute.status !== 'warning_needs_response')
    throw invalidState('This dispute is already closed or under review.')
  return decideDispute(work, dispute, 'lost')
}

/** The bank decides: won, the money is back and the fee is not. An inquiry just ends. */
export function decideDispute(work: Work, dispute: Stripe.Dispute, outcome: Outcome): Stripe.Dispute {
  if (!OPEN.includes(dispute.status)) throw invalidState(`Dispute ${dispute.id} is ${dispute.status}.`)
  const inquiry = isInquiry(dispute)
  const status = inquiry ? 'warning_closed' : outcome
  const refundable = inquiry || outcome === 'won'
  const closed: Stripe.Dispute = { ...dispute, status, is_charge_refundable: refundable }
  emit(work, 'charge.dispute.closed', keep(work, closed), { status: dispute.status })
  return !inquiry && outcome === 'won' ? reinstate(work, closed) : closed
}

/** A charge that is wholly refunded has nothing left to inquire about. */
export function closeInquiries(work: Work, chargeId: string): void {
  const inquiry = openOf(work, chargeId)
  if (inquiry && isInquiry(inquiry)) decideDispute(work, inquiry, 'won')
}

/** Stripe refunds no charge whose money the bank has taken back, or is about to decide on. */
export function refuseDisputed(work: Work, chargeId: string): void {
  const open = openOf(work, chargeId)
  if (!open || open.is_charge_refundable) return
  throw chargedBack(chargeId)
}

export const chargedBack = (chargeId: string) =>
  invalidState(`Charge ${chargeId} has been charged back; cannot issue a refund.`, {
    code: 'charge_disputed',
  })

/** what of a charge went back by disputes */
export function lostOf(work: Work, chargeId: string): number {
  return disputesOf(work, chargeId)
    .filter(({ status }) => status === 'lost')
    .reduce((sum, { amount }) => sum + amount, 0)
}

const disputesOf = ({ tables }: Work, chargeId: string) =>
  tables.dispute
    .newestFirst()
    .map(({ api }) => api)
    .filter(({ charge }) => charge === chargeId)

const openOf = (work: Work, chargeId: string) =>
  disputesOf(work, chargeId).find(({ status }) => OPEN.includes(status))

function withdraw(work: Work, dispute: Stripe.Dispute): Stripe.Dispute {
  return move(work, dispute, { type: 'dispute', event: 'charge.dispute.funds_withdrawn' })
}

function reinstate(work: Work, dispute: Stripe.Dispute): Stripe.Dispute {
  return move(work, dispute, { type: 'dispute_reversal', event: 'charge.dispute.funds_reinstated' })
}

type Movement =
  | { type: 'dispute'; event: 'charge.dispute.funds_withdrawn' }
  | { type: 'dispute_reversal'; event: 'charge.dispute.funds_reinstated' }

function move(work: Work, dispute: Stripe.Dispute, { type, event }: Movement): Stripe.Dispute {
  const isOut = type === 'dispute'
  const line = createTransaction(work, {
    type,
    amount: isOut ? -dispute.amount : dispute.amount,
    fee: isOut ? work.settings.disputeFee : 0,
    currency: dispute.currency,
    source: dispute.id,
  })
  const api = keep(work, { ...dispute, balance_transactions: [...dispute.balance_transactions, line] })
  emit(work, event, api, { balance_transactions: dispute.balance_transactions })
  return api
}

function keep({ tables }: Work, api: Stripe.Dispute): Stripe.Dispute {
  tables.dispute.put({ id: api.id, api })
  return api
}
