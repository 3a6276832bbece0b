import type { CheckoutAnswer, CheckoutRequest, OrderState, SoldLot } from '#shared/checkout.ts'
import type { HoldView } from '#shared/flash-sale.ts'
import type { LotRecall } from '#server/catalog/index.ts'
import type { Bilingual, Locale } from '#shared/locale.ts'
import type { Fen } from '#shared/money.ts'
import type { RefundAsked, RefundConfirmed, RefundReason, RefundRefusal } from '#shared/refund.ts'
import type { Result } from '#shared/result.ts'
import type { Price } from '#shared/sale-legs.ts'
import type { Beneficiary } from '#shared/split.ts'

export type WaterfallLeg = {
  partyKind: Beneficiary
  /** the ledger's, an alliance's key, or the kind where it is no party */
  party: string
  name: Bilingual
  amountFen: Fen
}
/** 每一元去哪了. Legs add up to `totalFen` exactly. `estimated` until the processor's fee is known. */
export type Waterfall = {
  totalFen: Fen
  ruleCode: string
  ruleVersion: number
  legs: WaterfallLeg[]
  estimated: boolean
}

/** The checkout page's truth. */
export type HoldForCheckout = {
  hold: HoldView
  title: Bilingual
  variantName: Bilingual
  picture: string
  netWeightG: number
  returnClass: 'seven_days' | 'fresh'
  subtotalFen: Fen
  freightFen: Fen
  totalFen: Fen
  liveSessionId: string | null
  productSlug: string
  waterfall: Waterfall
  /** what this buyer typed for the order before, so that phone and address are asked once */
  lastAddress: Omit<CheckoutRequest, 'acceptFreshReturn'> | null
  /** an order already placed for this hold, not yet paid */
  pendingOrderNumber: string | null
}

export type OrderView = {
  number: string
  /** what it was placed for */
  holdId: string
  state: OrderState
  createdAt: string
  paidAt: string | null
  refundedAt: string | null
  subtotalFen: Fen
  freightFen: Fen
  totalFen: Fen
  paymentMethod: string | null
  recipientName: string
  /** 138****5678 */
  phoneMasked: string
  address: string
  liveSessionId: string | null
  line: {
    title: Bilingual
    variantName: Bilingual
    picture: string
    productSlug: string
    quantity: number
    unitPriceFen: Fen
    totalFen: Fen
    /** a gift box has several */
    lots: SoldLot[]
    returnClass: 'seven_days' | 'fresh'
  }
  /** lots of it that were called back since */
  recalls: (LotRecall & { code: string })[]
  events: { kind: string; at: string }[]
  /** what of a paid order went back, or is on its way, oldest first */
  refunds: OrderRefundView[]
  /** booked legs once paid; the estimate before */
  waterfall: Waterfall
  /** the hold's deadline while payment is awaited */
  payBy: string | null
  /** its buyer let holds lapse again and again, so that the deadline is a short one */
  paysFirst: boolean
}

export type OrderRefundView = {
  refundId: string
  amountFen: Fen
  reason: RefundReason
  state: 'requested' | 'pending' | 'succeeded' | 'failed'
  at: string
}

export type OrderSummary = Pick<OrderView, 'number' | 'state' | 'createdAt' | 'totalFen'> & {
  title: Bilingual
  picture: string
  quantity: number
}

/** What a book's line leads back to: the goods of a paid order, without who bought them. */
export type SoldOrder = {
  orderId: string
  orderLineId: string
  number: string
  paidAt: string | null
  title: Bilingual
  variantName: Bilingual
  picture: string
  quantity: number
  unitPriceFen: Fen
  freightFen: Fen
  totalFen: Fen
  /** a gift box has several */
  lots: SoldLot[]
  liveSessionId: string | null
}

/** What one paid order line was divided from: the price, the fee that was kept, and the seed of its ties. */
export type BookedPrice = { orderNumber: string; orderLineId: string; price: Price }

/** A paid order as the cooperative that sold it refunds it. */
export type RefundableOrder = {
  order: SoldOrder
  /** asked for so far, whatever became of it */
  refundedFen: Fen
  leftFen: Fen
  refunds: (OrderRefundView & { askedBy: string; bearers: Bearers })[]
}

/** Who bears a refund; with `beyondFen`, the platform's own, the parts add up to it. A negative part is given back. */
export type Bearers = { parts: WaterfallLeg[]; beyondFen: Fen }

/** What confirming would book, as long as nobody refunds the same order before. */
export type RefundPreview = RefundAsked & { refundedBeforeFen: Fen; bearers: Bearers }

type OfCooperative = { cooperativeId: string; orderNumber: string }

export type PaidRefunds = {
  /** what a cooperative sold and was paid for, newest first */
  paidOrders(cooperativeId: string): Promise<(SoldOrder & { refundedFen: Fen })[]>
  refundableOrder(of: OfCooperative): Promise<RefundableOrder | null>
  previewRefund(of: OfCooperative, asked: RefundAsked): Promise<Result<RefundPreview, RefundRefusal>>
  /** Books it, then asks Stripe; Stripe away: the sweeper asks. */
  refundOrder(
    of: OfCooperative,
    refund: RefundConfirmed & { by: string },
  ): Promise<Result<{ refundId: string }, RefundRefusal>>
}

/** Where the shop learns about a payment from. */
export type ReconcileSource = 'webhook' | 'return_page' | 'sweeper' | 'hold_end'

export type Checkout = PaidRefunds & {
  holdForCheckout(buyerId: string, holdId: string): Promise<HoldForCheckout | null>
  /** Fixes the price, starts the payment, answers with Stripe's hosted page. Safe to repeat for one hold. */
  placeOrder(input: {
    buyerId: string
    holdId: string
    request: CheckoutRequest
    locale: Locale
    origin: string
  }): Promise<CheckoutAnswer>
  /** The hosted page again, for an order that still awaits payment. */
  resumePayment(buyerId: string, orderNumber: string): Promise<CheckoutAnswer>
  order(orderNumber: string, who: { buyerId: string } | { phone: string }): Promise<OrderView | null>
  ordersOf(buyerId: string): Promise<OrderSummary[]>
  /** For those who earned by these orders: the door has made sure that they did. */
  soldOrders(orderIds: readonly string[]): Promise<SoldOrder[]>
  /** What the newest paid orders of these goods were divided from, newest first; null when it took too long. */
  bookedPrices(of: {
    cooperativeIds: readonly string[]
    productSlugs: readonly string[]
    limit: number
  }): Promise<BookedPrice[] | null>
  /** Brings our books in line with Stripe's checkout session: monotonic, idempotent, shared by every source. */
  reconcile(
    checkoutSessionId: string,
    source: ReconcileSource,
  ): Promise<{ orderNumber: string; state: OrderState } | null>
  /** Verified webhook: records the event once, reconciles what it names. */
  receiveWebhook(rawBody: string, signature: string): Promise<'applied' | 'seen' | 'bad_signature'>
  /** lost webhooks, lapsed payments, refunds not yet answered */
  sweep(): Promise<void>
  /** Expire the checkout sessions of overdue holds first; release only what Stripe says was not paid. */
  closeOverduePayments(): Promise<number>
  close(): Promise<void>
}
