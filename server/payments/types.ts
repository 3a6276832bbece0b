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
/** The card holder disputes the charge: Stripe refunds none of it before that is decided. */
export type ChargeDisputed = { kind: 'charge_disputed' }
export type PaymentRefund = { stripeRefundId: string; reference: string | null; state: RefundState }

/**
 * - `inquiry`: the bank only asks, and no money has moved; `inquiry_closed`: it asks no longer
 * - `needs_response`, `under_review`: the money is withdrawn until it is decided
 * - `won`: the money came back, or will within days; `lost`: it does not
 */
export type DisputeState = 'inquiry' | 'inquiry_closed' | 'needs_response' | 'under_review' | 'won' | 'lost'

/** What a dispute moved of the balance, by line: withdrawn is negative. The fee is Stripe's, and left the balance too. */
export type DisputeLine = { lineId: string; at: string; amountFen: Fen; feeFen: Fen }

/** A card holder's objection as Stripe tells it now. Amounts are fen of the price, whatever Stripe settles in. */
export type StripeDispute = {
  disputeId: string
  chargeId: string
  /** the shop's own id of what was paid for */
  reference: string | null
  amountFen: Fen
  currency: string
  /** 'fraudulent' | 'product_not_received' | … as Stripe names it */
  reason: string
  state: DisputeState
  openedAt: string
  /** until when evidence is taken; null where none is */
  evidenceBy: string | null
  /** whether Stripe would still refund the charge */
  isRefundable: boolean
  /** oldest first */
  lines: DisputeLine[]
}

/** What a webhook says happened, and to what. A hint: its effect is applied by asking Stripe. */
export type PaymentEvent = {
  eventId: string
  type: string
  objectId: string
  about: 'checkout_session' | 'refund' | 'payout' | 'dispute' | 'other'
}

/** Stripe could not be reached, or was not well. What was asked may have happened or not: ask again later. */
export type Outage = { kind: 'payment_unavailable' }

/** Stripe settles in another currency than prices are in: fen of the books can't be held against it. */
export type OtherCurrency = { kind: 'other_currency'; currency: string }
/** Money moved all the while it was being counted. */
export type BalanceMoves = { kind: 'balance_moves' }

/** One line of the balance at Stripe (a balance transaction). `amount − fee = net`; what leaves is negative. */
export type BalanceLine = {
  lineId: string
  /** 'charge' | 'payment' | 'refund' | 'payout' | … as Stripe names it; of an adjustment, what it adjusts: 'dispute', … */
  type: string
  at: string
  amountFen: Fen
  feeFen: Fen
  netFen: Fen
  /** of the charge, refund, dispute, payout or transfer that it comes from */
  sourceId: string | null
  /** the charge, or the one that is refunded or disputed */
  chargeId: string | null
  /** the shop's own id of what it asked for */
  reference: string | null
  /** of a refund: out of the balance, but the buyer does not have it yet */
  isPending: boolean
  /** Stripe's own words for it, where it has any */
  description: string | null
}
export type BalanceRead = {
  /** all of it, what is not yet available too */
  totalFen: Fen
  /** oldest first */
  lines: BalanceLine[]
}

/** What Stripe sends to the platform's bank. */
export type StripePayout = {
  payoutId: string
  amountFen: Fen
  currency: string
  /** some arrive and are returned days later */
  state: 'on_its_way' | 'arrived' | 'returned'
  /** the line of the balance by which it left */
  lineId: string | null
  /** the line by which it came back */
  returnLineId: string | null
}

/** A party's own account at Stripe. `country`: ISO code */
export type ConnectedAccount = { country: string; takesTransfers: boolean }
export type TransferRequest = {
  /** the shop's own id of the payment: one transfer is made for it, however often it is asked */
  reference: string
  /** `acct_…` */
  accountId: string
  amountFen: Fen
}
/** `refused`: nothing was transferred; `code` is Stripe's own (`balance_insufficient`, …) */
export type Transferred = { state: 'made'; transferId: string } | { state: 'refused'; code: string }

/** Stripe, as far as the shop needs it. Knows payments, refunds and its balance; knows no orders. */
export type Payments = {
  /** whether it answers, with the keys that there are */
  isReachable(): Promise<boolean>
  /** Safe to repeat: equal requests get the same session for 24 hours. */
  createSession(request: SessionRequest): Promise<Result<{ sessionId: string; url: string }, Outage>>
  session(sessionId: string): Promise<Result<PaymentSession, Outage>>
  /** For an id that anybody may have made up: null where Stripe knows none. */
  findSession(sessionId: string): Promise<Result<PaymentSession | null, Outage>>
  /** Closes a session, unless somebody has paid. @returns the session as it is then, which is not `open` */
  expireSession(sessionId: string): Promise<Result<PaymentSession, Outage>>
  /** Safe to repeat by `reference`. */
  refund(request: RefundRequest): Promise<Result<PaymentRefund, Outage | ChargeDisputed>>
  refundState(stripeRefundId: string): Promise<Result<PaymentRefund, Outage>>

  dispute(disputeId: string): Promise<Result<StripeDispute, Outage>>
  /** Stripe's own page of a dispute, where evidence is given. */
  disputePage(disputeId: string): string

  /** The balance of this moment, and its lines that are newer than `after` (a line's id; null: all there are). */
  balance(after: string | null): Promise<Result<BalanceRead, Outage | OtherCurrency | BalanceMoves>>
  payout(payoutId: string): Promise<Result<StripePayout, Outage>>
  /** null: Stripe knows no such account */
  connectedAccount(accountId: string): Promise<Result<ConnectedAccount | null, Outage>>
  /** From the platform's balance to a connected account. Safe to repeat by `reference`, for ever. */
  transfer(request: TransferRequest): Promise<Result<Transferred, Outage>>
  /** Reverses what was transferred for `reference`, if anything was. Safe to repeat. */
  takeTransferBack(reference: string): Promise<Result<null, Outage>>

  /** @returns null when the signature does not fit; nothing was read from such a body */
  verifyWebhook(rawBody: string, signature: string): PaymentEvent | null
  /** Remembers an event once. `unfinished`: it came before and its effect is not known to be applied. */
  recordEvent(tx: Tx, event: PaymentEvent, at: Date): Promise<'new' | 'unfinished' | 'applied'>
  markEventApplied(tx: Tx, eventId: string, at: Date): Promise<void>
}
