import type { Clock } from '#server/platform/clock.ts'
import type { Db, Tx } from '#server/platform/db.ts'
import type { Ids } from '#server/platform/ids.ts'
import type { RevenueShare } from '#server/revenue-share/index.ts'
import { fen, sumFen, type Fen } from '#shared/money.ts'
import type { RefundConfirmed, RefundRefusal } from '#shared/refund.ts'
import { accept, refuse, type Result } from '#shared/result.ts'
import type { Books, FindAlliance, FindSaleParties, RefundParties } from './books.ts'
import { paidRefundsOf, requestRefund, type RefundRow } from './refund-store.ts'
import { addEvents, findOrder, findPaidOrdersOf, lockOrders, type OrderRow } from './store.ts'
import type { Bearers, PaidRefunds } from './types.ts'
import { viewRefund, viewSold } from './views.ts'
import { namesOf, withNames, type Names } from './waterfall.ts'

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
      const refunds = await paidRefundsOf(
        db,
        orders.map(({ id }) => id),
      )
      return orders.map((order) => ({
        ...viewSold(order),
        refundedFen: refundedOf(refunds.filter(({ orderId }) => orderId === order.id)),
      }))
    },

    async refundableOrder(of) {
      const order = await paidOrder(of)
      if (!order) return null
      const [refunds, borne, names] = await Promise.all([
        paidRefundsOf(db, [order.id]),
        revenueShare.refundsOf([order.line.id]),
        namesOf(deps, order, 'staff'),
      ])
      return {
        order: viewSold(order),
        refundedFen: refundedOf(refunds),
        leftFen: leftOf(order, refunds),
        refunds: refunds.map((refund) => ({
          ...viewRefund(refund),
          askedBy: refund.askedBy ?? '',
          bearers: bearersOf(
            borne.find(({ refundId }) => refundId === refund.id)!,
            names,
          ),
        })),
      }
    },

    async previewRefund(of, asked) {
      const order = await paidOrder(of)
      if (!order) return refuse({ kind: 'order_not_found' })
      const refunds = await paidRefundsOf(db, [order.id])
      const leftFen = leftOf(order, refunds)
      if (asked.amountFen > leftFen) return refuse({ kind: 'refund_beyond_order', leftFen })
      const [bearers, names] = await Promise.all([
        revenueShare.previewRefund({ ...asked, orderLineId: order.line.id }),
        namesOf(deps, order, 'staff'),
      ])
      return accept({
        ...asked,
        refundedBeforeFen: refundedOf(refunds),
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

type Writing = { orderId: string; refund: RefundConfirmed & { by: string }; bearing: RefundParties }

/** Under the order's lock: two who refund at once are heard one after the other, and the second is told. */
async function write(
  { clock, ids, books }: PaidRefundsDeps,
  tx: Tx,
  { orderId, refund, bearing }: Writing,
): Promise<Result<{ refundId: string }, RefundRefusal>> {
  const order = (await lockOrders(tx, [orderId])).get(orderId)
  if (!order?.chargeId) throw new Error(`Order ${orderId} was paid, but by no charge`)
  const { amountFen, reason, refundedBeforeFen, by } = refund
  const before = await paidRefundsOf(tx, [orderId])
  if (refundedOf(before) !== refundedBeforeFen) return refuse({ kind: 'refunded_meanwhile' })
  const leftFen = leftOf(order, before)
  if (amountFen > leftFen) return refuse({ kind: 'refund_beyond_order', leftFen })

  const [id, at] = [ids.next('refund'), clock.now()]
  await requestRefund(tx, {
    ...{ id, orderId, reason, askedBy: by, createdAt: at },
    chargeId: order.chargeId,
    amountFen: BigInt(amountFen),
  })
  await books.postRefund(tx, { order, refund: { id, amountFen, reason, at }, bearing })
  await addEvents(tx, [{ id: ids.next('event'), orderId, kind: 'refund_asked', at }])
  return accept({ refundId: id })
}

const refundedOf = (refunds: readonly RefundRow[]): Fen =>
  sumFen(refunds.map(({ amountFen }) => fen(amountFen)))

const leftOf = ({ totalFen }: OrderRow, refunds: readonly RefundRow[]): Fen =>
  fen(fen(totalFen) - refundedOf(refunds))

type Borne = Awaited<ReturnType<RevenueShare['previewRefund']>>

function bearersOf({ parts, beyondFen }: Borne, names: Names): Bearers {
  return { parts: withNames(parts, names), beyondFen }
}
