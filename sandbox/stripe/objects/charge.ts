import type Stripe from 'stripe'
import type { ChargeRecord, IntentRecord, MethodRecord } from '../state/records.ts'
import { newId, type Work } from '../work.ts'
import { createTransaction } from './balance-transaction.ts'
import { emit } from './event.ts'
import { feeFor } from './money.ts'

/** The money has moved: the charge and its line in the balance, fee included. */
export function createPaidCharge(work: Work, intent: IntentRecord, method: MethodRecord): ChargeRecord {
  const id = newId('ch_3', 23)
  const { amount, currency } = intent.api
  const transaction = createTransaction(work, {
    type: method.type === 'card' ? 'charge' : 'payment',
    amount,
    fee: feeFor(work.settings, method.type, amount),
    currency,
    source: id,
    ...(method.card?.outcome === 'approve' && method.card.bypassesPending && { availableOn: work.now }),
  })
  const api: Stripe.Charge = {
    ...newCharge(work, intent, method),
    id,
    amount_captured: amount,
    balance_transaction: transaction.id,
    captured: true,
    outcome: outcome({
      network_status: 'approved_by_network',
      seller_message: 'Payment complete.',
      type: 'authorized',
    }),
    paid: true,
    status: 'succeeded',
  }
  const record = work.tables.charge.put({ id, api, methodType: method.type })
  emit(work, 'charge.succeeded', api)
  return record
}

/** `code` is the issuer's reason, such as `insufficient_funds`. */
export function createDeclinedCharge(
  work: Work,
  intent: IntentRecord,
  method: MethodRecord & { code: string },
): ChargeRecord {
  const id = newId('ch_3', 23)
  const api: Stripe.Charge = {
    ...newCharge(work, intent, method),
    id,
    failure_code: 'card_declined',
    failure_message: 'Your card was declined.',
    outcome: outcome({
      network_status: 'declined_by_network',
      reason: method.code,
      seller_message: 'The bank did not return any further details with this decline.',
      type: 'issuer_declined',
    }),
    paid: false,
    status: 'failed',
  }
  const record = work.tables.charge.put({ id, api, methodType: method.type })
  emit(work, 'charge.failed', api)
  return record
}

function newCharge(
  { contract, now }: Work,
  { api: intent }: IntentRecord,
  { api: method }: MethodRecord,
): Stripe.Charge {
  return contract.complete<Stripe.Charge>('Object_charge', {
    object: 'charge',
    amount: intent.amount,
    amount_captured: 0,
    amount_refunded: 0,
    billing_details: { ...method.billing_details, address: null },
    captured: false,
    created: now,
    currency: intent.currency,
    description: intent.description,
    disputed: false,
    fraud_details: {},
    livemode: false,
    metadata: intent.metadata,
    payment_intent: intent.id,
    payment_method: method.id,
    payment_method_details: methodDetails(contract, method),
    receipt_email: intent.receipt_email,
    refunded: false,
    transfer_group: intent.transfer_group,
  })
}

function methodDetails(
  contract: Work['contract'],
  method: Stripe.PaymentMethod,
): Stripe.Charge.PaymentMethodDetails {
  const { type, card } = method
  if (card) {
    return {
      type,
      card: contract.complete<Stripe.Charge.PaymentMethodDetails.Card>(
        'Charges:Charge.PaymentMethodDetails.Card',
        {
          amount_authorized: null,
          brand: card.brand,
          checks: card.checks,
          country: card.country,
          exp_month: card.exp_month,
          exp_year: card.exp_year,
          funding: card.funding,
          last4: card.last4,
          network: card.brand,
        },
      ),
    }
  }
  const field = type === 'alipay' ? 'Alipay' : 'WechatPay'
  return { type, [type]: contract.complete(`Charges:Charge.PaymentMethodDetails.${field}`, {}) }
}

function outcome(known: Partial<Stripe.Charge.Outcome>): Stripe.Charge.Outcome {
  return {
    advice_code: null,
    network_advice_code: null,
    network_decline_code: null,
    network_status: null,
    reason: null,
    risk_level: 'normal',
    seller_message: null,
    type: 'authorized',
    ...known,
  }
}
