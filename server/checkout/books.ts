import type { Ledger } from '#server/ledger/index.ts'
import type { DisputeLine, Payment } from '#server/payments/index.ts'
import type { Tx } from '#server/platform/db.ts'
import type { OrderRefund, PaidLine, PlannedSale, RevenueShare } from '#server/revenue-share/index.ts'
import { businessDay } from '#shared/calendar.ts'
import type { Bilingual } from '#shared/locale.ts'
import { fen, type Fen } from '#shared/money.ts'
import type { RefundReason } from '#shared/refund.ts'
import type { NameViewer } from '#shared/person-name.ts'
import { isOfPaidOrder, type RefundRow } from './refund-store.ts'
import { maturesAt } from './rules.ts'
import type { OrderRow } from './store.ts'

export type SaleParties = PaidLine['parties']
/** Everybody who may have to give back of an order. */
export type RefundParties = Pick<OrderRefund, 'parties' | 'allies'>
/** Who earns by a line; the registry's answer, handed in because checkout does not use the registry. */
export type FindSaleParties = (
  line: Pick<OrderRow['line'], 'householdId' | 'cooperativeId' | 'collectiveId'>,
  viewer?: NameViewer,
) => Promise<SaleParties>

/** With whom a village shared on a day; the alliances' answer, handed in likewise. */
export type FindAlliance = (
  collectiveId: string,
  on: string,
) => Promise<{ alliance: { key: string; name: Bilingual } } | null>

/** An order and the charge that settles it, or that has to go back. */
export type OrderPayment = { order: OrderRow; payment: Payment }

/** A refund of a paid order that is being asked for. */
export type PaidRefund = {
  id: string
  amountFen: Fen
  reason: RefundReason
  at: Date
  /** lost by a dispute: the buyer has it already */
  byDispute?: true
}

/**
 * What of a refund the buyer has now. `byDispute`: his bank fetched it, by this dispute where more of it is to come, null
 * where that is the last of it.
 */
export type ReturnedPart = { order: OrderRow; refund: RefundRow; partFen: Fen; byDispute?: string | null }

export type Books = {
  /** What will be booked if the goods are there. Reads only what never changes, so it is done before the transaction. */
  planSale(paid: OrderPayment, at: Date): Promise<PlannedSale>
  postSales(tx: Tx, sales: readonly PlannedSale[]): Promise<void>
  /** money in, owed back to the buyer */
  postReturnable(tx: Tx, payments: readonly OrderPayment[], at: Date): Promise<void>
  /** what of a paid order goes back is owed to the buyer by those who bear it; who they are was looked up before */
  postRefund(tx: Tx, refunded: { order: OrderRow; refund: PaidRefund; bearing: RefundParties }): Promise<void>
  /** Opens what a refund may need, before the transaction. */
  readyToRefund(order: OrderRow): Promise<RefundParties>
  /** the money went back, or a part of it */
  postReturned(tx: Tx, returned: ReturnedPart, at: Date): Promise<void>
  /** Opens what a dispute may need, before the transaction. */
  readyForDispute(): Promise<void>
  /** @returns the journal of each line */
  postDisputeMoves(
    tx: Tx,
    moved: { order: OrderRow; lines: readonly DisputeLine[] },
  ): Promise<Map<string, string>>
  /** what was lost and is no sale's */
  postLossBeyond(
    tx: Tx,
    loss: { order: OrderRow; disputeId: string; amountFen: Fen; on: string },
  ): Promise<void>
}

type BooksDeps = {
  ledger: Pick<Ledger, 'post'>
  revenueShare: Pick<
    RevenueShare,
    | 'planSale'
    | 'postSales'
    | 'planReturnable'
    | 'planReturned'
    | 'openRefundAccounts'
    | 'postRefund'
    | 'openDisputeAccounts'
    | 'postDisputeMoves'
    | 'postLossBeyond'
  >
  saleParties: FindSaleParties
}

/** What each step of a payment means in the books. Who gets what is revenue-share's to say, where it stands the ledger's. */
export function createBooks({ ledger, revenueShare, saleParties }: BooksDeps): Books {
  // Who stands behind an id in the books never changes (names may, but are not posted), so it is asked once.
  const known = new Map<string, SaleParties>()
  async function partiesOf(line: OrderRow['line']): Promise<SaleParties> {
    const key = [line.householdId, line.cooperativeId, line.collectiveId].join(' ')
    const parties = known.get(key) ?? (await saleParties(line))
    known.set(key, parties)
    return parties
  }

  return {
    async planSale({ order, payment }, at) {
      return revenueShare.planSale({
        orderId: order.id,
        orderNumber: order.number,
        orderLineId: order.line.id,
        goodsFen: fen(order.subtotalFen),
        freightFen: fen(order.freightFen),
        discountFen: fen(order.discountFen),
        feeFen: payment.feeFen,
        chargeId: payment.chargeId,
        ruleVersionId: order.ruleVersionId,
        parties: await partiesOf(order.line),
        placedOn: businessDay(order.createdAt),
        paidOn: businessDay(at),
        maturesAt: maturesAt(at),
      })
    },
    postSales: (tx, sales) => revenueShare.postSales(tx, sales),
    async postReturnable(tx, payments, at) {
      const journals = payments.map(({ order, payment }) =>
        revenueShare.planReturnable({
          orderId: order.id,
          orderNumber: order.number,
          chargeId: payment.chargeId,
          totalFen: payment.amountFen,
          feeFen: payment.feeFen,
          on: businessDay(at),
        }),
      )
      await ledger.post(tx, journals)
    },
    async readyToRefund({ line }) {
      const parties = await partiesOf(line)
      const allies = await revenueShare.openRefundAccounts({ orderLineId: line.id, parties })
      return { parties, allies }
    },
    postRefund: (tx, { order, refund, bearing }) =>
      revenueShare.postRefund(tx, {
        refundId: refund.id,
        orderId: order.id,
        orderNumber: order.number,
        orderLineId: order.line.id,
        amountFen: refund.amountFen,
        reason: refund.reason,
        paidOn: soldOn(order),
        ruleVersionId: order.ruleVersionId,
        ...bearing,
        at: refund.at,
        ...(refund.byDispute && { byDispute: true }),
      }),
    ...createReturnedBooks({ ledger, revenueShare }),
  }
}

type ReturnedBooks = Pick<Books, 'postReturned' | 'readyForDispute' | 'postDisputeMoves' | 'postLossBeyond'>

/** What has left Stripe, sent back or fetched back. */
function createReturnedBooks({ ledger, revenueShare }: Omit<BooksDeps, 'saleParties'>): ReturnedBooks {
  return {
    async postReturned(tx, { order, refund, partFen, byDispute }, at) {
      const fact = isOfPaidOrder(refund.reason) ? refund.id : refund.chargeId
      const journal = revenueShare.planReturned({
        orderId: order.id,
        orderNumber: order.number,
        // The last part is the refund’s, so that it ends once.
        fact: byDispute ? `${fact}:${byDispute}` : fact,
        totalFen: partFen,
        on: businessDay(at),
        ...(byDispute !== undefined && { byDispute: true as const }),
      })
      await ledger.post(tx, [journal])
    },
    readyForDispute: () => revenueShare.openDisputeAccounts(),
    postDisputeMoves: (tx, { order, lines }) =>
      revenueShare.postDisputeMoves(tx, {
        ...{ orderId: order.id, orderNumber: order.number },
        lines: lines.map(({ at, ...line }) => ({ ...line, on: businessDay(new Date(at)) })),
      }),
    postLossBeyond: (tx, { order, ...loss }) =>
      revenueShare.postLossBeyond(tx, { ...loss, orderId: order.id, orderNumber: order.number }),
  }
}

/** The business day of the sale. */
export function soldOn({ number, paidAt }: OrderRow): string {
  if (!paidAt) throw new Error(`Order ${number} was never paid`)
  return businessDay(paidAt)
}
