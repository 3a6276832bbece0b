import type { Coupons } from '#server/coupons/index.ts'
import type { FlashSales, HoldDetail } from '#server/flash-sale/index.ts'
import type { Payments } from '#server/payments/index.ts'
import type { Clock } from '#server/platform/clock.ts'
import type { Db } from '#server/platform/db.ts'
import type { Ids } from '#server/platform/ids.ts'
import type { Log } from '#server/platform/log.ts'
import type { OrderState } from '#shared/checkout.ts'
import { fen } from '#shared/money.ts'
import { unreachable } from '#shared/result.ts'
import type { Refunds } from './refunds.ts'
import { nextStep } from './rules.ts'
import type { Settlement } from './settlement.ts'
import { addEvents, cancelOrder, findOrder, lockOrders, sessionsAwaited, type OrderRow } from './store.ts'
import type { Checkout, ReconcileSource } from './types.ts'

// Stripe allows 100 calls a second; ten at a time stays far below and still empties a sold-out sale in seconds.
const AT_ONCE = 10
const OVERDUE_LIMIT = 200
const SWEEP_LIMIT = 500
/** Webhooks come within seconds; an order that has waited longer is worth a question. */
const SWEEP_AFTER_MS = 30_000

export type ReconciliationDeps = {
  db: Db
  clock: Clock
  ids: Ids
  log: Log
  flashSale: Pick<FlashSales, 'overduePayments' | 'releaseUnpaid'>
  coupons: Pick<Coupons, 'free'>
  payments: Payments
  settlement: Settlement
  refunds: Refunds
}

type Reconciliation = Pick<Checkout, 'reconcile' | 'sweep' | 'closeOverduePayments'>

/** Four sources, one road: whoever hears of a payment asks Stripe for the truth and takes the order one step on. */
export function createReconciliation(deps: ReconciliationDeps): Reconciliation {
  const { db, clock, log, flashSale, refunds } = deps

  async function sweep() {
    const placedBefore = new Date(clock.now().getTime() - SWEEP_AFTER_MS)
    const sessions = await sessionsAwaited(db, placedBefore, SWEEP_LIMIT)
    await eachAtOnce(sessions, (sessionId) =>
      reconcile(deps, sessionId, 'sweeper').catch((error: unknown) =>
        log.error({ error, sessionId }, 'a payment could not be swept'),
      ),
    )
    await refunds.sweepRefunds()
  }

  async function closeOverduePayments() {
    const overdue = await flashSale.overduePayments(OVERDUE_LIMIT)
    let closed = 0
    await eachAtOnce(overdue, async (hold) => {
      try {
        if (await closePayment(deps, hold)) closed += 1
      } catch (error) {
        log.error({ error, holdId: hold.holdId }, 'an overdue payment could not be closed')
      }
    })
    return closed
  }

  return {
    reconcile: (sessionId, source) => reconcile(deps, sessionId, source),
    sweep,
    closeOverduePayments,
  }
}

async function reconcile(deps: ReconciliationDeps, sessionId: string, source: ReconcileSource) {
  const { db, log, payments, settlement, refunds } = deps
  const answer = await payments.findSession(sessionId)
  if (!answer.ok) {
    // A page can show what is known; a webhook must come again.
    if (source !== 'return_page') throw new Error(`Stripe can't be asked about session ${sessionId}`)
    const known = await findOrder(db, { checkoutSessionId: sessionId })
    return known && { orderNumber: known.number, state: known.state }
  }
  const session = answer.value
  const order =
    session &&
    ((await findOrder(db, { checkoutSessionId: sessionId })) ??
      (session.reference ? await findOrder(db, { id: session.reference }) : null))
  if (!order) {
    log.warn({ sessionId, source }, 'a checkout session without an order')
    return null
  }

  const step = nextStep({ ...order, totalFen: fen(order.totalFen) }, session)
  let state: OrderState = order.state
  switch (step.do) {
    case 'nothing':
      break
    case 'cancel':
      state = await giveUp(deps, order, { isLapse: !step.tried })
      break
    case 'settle':
    case 'return_second_payment':
      state = await settlement.settle({ order, payment: step.payment })
      log.info({ orderNumber: order.number, source, state }, 'a payment was settled')
      if (state === 'refund_pending' || step.do === 'return_second_payment') await refunds.giveBack(order.id)
      break
    default:
      return unreachable(step)
  }
  return { orderNumber: order.number, state }
}

/** Stripe first, stock second: units return only when nobody can pay for them any more. */
async function closePayment(deps: ReconciliationDeps, hold: HoldDetail): Promise<boolean> {
  const { db, payments } = deps
  const order = await findOrder(db, { holdId: hold.holdId })
  if (!order) throw new Error(`Hold ${hold.holdId} is being paid for, but has no order`)
  let isLapse = false
  if (order.checkoutSessionId) {
    const closed = await payments.expireSession(order.checkoutSessionId)
    if (!closed.ok) return false
    if (closed.value.state !== 'expired') {
      await reconcile(deps, order.checkoutSessionId, 'hold_end')
      return false
    }
    isLapse = !closed.value.tried
  }
  return (await giveUp(deps, order, { isLapse })) === 'cancelled'
}

/**
 * `isLapse`: the buyer had a payment page and never pressed Pay. Without a page Stripe was away, which is not his doing.
 * @returns the order's state, which is not `cancelled` when a payment began or was settled in the meantime
 */
async function giveUp(
  { db, clock, ids, flashSale, coupons }: ReconciliationDeps,
  known: OrderRow,
  end: { isLapse: boolean },
) {
  const { id, holdId } = known
  return db.$transaction(async (tx) => {
    const order = (await lockOrders(tx, [id])).get(id)
    if (!order) throw new Error(`Order ${id} is gone`)
    const at = clock.now()
    if (!(await cancelOrder(tx, known, at))) return order.state
    if (order.discountFen > 0n) await coupons.free(tx, [id])
    await flashSale.releaseUnpaid(tx, [holdId], end)
    await addEvents(tx, [{ id: ids.next('event'), orderId: id, kind: 'cancelled', at }])
    return 'cancelled' as const
  })
}

async function eachAtOnce<Item>(items: readonly Item[], run: (item: Item) => Promise<unknown>) {
  const queue = [...items]
  const work = async () => {
    for (let item = queue.shift(); item !== undefined; item = queue.shift()) await run(item)
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work))
}
