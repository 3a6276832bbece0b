import type { Locale } from '#shared/locale.ts'
import type { Fen } from '#shared/money.ts'
import type { Result } from '#shared/result.ts'
import type { Tx } from '#server/platform/db.ts'

export type SessionRequest = {
  /** the shop's own id of what is paid for; comes back with the session */
  reference: string
  lines: readonly { name: string; description?: string; unitPriceFen: Fen; quantity: number }[]
  locale: Locale
  /** `{CHECKOUT_SESSION_ID}` in it is filled in by Stripe */
  successUrl: string
  cancelUrl: string
  /** Stripe asks for 30 minutes to 24 hours from now */
  expiresAt: Date
}

/** A payment that was made. `feeFen + netFen = amountFen`, in fen of the price whatever currency Stripe settles in. */
export type Payment = {
  amountFen: Fen
  feeFen: Fen
  netFen: Fen
  /** 'card' | 'alipay' | 'wechat_pay' | … as Stripe names it */
  method: string
  chargeId: string
  paymentIntentId: string
}

/** A Checkout Session as Stripe tells it now. `processing`: completed, but the money is not certain yet. */
export type PaymentSession = { sessionId: string; reference: string | null } & (
  | { state: 'open'; url: string }
  | { state: 'processing' }
  | { state: 'paid'; payment: Payment }
  /** `tried`: the buyer pressed Pay, and it did not work or was not finished */
  | { state: 'expired'; tried: boolean }
)

export type RefundRequest = {
  /** the shop's own id of the refund: one refund is made for it, however often it is asked */
  reference: string
  chargeId: string
  amountFen: Fen
}
export type RefundState = 'pending' | 'succeeded' | 'failed'
export type PaymentRefund = { stripeRefundId: string; reference: string | null; state: RefundState }

/** What a webhook says happened, and to what. A hint: its effect is applied by asking Stripe. */
export type PaymentEvent = {
  eventId: string
  type: string
  objectId: string
  about: 'checkout_session' | 'refund' | 'other'
}

/** Stripe could not be reached, or was not well. What was asked may have happened or not: ask again later. */
export type Outage = { kind: 'payment_unavailable' }

/** Stripe, as far as the shop needs it. Knows payments and refunds; knows no orders. */
export type Payments = {
  /** Safe to repeat: equal requests get the same session for 24 hours. */
  createSession(request: SessionRequest): Promise<Result<{ sessionId: string; url: string }, Outage>>
  session(sessionId: string): Promise<Result<PaymentSession, Outage>>
  /** For an id that anybody may have made up: null where Stripe knows none. */
  findSession(sessionId: string): Promise<Result<PaymentSession | null, Outage>>
  /** Closes a session, unless somebody has paid. @returns the session as it is then, which is not `open` */
  expireSession(sessionId: string): Promise<Result<PaymentSession, Outage>>
  /** Safe to repeat by `reference`. */
  refund(request: RefundRequest): Promise<Result<PaymentRefund, Outage>>
  refundState(stripeRefundId: string): Promise<Result<PaymentRefund, Outage>>

  /** @returns null when the signature does not fit; nothing was read from such a body */
  verifyWebhook(rawBody: string, signature: string): PaymentEvent | null
  /** Remembers an event once. `unfinished`: it came before and its effect is not known to be applied. */
  recordEvent(tx: Tx, event: PaymentEvent, at: Date): Promise<'new' | 'unfinished' | 'applied'>
  markEventApplied(tx: Tx, eventId: string, at: Date): Promise<void>
}
