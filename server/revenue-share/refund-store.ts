import type { RefundPolicy as RefundPolicyRow } from '#prisma/generated/client.ts'
import { asDate, asDay } from '#shared/calendar.ts'
import { fen, type Fen } from '#shared/money.ts'
import { refundPolicyBody, refundReason, type RefundPolicy, type RefundReason } from '#shared/refund.ts'
import { beneficiary } from '#shared/split.ts'
import type { Db, Tx } from '../platform/db.ts'
import type { BorneRefund, RefundBearers } from './types.ts'

type NewRefund = RefundBearers & {
  id: string
  orderLineId: string
  amountFen: Fen
  reason: RefundReason
  policyVersion: number
  paidOn: string
  journalId: string
  refundedAt: Date
}

/** The parts are counted in the allocations by the database, which refuses more than was allotted. */
export async function insertRefund(tx: Tx, { parts, ...refund }: NewRefund): Promise<void> {
  const { id: refundId, orderLineId, amountFen, beyondFen, discountFen, paidOn } = refund
  await tx.refundShare.create({
    data: {
      ...{ ...refund, paidOn: asDate(paidOn) },
      ...{ amountFen: BigInt(amountFen), beyondFen: BigInt(beyondFen), discountFen: BigInt(discountFen) },
    },
  })
  await tx.refundPart.createMany({
    data: parts.map((part) => ({
      ...{ refundId, orderLineId, party: part.party, partyKind: part.partyKind },
      amountFen: BigInt(part.amountFen),
    })),
  })
}

/** What went back of a line before: by how many refunds, how much to the buyer, and of the discount to the platform. */
export async function refundedBefore(db: Db | Tx, orderLineId: string) {
  const { _count, _sum } = await db.refundShare.aggregate({
    where: { orderLineId },
    _count: true,
    _sum: { amountFen: true, discountFen: true },
  })
  return { count: _count, amountFen: fen(_sum.amountFen ?? 0n), discountFen: fen(_sum.discountFen ?? 0n) }
}

export async function findRefunds(db: Db, orderLineIds: readonly string[]): Promise<BorneRefund[]> {
  const refunds = await db.refundShare.findMany({
    where: { orderLineId: { in: [...orderLineIds] } },
    include: { parts: { orderBy: { party: 'asc' } }, policy: true },
    orderBy: [{ refundedAt: 'asc' }, { id: 'asc' }],
  })
  return refunds.map(({ id, journalId, amountFen, beyondFen, discountFen, reason: why, parts, policy }) => {
    const reason = refundReason.parse(why)
    return {
      ...{ refundId: id, journalId, amountFen: fen(amountFen), beyondFen: fen(beyondFen), reason },
      discountFen: fen(discountFen),
      policy: policyOf(policy, reason),
      parts: parts.map(({ party, partyKind, amountFen: part }) => ({
        party,
        partyKind: beneficiary.parse(partyKind),
        amountFen: fen(part),
      })),
    }
  })
}

/** What was in force on the day of a sale. */
export async function findPolicyOn(db: Db | Tx, day: string, reason: RefundReason): Promise<RefundPolicy> {
  const row = await db.refundPolicy.findFirst({
    where: { validFrom: { lte: asDate(day) } },
    orderBy: { validFrom: 'desc' },
  })
  if (!row) throw new Error(`No refund policy is in force on ${day}`)
  return policyOf(row, reason)
}

function policyOf({ version, validFrom, body }: RefundPolicyRow, reason: RefundReason): RefundPolicy {
  return {
    version,
    validFrom: asDay(validFrom),
    tiers: refundPolicyBody.parse(body)[reason],
  }
}
