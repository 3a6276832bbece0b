import type { Refund } from '#prisma/generated/client.ts'
import type { Db, Tx } from '#server/platform/db.ts'
import type { Fen } from '#shared/money.ts'
import { refundReason, type RefundReason } from '#shared/refund.ts'

/** A charge that goes back whole because it should not have been taken. */
export type WholeRefundReason = 'paid_too_late' | 'paid_twice'
export type RefundRow = Omit<Refund, 'state' | 'reason'> & {
  state: 'requested' | 'pending' | 'succeeded' | 'failed' | 'charged_back'
  reason: WholeRefundReason | RefundReason
}
export type NewRefund = {
  id: string
  orderId: string
  chargeId: string
  amountFen: bigint
  reason: WholeRefundReason | RefundReason
  askedBy?: string
  unitsBack?: number
  createdAt: Date
}

export function isOfPaidOrder(reason: string): reason is RefundReason {
  return refundReason.safeParse(reason).success
}

const asRow = (refund: Refund) => refund as RefundRow

/** One refund a charge: asking again changes nothing. @returns the charges that were not being refunded before */
export async function requestRefunds(tx: Tx, refunds: readonly NewRefund[]): Promise<Set<string>> {
  const requested = await tx.refund.createManyAndReturn({
    data: refunds.map((refund) => ({ ...refund, state: 'requested' })),
    skipDuplicates: true,
    select: { chargeId: true },
  })
  return new Set(requested.map(({ chargeId }) => chargeId))
}

/** Moves a refund on from where Stripe has not answered for good. @returns false when it had been answered before */
export async function answerRefund(
  tx: Tx,
  refundId: string,
  {
    state,
    stripeRefundId,
    at,
  }: { state: 'pending' | 'succeeded' | 'failed'; stripeRefundId: string; at: Date },
): Promise<boolean> {
  const { count } = await tx.refund.updateMany({
    where: { id: refundId, state: { in: state === 'pending' ? ['requested'] : ['requested', 'pending'] } },
    data: { state, stripeRefundId, settledAt: state === 'pending' ? null : at },
  })
  return count === 1
}

/** The buyer's bank has fetched so much of it, which Stripe never sent. */
export async function markNetted(
  tx: Tx,
  { id, nettedFen, amountFen }: RefundRow,
  { partFen, at }: { partFen: Fen; at: Date },
): Promise<void> {
  const netted = nettedFen + BigInt(partFen)
  await tx.refund.update({
    where: { id, nettedFen, state: { in: ['requested', 'failed'] } },
    data: { nettedFen: netted, ...(netted === amountFen && { state: 'charged_back', settledAt: at }) },
  })
}

/** whatever was asked back of a charge, the oldest first */
export async function refundsOfCharge(tx: Db | Tx, chargeId: string): Promise<RefundRow[]> {
  const refunds = await tx.refund.findMany({
    where: { chargeId },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
  })
  return refunds.map(asRow)
}

export async function findOrderIdOfRefund(db: Db, chargeId: string): Promise<string | null> {
  const refund = await db.refund.findFirst({ where: { chargeId }, select: { orderId: true } })
  return refund?.orderId ?? null
}

export async function findRefund(db: Db, id: string): Promise<RefundRow | null> {
  const refund = await db.refund.findUnique({ where: { id } })
  return refund && asRow(refund)
}

/** Refunds of paid orders, the oldest first. */
export async function paidRefundsOf(db: Db | Tx, orderIds: readonly string[]): Promise<RefundRow[]> {
  const refunds = await db.refund.findMany({
    where: { orderId: { in: [...orderIds] }, reason: { in: refundReason.options } },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
  })
  return refunds.map(asRow)
}

export async function requestRefund(tx: Tx, refund: NewRefund): Promise<void> {
  await tx.refund.create({ data: { ...refund, state: 'requested' } })
}

// What Stripe has not answered for good yet, the oldest first.
const unanswered = { state: { in: ['requested', 'pending'] } }

export async function refundsOfOrder(db: Db, orderId: string): Promise<RefundRow[]> {
  const refunds = await db.refund.findMany({ where: { orderId, ...unanswered } })
  return refunds.map(asRow)
}

export async function refundsUnanswered(db: Db, limit: number): Promise<RefundRow[]> {
  const refunds = await db.refund.findMany({
    where: unanswered,
    orderBy: { createdAt: 'asc' },
    take: limit,
  })
  return refunds.map(asRow)
}
