import { fen, type Fen } from '#shared/money.ts'
import { refundReason, type RefundReason } from '#shared/refund.ts'
import { beneficiary } from '#shared/split.ts'
import type { Db, Tx } from '../platform/db.ts'
import type { BorneRefund, RefundBearers } from './types.ts'

type NewRefund = RefundBearers & {
  id: string
  orderLineId: string
  amountFen: Fen
  reason: RefundReason
  policyVersion: number
  journalId: string
  refundedAt: Date
}

/** The parts are counted in the allocations by the database, which refuses more than was allotted. */
export async function insertRefund(tx: Tx, { parts, ...refund }: NewRefund): Promise<void> {
  const { id: refundId, orderLineId, amountFen, beyondFen } = refund
  await tx.refundShare.create({
    data: { ...refund, amountFen: BigInt(amountFen), beyondFen: BigInt(beyondFen) },
  })
  await tx.refundPart.createMany({
    data: parts.map((part) => ({
      ...{ refundId, orderLineId, party: part.party, partyKind: part.partyKind },
      amountFen: BigInt(part.amountFen),
    })),
  })
}

export function countRefunds(db: Db | Tx, orderLineId: string): Promise<number> {
  return db.refundShare.count({ where: { orderLineId } })
}

export async function findRefunds(db: Db, orderLineIds: readonly string[]): Promise<BorneRefund[]> {
  const refunds = await db.refundShare.findMany({
    where: { orderLineId: { in: [...orderLineIds] } },
    include: { parts: { orderBy: { party: 'asc' } } },
    orderBy: [{ refundedAt: 'asc' }, { id: 'asc' }],
  })
  return refunds.map(({ id, amountFen, beyondFen, reason, parts }) => ({
    refundId: id,
    amountFen: fen(amountFen),
    beyondFen: fen(beyondFen),
    reason: refundReason.parse(reason),
    parts: parts.map(({ party, partyKind, amountFen: part }) => ({
      party,
      partyKind: beneficiary.parse(partyKind),
      amountFen: fen(part),
    })),
  }))
}
