import type Stripe from 'stripe'
import type { MethodType } from '../settings.ts'

/** What the issuer's simulator does with a card: fixed by the test number that was typed. */
export type CardBehaviour =
  | { outcome: 'approve' | 'challenge'; bypassesPending?: true; isDisputed?: 'chargeback' | 'inquiry' }
  | { outcome: 'decline'; code: string }

export type SessionRecord = {
  id: string
  api: Stripe.Checkout.Session
  lineItems: Stripe.LineItem[]
  /** What the PaymentIntent will inherit once the buyer pays. */
  intentData: Stripe.Checkout.SessionCreateParams.PaymentIntentData
}
export type IntentRecord = { id: string; api: Stripe.PaymentIntent; sessionId: string }
export type MethodRecord = { id: string; api: Stripe.PaymentMethod; type: MethodType; card?: CardBehaviour }
export type ChargeRecord = { id: string; api: Stripe.Charge; methodType: MethodType }

/** A webhook still to be delivered; gone once it was accepted, dropped or given up. `at` is wall-clock ms. */
export type DeliveryRecord = { id: string; eventId: string; attempt: number; at: number }

/** Work that waits for the sandbox clock (seconds). */
export type DueRecord = {
  id: string
  at: number
  act: 'expire_session' | 'finish_refund' | 'settle_balance' | 'pay_out' | 'arrive' | 'bounce'
  target: string
}

/** The answer to a request with an Idempotency-Key, kept for 24 hours. */
export type AnswerRecord = {
  id: string
  fingerprint: string
  requestId: string
  at: number
  status: number
  body: string
}

export type Records = {
  session: SessionRecord
  intent: IntentRecord
  method: MethodRecord
  charge: ChargeRecord
  refund: { id: string; api: Stripe.Refund }
  dispute: { id: string; api: Stripe.Dispute }
  payout: { id: string; api: Stripe.Payout }
  account: { id: string; api: Stripe.Account }
  transfer: { id: string; api: Stripe.Transfer }
  reversal: { id: string; api: Stripe.TransferReversal }
  balanceTransaction: { id: string; api: Stripe.BalanceTransaction }
  product: { id: string; api: Stripe.Product }
  event: { id: string; api: Stripe.Event }
  delivery: DeliveryRecord
  due: DueRecord
  answer: AnswerRecord
  /** One row, `clock`: how far the sandbox clock runs ahead of the wall, in seconds. */
  clock: { id: string; aheadSec: number }
}

export const tableNames = [
  'session',
  'intent',
  'method',
  'charge',
  'refund',
  'dispute',
  'payout',
  'account',
  'transfer',
  'reversal',
  'balanceTransaction',
  'product',
  'event',
  'delivery',
  'due',
  'answer',
  'clock',
] as const satisfies readonly (keyof Records)[]
