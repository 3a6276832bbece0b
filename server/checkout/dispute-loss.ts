import type { Db, Tx } from '#server/platform/db.ts'
import { zeroFen, type Fen } from '#shared/money.ts'
import { leftOf, lossOf, type Loss } from './dispute-rules.ts'
import { disputesOf } from './dispute-store.ts'
import { refundsOfCharge, type RefundRow } from './refund-store.ts'
import type { OrderRow } from './store.ts'

/**
 * Whose a loss is as things stand: what is booked, under the order's lock, and what is shown before it is.
 * @param of.chargeId that is disputed; an order may have been paid twice, and only one payment is its own
 */
export async function findLoss(
  db: Db | Tx,
  order: OrderRow,
  { chargeId, lostFen }: { chargeId: string; lostFen: Fen },
): Promise<Loss<RefundRow>> {
  // One after the other: in a transaction there is one connection.
  const refunds = await refundsOfCharge(db, chargeId)
  const disputes = (await disputesOf(db, [order.id])).filter((other) => other.chargeId === chargeId)
  const isPaidBy = order.state === 'paid' && order.chargeId === chargeId
  const leftFen = isPaidBy ? leftOf(order, { refunds, disputes }) : zeroFen
  return lossOf({ lostFen, refunds, leftFen })
}
