import { takeBack } from '#server/catalog/index.ts'
import type { Clock } from '#server/platform/clock.ts'
import type { Db, Tx } from '#server/platform/db.ts'
import type { Ids } from '#server/platform/ids.ts'
import type { RevenueShare } from '#server/revenue-share/index.ts'
import type { RefundAsked, RefundConfirmed, RefundRefusal } from '#shared/refund.ts'
import { accept, refuse, type Result } from '#shared/result.ts'
import { soldOn, type Books, type FindAlliance, type FindSaleParties, type RefundParties } from './books.ts'
import { goneOf, holdsUpRefunds, isUndecided, leftOf } from './dispute-rules.ts'
import { disputesOf, type DisputeRow } from './dispute-store.ts'
import { viewDispute } from './dispute-views.ts'
import { paidRefundsOf, requestRefund, type RefundRow } from './refund-store.ts'
import { addEvents, findOrder, findPaidOrdersOf, lockOrders, type OrderRow } from './store.ts'
import type { Borne, PaidRefunds, RefundableOrder } from './types.ts'
import { viewRefund, viewSold } from './views.ts'
import { bearersOf, namesOf } from './waterfall.ts'

const ORDERS_SHOWN = 100

export type PaidRefundsDeps = {
  db: Db
  clock: Clock
  ids: Ids
  books: Books
  revenueShare: Pick<RevenueShare, 'previewRefund' | 'refundsOf'>
  saleParties: FindSaleParties
  findAlliance: FindAlliance
  /** asks Stripe for what an order has to give back */
  giveBack(orderId: string): Promise<void>
}

/**
 * What of a paid order goes back, in whole or in part. The order stays paid: that is what happened. What is asked for
 * is booked and written in one transaction, and Stripe is asked after it, as for every refund.
 */
export function createPaidRefunds(deps: PaidRefundsDeps): PaidRefunds {
  const { db, revenueShare } = deps

  /** The order, if it was paid for goods of this cooperative. */
  async function paidOrder({ cooperativeId, orderNumber }: { cooperativeId: string; orderNumber: string }) {
    const order = await findOrder(db, { number: orderNumber })
    return order?.state === 'paid' && order.line.cooperativeId === cooperativeId ? order : null
  }

  return {
    async paidOrders(cooperativeId) {
      const orders = await findPaidOrdersOf(db, cooperativeId, ORDERS_SHOWN)
      const gone = await goneFrom(
        db,
        orders.map(({ id }) => id),
      )
      return orders.map((order) => {
        const { refunds, disputes } = gone(order)
        return {
          ...viewSold(order),
          refundedFen: goneOf({ refunds, disputes }),
          isDisputed: disputes.some(isUndecided),
        }
      })
    },

    async refundableOrder(of) {
      const order = await paidOrder(of)
      return order && viewRefundable(deps, order)
    },

    async previewRefund(of, asked) {
      const order = await paidOrder(of)
      if (!order) return refuse({ kind: 'order_not_found' })
      const gone = (await goneFrom(db, [order.id]))(order)
      const refusal = refuseRefund(order, gone, asked)
      if (refusal) return refusal
      const [{ policy, ...bearers }, names] = await Promise.all([
        revenueShare.previewRefund({ ...asked, orderLineId: order.line.id, paidOn: soldOn(order) }),
        namesOf(deps, order, 'staff'),
      ])
      return accept({
        ...asked,
        policy,
        refundedBeforeFen: goneOf(gone),
        bearers: bearersOf(bearers, names),
      })
    },

    async refundOrder(of, refund) {
      const order = await paidOrder(of)
      if (!order) return refuse({ kind: 'order_not_found' })
      const bearing = await deps.books.readyToRefund(order)
      const answer = await db.$transaction((tx) => write(deps, tx, { orderId: order.id, refund, bearing }))
      if (answer.ok) await deps.giveBack(order.id)
      return answer
    },
  }
}

async function viewRefundable(deps: PaidRefundsDeps, order: OrderRow): Promise<RefundableOrder> {
  const [gone, borne, names] = await Promise.all([
    goneFrom(deps.db, [order.id]),
    deps.revenueShare.refundsOf([order.line.id]),
    namesOf(deps, order, 'staff'),
  ])
  const { refunds, disputes } = gone(order)
  const borneBy = (id: string): Borne | null => {
    const found = borne.find(({ refundId }) => refundId === id)
    if (!found) return null
    return { amountFen: found.amountFen, policy: found.policy, bearers: bearersOf(found, names) }
  }
  return {
    order: viewSold(order),
    refundedFen: goneOf({ refunds, disputes }),
    leftFen: leftOf(order, { refunds, disputes }),
    unitsOut: unitsOut(order, refunds),
    isDisputed: disputes.some(holdsUpRefunds),
    refunds: refunds.map((refund) => ({
      ...borneBy(refund.id)!,
      ...viewRefund(refund),
      askedBy: refund.askedBy ?? '',
      unitsBack: refund.unitsBack,
    })),
    disputes: disputes.map((dispute) => ({ ...viewDispute(dispute), borne: borneBy(dispute.id) })),
  }
}

type Writing = { orderId: string; refund: RefundConfirmed & { by: string }; bearing: RefundParties }

/** Under the order's lock: two who refund at once are heard one after the other, and the second is told. */
async function write(
  { clock, ids, books }: PaidRefundsDeps,
  tx: Tx,
  { orderId, refund, bearing }: Writing,
): Promise<Result<{ refundId: string }, RefundRefusal>> {
  const order = (await lockOrders(tx, [orderId])).get(orderId)
  if (!order?.chargeId) throw new Error(`Order ${orderId} was paid, but by no charge`)
  const { amountFen, reason, refundedBeforeFen, unitsBack = 0, by } = refund
  const gone = (await goneFrom(tx, [orderId]))(order)
  if (goneOf(gone) !== refundedBeforeFen) return refuse({ kind: 'refunded_meanwhile' })
  const refusal = refuseRefund(order, gone, refund)
  if (refusal) return refusal

  const [id, at] = [ids.next('refund'), clock.now()]
  await requestRefund(tx, {
    ...{ id, orderId, reason, askedBy: by, unitsBack, createdAt: at },
    chargeId: order.chargeId,
    amountFen: BigInt(amountFen),
  })
  // Stocks before balances, as everybody locks them.
  await takeBack(tx, [{ variantId: order.line.variantId, pieces: unitsBack }])
  await books.postRefund(tx, { order, refund: { id, amountFen, reason, at }, bearing })
  await addEvents(tx, [{ id: ids.next('event'), orderId, kind: 'refund_asked', at }])
  return accept({ refundId: id })
}

/** How many of an order's units did not come back. */
const unitsOut = ({ line }: OrderRow, refunds: readonly RefundRow[]): number =>
  line.quantity - refunds.reduce((sum, { unitsBack }) => sum + unitsBack, 0)

type Gone = { refunds: RefundRow[]; disputes: DisputeRow[] }

/** What went back of these orders' charges, or may yet by a dispute. */
async function goneFrom(db: Db | Tx, orderIds: readonly string[]): Promise<(order: OrderRow) => Gone> {
  // One after the other: in a transaction there is one connection.
  const refunds = await paidRefundsOf(db, orderIds)
  const disputes = await disputesOf(db, orderIds)
  return ({ id, chargeId }) => ({
    refunds: refunds.filter(({ orderId }) => orderId === id),
    disputes: disputes.filter((dispute) => dispute.orderId === id && dispute.chargeId === chargeId),
  })
}

function refuseRefund(order: OrderRow, gone: Gone, { amountFen, unitsBack = 0 }: RefundAsked) {
  if (gone.disputes.some(holdsUpRefunds)) return refuse({ kind: 'refund_disputed' })
  const leftFen = leftOf(order, gone)
  if (amountFen > leftFen) return refuse({ kind: 'refund_beyond_order', leftFen })
  const leftUnits = unitsOut(order, gone.refunds)
  return unitsBack > leftUnits ? refuse({ kind: 'units_beyond_order', leftUnits }) : null
}
