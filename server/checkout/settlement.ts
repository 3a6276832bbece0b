import type { FlashSales } from '#server/flash-sale/index.ts'
import type { Coupons } from '#server/coupons/index.ts'
import type { Clock } from '#server/platform/clock.ts'
import type { Db, Tx } from '#server/platform/db.ts'
import { createDesk } from '#server/platform/desk.ts'
import type { Ids } from '#server/platform/ids.ts'
import type { Log } from '#server/platform/log.ts'
import { writeOutbox } from '#server/platform/outbox.ts'
import type { PlannedSale } from '#server/revenue-share/index.ts'
import type { OrderState } from '#shared/checkout.ts'
import { fen } from '#shared/money.ts'
import type { Books, OrderPayment } from './books.ts'
import { requestRefunds, type WholeRefundReason } from './refund-store.ts'
import { stepWhenPaid } from './rules.ts'
import { addEvents, lockOrders, settleOrders } from './store.ts'

// 50 orders fit into a transaction of some 20 ms; a longer one would keep their sales' rows from claimants.
const MAX_BATCH = 50
const MAX_QUEUE = 5_000
// Waiting for a connection in the rush of a sale is normal; a buyer who has paid must not be told of an error for it.
const TX_LIMITS = { maxWait: 10_000, timeout: 20_000 }

type Outcome = { state: OrderState } | { error: unknown }
type Arrival = OrderPayment & { plan: PlannedSale }

export type SettlementDeps = {
  db: Db
  clock: Clock
  ids: Ids
  log: Log
  flashSale: Pick<FlashSales, 'sell'>
  coupons: Pick<Coupons, 'free' | 'useAgain'>
  books: Books
}

export type Settlement = {
  /** Idempotent; rejects when nothing is known to have been settled. @returns the order's state after it */
  settle(paid: OrderPayment): Promise<OrderState>
  drain(): Promise<void>
}

/**
 * Payments gather at a desk while the transaction before them commits, then share the next one: holds sold, orders
 * paid, journals posted, news written, all or nothing.
 */
export function createSettlement(deps: SettlementDeps): Settlement {
  const desk = createDesk<Arrival, Outcome>({
    maxBatch: MAX_BATCH,
    maxQueue: MAX_QUEUE,
    run: (batch) => settleBatch(deps, batch),
  })
  return {
    async settle(paid) {
      const plan = await deps.books.planSale(paid, deps.clock.now())
      const outcome = await desk.ask({ ...paid, plan })
      if (!outcome) throw new Error('The queue of settlements is full')
      if ('error' in outcome) throw outcome.error
      return outcome.state
    },
    drain: () => desk.drain(),
  }
}

/** One that can't be settled must not keep its neighbours from being settled: then each goes alone. */
async function settleBatch(deps: SettlementDeps, batch: readonly Arrival[]): Promise<Outcome[]> {
  const isFirst = ({ order }: Arrival, index: number) =>
    batch.findIndex((other) => other.order.id === order.id) === index
  if (batch.every(isFirst)) {
    try {
      return await settleTogether(deps, batch)
    } catch (error) {
      if (batch.length === 1) return [{ error }]
      deps.log.warn({ error, size: batch.length }, 'a batch of settlements failed; each goes alone')
    }
  }
  const outcomes: Outcome[] = []
  for (const arrival of batch) outcomes.push(...(await settleBatch(deps, [arrival])))
  return outcomes
}

function settleTogether(deps: SettlementDeps, batch: readonly Arrival[]): Promise<Outcome[]> {
  return deps.db.$transaction((tx) => settleIn(deps, tx, batch), TX_LIMITS)
}

async function settleIn(deps: SettlementDeps, tx: Tx, batch: readonly Arrival[]): Promise<Outcome[]> {
  const orders = await lockOrders(
    tx,
    batch.map(({ order }) => order.id),
  )
  const arrived = batch.map(({ order: { id }, payment, plan }) => {
    const order = orders.get(id)
    if (!order) throw new Error(`A payment for an order that is not there: ${id}`)
    const step = stepWhenPaid({ ...order, totalFen: fen(order.totalFen) }, payment)
    return { order, payment, plan, step }
  })
  const due = arrived.filter(({ step }) => step.do === 'settle')
  const twice = arrived.filter(({ step }) => step.do === 'return_second_payment')

  const withoutCoupon = await deps.coupons.useAgain(
    tx,
    due.filter(isGivenUpWithCoupon).map(({ order }) => order.id),
  )
  const sellable = due.filter(({ order }) => !withoutCoupon.has(order.id))
  const outcomes = await deps.flashSale.sell(
    tx,
    sellable.map(({ order }) => order.holdId),
  )
  const isLate = ({ order }: OrderPayment) => {
    if (withoutCoupon.has(order.id)) return true
    const outcome = outcomes.get(order.holdId)
    if (outcome === undefined || outcome === 'already_sold')
      throw new Error(`Hold ${order.holdId} of order ${order.number} is ${outcome ?? 'not answered for'}`)
    return outcome === 'too_late'
  }
  const late = due.filter(isLate)
  const sold = due.filter((one) => !isLate(one))
  await writeSales(deps, tx, sold)
  await writeLate(deps, tx, late)
  await returnPayments(deps, tx, { payments: twice, reason: 'paid_twice' })

  const after = new Map<string, OrderState>([
    ...sold.map(({ order }) => [order.id, 'paid'] as const),
    ...late.map(({ order }) => [order.id, 'refund_pending'] as const),
  ])
  return arrived.map(({ order }) => ({ state: after.get(order.id) ?? order.state }))
}

/** Its piece was free meanwhile, and may have been used for another order: then the price that was paid is none. */
const isGivenUpWithCoupon = ({ order }: OrderPayment) => order.state === 'cancelled' && order.discountFen > 0n

async function writeSales({ clock, ids, books }: SettlementDeps, tx: Tx, sold: readonly Arrival[]) {
  if (sold.length === 0) return
  const at = clock.now()
  await settleOrders(tx, sold.map(settledAs('paid')), at)
  await books.postSales(
    tx,
    sold.map(({ plan }) => plan),
  )
  await addEvents(
    tx,
    sold.map(({ order }) => ({ id: ids.next('event'), orderId: order.id, kind: 'paid' as const, at })),
  )
  await writeOutbox(
    tx,
    sold.map(({ order }) => ({ topic: 'order:paid', payload: { orderId: order.id } })),
  )
}

/** The goods are gone: the money goes back. Stripe is asked after the commit, by the row written here. */
async function writeLate(deps: SettlementDeps, tx: Tx, late: readonly OrderPayment[]) {
  if (late.length === 0) return
  const { clock, ids } = deps
  const at = clock.now()
  await settleOrders(tx, late.map(settledAs('refund_pending')), at)
  await returnPayments(deps, tx, { payments: late, reason: 'paid_too_late' })
  await deps.coupons.free(
    tx,
    late.filter(({ order }) => order.discountFen > 0n).map(({ order }) => order.id),
  )
  await addEvents(
    tx,
    late.map(({ order }) => ({ id: ids.next('event'), orderId: order.id, kind: 'paid_late' as const, at })),
  )
}

async function returnPayments(
  { clock, ids, books }: SettlementDeps,
  tx: Tx,
  { payments, reason }: { payments: readonly OrderPayment[]; reason: WholeRefundReason },
) {
  if (payments.length === 0) return
  const at = clock.now()
  const requested = await requestRefunds(
    tx,
    payments.map(({ order, payment }) => ({
      id: ids.next('refund'),
      orderId: order.id,
      chargeId: payment.chargeId,
      amountFen: BigInt(payment.amountFen),
      reason,
      createdAt: at,
    })),
  )
  const fresh = payments.filter(({ payment }) => requested.has(payment.chargeId))
  await books.postReturnable(tx, fresh, at)
  await writeOutbox(
    tx,
    fresh.map(({ order }) => ({ topic: 'order:refund_due', payload: { orderId: order.id } })),
  )
}

function settledAs(state: 'paid' | 'refund_pending') {
  return ({ order, payment }: OrderPayment) => ({
    orderId: order.id,
    state,
    chargeId: payment.chargeId,
    paymentIntentId: payment.paymentIntentId,
    paymentMethod: payment.method,
    processorFeeFen: BigInt(payment.feeFen),
  })
}
