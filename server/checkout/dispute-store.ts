import type { Dispute } from '#prisma/generated/client.ts'
import type { Db, Tx } from '#server/platform/db.ts'
import type { DisputeLine, DisputeState, StripeDispute } from '#server/payments/index.ts'
import { fen, sumFen, type Fen } from '#shared/money.ts'

/** A dispute with what it moved, as it is booked. */
export type DisputeRow = Omit<Dispute, 'state'> & { state: DisputeState; withdrawnFen: Fen; feeFen: Fen }

const withLines = { lines: true } as const
const newestFirst = [{ openedAt: 'desc' }, { id: 'desc' }] as const

type Loaded = Dispute & { lines: { amountFen: bigint; feeFen: bigint }[] }
const asRow = ({ lines, ...dispute }: Loaded): DisputeRow => ({
  ...dispute,
  state: dispute.state as DisputeState,
  withdrawnFen: fen(0 - sumFen(lines.map(({ amountFen }) => fen(amountFen)))),
  feeFen: sumFen(lines.map(({ feeFen }) => fen(feeFen))),
})

/** Says it as Stripe told it at `askedAt`, unless it was asked later already, or what is decided would open again. */
export async function keepDispute(
  tx: Tx,
  { dispute, orderId, askedAt }: { dispute: StripeDispute; orderId: string; askedAt: Date },
): Promise<void> {
  const { disputeId: id, chargeId, reason, state, isRefundable, evidenceBy, openedAt } = dispute
  const told = {
    ...{ amountFen: BigInt(dispute.amountFen), reason, state, isRefundable, askedAt },
    evidenceBy: evidenceBy === null ? null : new Date(evidenceBy),
  }
  await tx.dispute.createMany({
    data: [{ id, orderId, chargeId, openedAt: new Date(openedAt), ...told }],
    skipDuplicates: true,
  })
  const isDecided = state === 'won' || state === 'lost'
  await tx.dispute.updateMany({
    where: { id, askedAt: { lte: askedAt }, ...(!isDecided && { state: { notIn: ['won', 'lost'] } }) },
    data: told,
  })
}

export async function bookedLines(tx: Tx, disputeId: string): Promise<Set<string>> {
  const lines = await tx.disputeLine.findMany({ where: { disputeId }, select: { lineId: true } })
  return new Set(lines.map(({ lineId }) => lineId))
}

export async function insertDisputeLines(
  tx: Tx,
  disputeId: string,
  { lines, journals }: { lines: readonly DisputeLine[]; journals: ReadonlyMap<string, string> },
): Promise<void> {
  await tx.disputeLine.createMany({
    data: lines.map(({ lineId, at, amountFen, feeFen }) => ({
      ...{ lineId, disputeId, journalId: journals.get(lineId)!, movedAt: new Date(at) },
      ...{ amountFen: BigInt(amountFen), feeFen: BigInt(feeFen) },
    })),
  })
}

/** Once: a loss that is written stays. */
export async function writeLoss(
  tx: Tx,
  disputeId: string,
  loss: { dividedFen: Fen; nettedFen: Fen; beyondFen: Fen; at: Date },
): Promise<void> {
  const { dividedFen, nettedFen, beyondFen, at: lostAt } = loss
  await tx.dispute.update({
    where: { id: disputeId, lostAt: null },
    data: {
      ...{ dividedFen: BigInt(dividedFen), nettedFen: BigInt(nettedFen), beyondFen: BigInt(beyondFen) },
      lostAt,
    },
  })
}

export async function findDispute(db: Db | Tx, id: string): Promise<DisputeRow | null> {
  const dispute = await db.dispute.findUnique({ where: { id }, include: withLines })
  return dispute && asRow(dispute)
}

export async function disputesOf(db: Db | Tx, orderIds: readonly string[]): Promise<DisputeRow[]> {
  const disputes = await db.dispute.findMany({
    where: { orderId: { in: [...orderIds] } },
    include: withLines,
    orderBy: [...newestFirst],
  })
  return disputes.map(asRow)
}

export async function newestDisputes(db: Db, limit: number): Promise<DisputeRow[]> {
  const disputes = await db.dispute.findMany({
    include: withLines,
    orderBy: [...newestFirst],
    take: limit,
  })
  return disputes.map(asRow)
}

export async function undecidedDisputes(db: Db): Promise<string[]> {
  const disputes = await db.dispute.findMany({
    where: { state: { in: ['inquiry', 'needs_response', 'under_review'] } },
    select: { id: true },
    orderBy: { openedAt: 'asc' },
  })
  return disputes.map(({ id }) => id)
}
