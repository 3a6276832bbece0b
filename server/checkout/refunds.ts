import type { FlashSales } from '#server/flash-sale/index.ts'
import type { PaymentRefund, Payments } from '#server/payments/index.ts'
import type { Clock } from '#server/platform/clock.ts'
import type { Db, Tx } from '#server/platform/db.ts'
import type { Ids } from '#server/platform/ids.ts'
import type { Log } from '#server/platform/log.ts'
import { writeOutbox } from '#server/platform/outbox.ts'
import type { Fen } from '#shared/money.ts'
import type { Books } from './books.ts'
import { unsentOf } from './dispute-rules.ts'
import {
  answerRefund,
  findRefund,
  isOfPaidOrder,
  markNetted,
  refundsOfOrder,
  refundsUnanswered,
  type RefundRow,
} from './refund-store.ts'
import { addEvents, lockOrders, markOrderRefunded, type OrderEventKind, type OrderRow } from './store.ts'

const SWEEP_LIMIT = 100

export type RefundsDeps = {
  db: Db
  clock: Clock
  ids: Ids
  log: Log
  flashSale: Pick<FlashSales, 'markRefundedLate'>
  payments: Pick<Payments, 'refund' | 'refundState'>
  books: Books
}

type ChargedBack = { order: OrderRow; refund: RefundRow; partFen: Fen; disputeId: string; at: Date }

export type Refunds = {
  /** Asks Stripe for what this order has to give back. Stripe away: the sweeper asks again. */
  giveBack(orderId: string): Promise<void>
  /** Stripe says that something happened to one of its refunds. */
  reconcileRefund(stripeRefundId: string): Promise<void>
  sweepRefunds(): Promise<void>
  /** So much less is owed of a refund that never left: a dispute that was lost has brought it to the buyer. */
  chargeBack(tx: Tx, part: ChargedBack): Promise<void>
}

/**
 * Money on its way back. The wish is written in the settling transaction, Stripe is asked after it with the row's id
 * as idempotency key, so a crash between the two is repaired by asking again.
 */
export function createRefunds(deps: RefundsDeps): Refunds {
  const { db, payments, log } = deps

  async function moveOn(refund: RefundRow) {
    const answer = refund.stripeRefundId
      ? await payments.refundState(refund.stripeRefundId)
      : await payments.refund({
          reference: refund.id,
          chargeId: refund.chargeId,
          amountFen: unsentOf(refund),
        })
    if (answer.ok) await take(deps, refund, answer.value)
    else if (answer.refusal.kind === 'charge_disputed')
      log.info({ refundId: refund.id }, 'a refund waits until the dispute of its charge is decided')
  }

  return {
    async giveBack(orderId) {
      for (const refund of await refundsOfOrder(db, orderId)) await moveOn(refund)
    },
    async reconcileRefund(stripeRefundId) {
      const answer = await payments.refundState(stripeRefundId)
      if (!answer.ok) throw new Error(`Stripe can't be asked about refund ${stripeRefundId}`)
      const { reference } = answer.value
      const refund = reference ? await findRefund(db, reference) : null
      if (refund) await take(deps, refund, answer.value)
      else log.warn({ stripeRefundId }, 'a refund that the shop did not ask for')
    },
    async sweepRefunds() {
      for (const refund of await refundsUnanswered(db, SWEEP_LIMIT)) {
        await moveOn(refund).catch((error: unknown) =>
          log.error({ error, refundId: refund.id }, 'a refund does not move'),
        )
      }
    },
    async chargeBack(tx, { order, refund, partFen, disputeId, at }) {
      await markNetted(tx, refund, { partFen, at })
      const isAll = partFen === unsentOf(refund)
      const returned = { order, refund, partFen, byDispute: isAll ? null : disputeId }
      await deps.books.postReturned(tx, returned, at)
      if (isAll) await writeEnd(deps, tx, { order, refund, state: 'succeeded', at })
    },
  }
}

async function take(deps: RefundsDeps, refund: RefundRow, { state, stripeRefundId }: PaymentRefund) {
  const { db, clock, log } = deps
  const at = clock.now()
  await db.$transaction(async (tx) => {
    const order = (await lockOrders(tx, [refund.orderId])).get(refund.orderId)
    if (!order) throw new Error(`Refund ${refund.id} is for an order that is not there`)
    const news = await answerRefund(tx, refund.id, { state, stripeRefundId, at })
    if (news) await writeAnswer(deps, tx, { order, refund, state, at })
  })
  if (state === 'failed')
    log.error({ refundId: refund.id }, 'a refund failed: the money has to go back by hand')
}

type Answered = { order: OrderRow; refund: RefundRow; state: PaymentRefund['state']; at: Date }

async function writeAnswer(deps: RefundsDeps, tx: Tx, answered: Answered) {
  const { order, refund, state, at } = answered
  if (state === 'succeeded')
    await deps.books.postReturned(tx, { order, refund, partFen: unsentOf(refund) }, at)
  await writeEnd(deps, tx, answered)
}

async function writeEnd(deps: RefundsDeps, tx: Tx, { order, refund, state, at }: Answered) {
  const { ids, flashSale } = deps
  // A second payment goes back beside an order that keeps its goods and its first one.
  if (refund.reason === 'paid_twice') return

  await addEvents(tx, [{ id: ids.next('event'), orderId: order.id, kind: eventOf[state], at }])
  // A paid order stays one: what went back of it is its refunds'.
  if (state !== 'succeeded' || isOfPaidOrder(refund.reason)) return
  await markOrderRefunded(tx, order.id, at)
  await flashSale.markRefundedLate(tx, [order.holdId])
  await writeOutbox(tx, [{ topic: 'order:refunded', payload: { orderId: order.id } }])
}

const eventOf: Record<PaymentRefund['state'], OrderEventKind> = {
  pending: 'refund_started',
  succeeded: 'refunded',
  failed: 'refund_failed',
}
