import type Stripe from 'stripe'
import { invalidParameter, invalidState } from '../api/errors.ts'
import type { ChargeRecord } from '../state/records.ts'
import { newId, type Work } from '../work.ts'
import { createTransaction } from './balance-transaction.ts'
import { chargedBack, closeInquiries, lostOf, refuseDisputed } from './dispute.ts'
import { emit } from './event.ts'
import { findCharge, findIntent, findRefund } from './find.ts'
import { metadataFrom } from './metadata.ts'
import { schedule } from './schedule.ts'

export const refundParams = [
  'charge',
  'payment_intent',
  'amount',
  'reason',
  'metadata.*',
  'expand[]',
] as const

const DAY_SEC = 86_400

/** After so many days the wallets take nothing back; cards have no such limit here. */
const refundableDays = { card: Infinity, alipay: 90, wechat_pay: 180 }

/** A card is refunded at once; Alipay and WeChat Pay say `pending` first and `succeeded` a little later. */
export function createRefund(work: Work, asked: Stripe.RefundCreateParams): Stripe.Refund {
  const charge = refundableCharge(work, asked)
  refuseDisputed(work, charge.id)
  const amount = refundableAmount(charge.api, { asked: asked.amount, lost: lostOf(work, charge.id) })
  const isCard = charge.methodType === 'card'
  const id = newId('re_3', 23)
  const transaction = createTransaction(work, {
    type: isCard ? 'refund' : 'payment_refund',
    amount: -amount,
    fee: 0,
    currency: charge.api.currency,
    source: id,
  })
  const refund = work.contract.complete<Stripe.Refund>('Object_refund', {
    id,
    object: 'refund',
    amount,
    balance_transaction: transaction.id,
    charge: charge.id,
    created: work.now,
    currency: charge.api.currency,
    destination_details: destination(charge),
    metadata: metadataFrom(asked.metadata),
    payment_intent: charge.api.payment_intent,
    reason: asked.reason ?? null,
    status: isCard ? 'succeeded' : 'pending',
  })
  work.tables.refund.put({ id, api: refund })
  emit(work, 'refund.created', refund)
  countRefund(work, charge, amount)
  if (!isCard) schedule(work, 'finish_refund', { target: id, at: work.now + work.settings.walletRefundSec })
  return refund
}

export function finishRefund(work: Work, id: string): void {
  const refund: Stripe.Refund = { ...findRefund(work, id), status: 'succeeded' }
  work.tables.refund.put({ id, api: refund })
  emit(work, 'refund.updated', refund, { status: 'pending' })
  emit(work, 'charge.refund.updated', refund, { status: 'pending' })
}

function countRefund(work: Work, charge: ChargeRecord, amount: number): void {
  const before = charge.api.amount_refunded
  const refunded = before + amount
  const api = { ...charge.api, amount_refunded: refunded, refunded: refunded === charge.api.amount_captured }
  work.tables.charge.put({ ...charge, api })
  emit(work, 'charge.refunded', api, { amount_refunded: before, refunded: false })
  if (api.refunded) closeInquiries(work, charge.id)
}

function refundableCharge(work: Work, asked: Stripe.RefundCreateParams): ChargeRecord {
  if ((asked.charge === undefined) === (asked.payment_intent === undefined)) {
    throw invalidParameter(
      'One of the following params should be provided for this request: payment_intent or charge.',
    )
  }
  const charge = findCharge(work, asked.charge ?? paidChargeId(work, String(asked.payment_intent)), 'charge')
  if (!charge.api.paid)
    throw invalidState(`Charge ${charge.id} was not paid.`, { code: 'charge_not_refundable' })
  const days = refundableDays[charge.methodType]
  if (work.now - charge.api.created > days * DAY_SEC) {
    const message = `${charge.methodType} payments can only be refunded within ${days} days.`
    throw invalidState(message, { code: 'charge_not_refundable' })
  }
  return charge
}

function paidChargeId(work: Work, intentId: string): string {
  const { latest_charge: charge } = findIntent(work, intentId, 'payment_intent').api
  if (typeof charge === 'string') return charge
  const message = `This PaymentIntent (${intentId}) does not have a successful charge to refund.`
  throw invalidState(message, { code: 'charge_not_refundable', param: 'payment_intent' })
}

function refundableAmount(
  charge: Stripe.Charge,
  { asked, lost }: { asked: number | undefined; lost: number },
): number {
  const left = charge.amount_captured - charge.amount_refunded - lost
  if (lost > 0 && (asked ?? left) > left) throw chargedBack(charge.id)
  if (left <= 0) {
    throw invalidState(`Charge ${charge.id} has already been refunded.`, { code: 'charge_already_refunded' })
  }
  const amount = asked ?? left
  if (amount < 1) {
    throw invalidParameter('Invalid positive integer', { code: 'parameter_invalid_integer', param: 'amount' })
  }
  if (amount <= left) return amount
  const message = `Refund amount (${amount}) is greater than unrefunded amount on charge (${left})`
  throw invalidState(message, { code: 'amount_too_large', param: 'amount' })
}

function destination({ methodType: type }: ChargeRecord): Stripe.Refund.DestinationDetails {
  if (type !== 'card') return { type, [type]: {} }
  const reference = { reference_status: 'pending', reference_type: 'acquirer_reference_number' }
  return { type, card: { ...reference, type: 'refund' } }
}
