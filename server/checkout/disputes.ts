import type { Outage, Payments, StripeDispute } from '#server/payments/index.ts'
import type { Clock } from '#server/platform/clock.ts'
import type { Db, Tx } from '#server/platform/db.ts'
import type { Log } from '#server/platform/log.ts'
import { businessDay } from '#shared/calendar.ts'
import { sumFen, type Fen } from '#shared/money.ts'
import { accept, type Result } from '#shared/result.ts'
import type { Books, RefundParties } from './books.ts'
import { findLoss } from './dispute-loss.ts'
import { isUndecided } from './dispute-rules.ts'
import {
  bookedLines,
  findDispute,
  insertDisputeLines,
  keepDispute,
  undecidedDisputes,
  writeLoss,
} from './dispute-store.ts'
import { findOrderIdOfRefund } from './refund-store.ts'
import type { Refunds } from './refunds.ts'
import { findOrder, lockOrders, type OrderRow } from './store.ts'
import type { Checkout } from './types.ts'

export type DisputesDeps = {
  db: Db
  clock: Clock
  log: Log
  payments: Pick<Payments, 'dispute'>
  books: Books
  refunds: Pick<Refunds, 'giveBack' | 'chargeBack'>
  reconcile: Checkout['reconcile']
}

export type Disputes = {
  /** Brings the books in line with a dispute as Stripe says it stands: each movement and a loss once, whoever asks. */
  bookDispute(disputeId: string): Promise<Result<null, Outage>>
  /** these, and all that are undecided as far as the shop knows */
  bookDisputes(disputeIds: readonly string[]): Promise<Result<null, Outage>>
}

/** A card holder objects: what Stripe withdraws is booked as it moves, and what is lost is never refunded too. */
export function createDisputes(deps: DisputesDeps): Disputes {
  const { db, clock, log, payments, books, refunds } = deps

  async function bookDispute(disputeId: string): Promise<Result<null, Outage>> {
    const askedAt = clock.now()
    const answer = await payments.dispute(disputeId)
    if (!answer.ok) return answer
    const dispute = answer.value
    const order = await orderOf(deps, dispute)
    if (!order) {
      log.warn({ disputeId, chargeId: dispute.chargeId }, 'a dispute of a charge that is no order’s')
      return accept(null)
    }
    await books.readyForDispute()
    const bearing = order.state === 'paid' ? await books.readyToRefund(order) : null
    // Whoever is to get a refund may have it already: then it did leave, and is no set-off.
    if (dispute.state === 'lost') await refunds.giveBack(order.id)
    await db.$transaction((tx) => write(deps, tx, { dispute, orderId: order.id, askedAt, bearing }))
    // What had to wait for it goes now.
    if (!isUndecided(dispute)) await refunds.giveBack(order.id)
    return accept(null)
  }

  return {
    bookDispute,
    async bookDisputes(disputeIds) {
      for (const disputeId of new Set([...disputeIds, ...(await undecidedDisputes(db))])) {
        // One that can't be booked must not keep the others from it; what it moved stays a difference.
        const booked = await bookDispute(disputeId).catch((error: unknown) => {
          log.error({ error, disputeId }, 'a dispute can’t be booked')
          return accept(null)
        })
        if (!booked.ok) return booked
      }
      return accept(null)
    },
  }
}

/**
 * The order that a disputed charge paid, or was to pay; the letter about the payment may still be on its way.
 * @throws when the order is known and its payment can't be settled yet: whoever heard of the dispute must come again
 */
async function orderOf(
  { db, reconcile }: DisputesDeps,
  { chargeId, reference, disputeId }: StripeDispute,
): Promise<OrderRow | null> {
  const known = await orderOfCharge(db, chargeId)
  if (known || reference === null) return known
  const order = await findOrder(db, { id: reference })
  if (!order?.checkoutSessionId) return null
  await reconcile(order.checkoutSessionId, 'webhook')
  const settled = await orderOfCharge(db, chargeId)
  if (!settled) throw new Error(`Dispute ${disputeId} is of a payment that is not settled yet`)
  return settled
}

async function orderOfCharge(db: Db, chargeId: string): Promise<OrderRow | null> {
  const paid = await findOrder(db, { chargeId })
  if (paid) return paid
  const orderId = await findOrderIdOfRefund(db, chargeId)
  return orderId === null ? null : findOrder(db, { id: orderId })
}

type Writing = { dispute: StripeDispute; orderId: string; askedAt: Date; bearing: RefundParties | null }

/** Under the order's lock, as refunds are: what both would take is taken once. */
async function write(deps: DisputesDeps, tx: Tx, { dispute, orderId, askedAt, bearing }: Writing) {
  const { books, log } = deps
  const { disputeId } = dispute
  const order = (await lockOrders(tx, [orderId])).get(orderId)
  if (!order) throw new Error(`Dispute ${disputeId} is of an order that is not there`)
  await keepDispute(tx, { dispute, orderId, askedAt })

  const booked = await bookedLines(tx, disputeId)
  const lines = dispute.lines.filter(({ lineId }) => !booked.has(lineId))
  const journals = await books.postDisputeMoves(tx, { order, lines })
  await insertDisputeLines(tx, disputeId, { lines, journals })

  const kept = (await findDispute(tx, disputeId))!
  if (dispute.state === 'lost' && kept.lostAt === null && kept.withdrawnFen > 0)
    await lose(deps, tx, { dispute, order, bearing, lostFen: kept.withdrawnFen })
  if (kept.lostAt !== null && lines.length > 0)
    log.error({ disputeId }, 'a dispute that was lost moved money again: a person has to divide it')
}

type Losing = Pick<Writing, 'dispute' | 'bearing'> & { order: OrderRow; lostFen: Fen }

async function lose({ clock, books, refunds }: DisputesDeps, tx: Tx, losing: Losing) {
  const { dispute, order, bearing, lostFen } = losing
  const { disputeId, chargeId } = dispute
  const at = clock.now()
  const { netted, dividedFen, beyondFen } = await findLoss(tx, order, { chargeId, lostFen })

  for (const part of netted) await refunds.chargeBack(tx, { ...part, order, disputeId, at })
  if (dividedFen > 0) {
    if (!bearing) throw new Error(`Order ${order.number} was paid after its dispute ${disputeId} was asked`)
    const refund = { id: disputeId, amountFen: dividedFen, reason: 'dispute' as const, at }
    await books.postRefund(tx, { order, refund: { ...refund, byDispute: true }, bearing })
  }
  if (beyondFen > 0)
    await books.postLossBeyond(tx, { order, disputeId, amountFen: beyondFen, on: businessDay(at) })
  const nettedFen = sumFen(netted.map(({ partFen }) => partFen))
  await writeLoss(tx, disputeId, { dividedFen, nettedFen, beyondFen, at })
}
