import type {
  CheckoutAnswer,
  CheckoutRequest,
  DeliveryAddress,
  OrderState,
  SoldLot,
} from '#shared/checkout.ts'
import type { UsableCoupon } from '#server/coupons/index.ts'
import type { HoldView } from '#shared/flash-sale.ts'
import type { LotRecall } from '#server/catalog/index.ts'
import type { DisputeState, Outage } from '#server/payments/index.ts'
import type { Bilingual, Locale } from '#shared/locale.ts'
import type { Fen } from '#shared/money.ts'
import type {
  RefundAsked,
  RefundConfirmed,
  RefundPolicy,
  RefundReason,
  RefundRefusal,
} from '#shared/refund.ts'
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
/**
 * 每一元去哪了. Legs add up to `totalFen` exactly: what was paid, less what went back. `estimated` until the processor's
 * fee is known. Who stands in for others has less than nothing.
 */
export type Waterfall = {
  totalFen: Fen
  /** went back to the buyer, or is on its way */
  returnedFen: Fen
  /** what the platform pays on top for the buyer’s coupon, which its leg is less by */
  discountFen: Fen
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
  discountFen: Fen
  totalFen: Fen
  /** of the buyer’s, what may be used for it; none once an order has its price */
  coupons: UsableCoupon[]
  /** the one that the sums are with; null: none */
  couponId: string | null
  liveSessionId: string | null
  productSlug: string
  waterfall: Waterfall
  /** what this buyer typed for the order before, so that phone and address are asked once */
  lastAddress: DeliveryAddress | null
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
  discountFen: Fen
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
  /** `charged_back`: the buyer's bank had fetched it before Stripe sent it */
  state: 'requested' | 'pending' | 'succeeded' | 'failed' | 'charged_back'
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
  /** paid by the platform, as the buyer had a coupon */
  discountFen: Fen
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
  /** units of the goods that did not come back */
  unitsOut: number
  /** a dispute is open: Stripe refunds nothing before it is decided */
  isDisputed: boolean
  refunds: (OrderRefundView & {
    askedBy: string
    unitsBack: number
    bearers: Bearers
    policy: RefundPolicy
  })[]
  /** newest first; `borne`: what was lost of this order, by those who bear it */
  disputes: (OrderDispute & { borne: Borne | null })[]
}

/** A card holder's objection, as Stripe told it last. */
export type OrderDispute = {
  disputeId: string
  amountFen: Fen
  /** as Stripe names it */
  reason: string
  state: DisputeState
  openedAt: string
  evidenceBy: string | null
  /** what Stripe keeps of it, whoever wins */
  feeFen: Fen
}

/** Who bears what of an order went back, and by what. */
export type Borne = { amountFen: Fen; bearers: Bearers; policy: RefundPolicy }

/** What the platform sees of a dispute. */
export type DisputeView = OrderDispute & {
  order: SoldOrder
  /** of the goods, who may open the order's own page */
  cooperativeId: string
  /** where evidence is given */
  stripePage: string
  /**
   * Booked where it was lost, and what would be booked now if it were; null where nothing can be lost any more. `divided`
   * is borne by policy, `nettedFen` is a refund that never left, `beyondFen` the platform's alone.
   */
  loss: { booked: boolean; divided: Borne | null; nettedFen: Fen; beyondFen: Fen } | null
}

/** Who bears a refund; with `beyondFen`, the platform's own, the parts add up to it. A negative part is given back. */
export type Bearers = { parts: WaterfallLeg[]; beyondFen: Fen }

/** What confirming would book, as long as nobody refunds the same order before. */
export type RefundPreview = RefundAsked & {
  refundedBeforeFen: Fen
  bearers: Bearers
  policy: RefundPolicy
}

type OfCooperative = { cooperativeId: string; orderNumber: string }

export type PaidRefunds = {
  /** what a cooperative sold and was paid for, newest first */
  paidOrders(cooperativeId: string): Promise<(SoldOrder & { refundedFen: Fen; isDisputed: boolean })[]>
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
  /** whether Stripe answers, with the keys that the shop has */
  takesPayments(): Promise<boolean>
  /** `couponId`: what the buyer chose, empty for none; undefined: whatever takes most off */
  holdForCheckout(buyerId: string, holdId: string, couponId?: string): Promise<HoldForCheckout | null>
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
  /** Books these disputes, and all that were undecided, as Stripe says they stand. */
  bookDisputes(disputeIds: readonly string[]): Promise<Result<null, Outage>>
  /** newest first */
  disputes(): Promise<DisputeView[]>
  dispute(disputeId: string): Promise<DisputeView | null>
  /** lost webhooks, lapsed payments, refunds not yet answered */
  sweep(): Promise<void>
  /** Expire the checkout sessions of overdue holds first; release only what Stripe says was not paid. */
  closeOverduePayments(): Promise<number>
  close(): Promise<void>
}
