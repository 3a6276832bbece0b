import type { PayoutBatch } from '#prisma/generated/client.ts'
import { fen, sumFen, type Fen } from '#shared/money.ts'
import type { BatchState, PayoutBank, PayoutRail } from '#shared/payouts.ts'
import type { Db, Tx } from '../platform/db.ts'
import type { Payee } from '../registry/index.ts'
import type { BatchSummary, By } from './types.ts'

export type BatchRow = PayoutBatch & { rail: PayoutRail; bank: PayoutBank | null; state: BatchState }

const asBatch = (row: PayoutBatch) => row as BatchRow

export function batchSummary(row: Omit<BatchRow, 'fileSealed'>): BatchSummary {
  return {
    batchId: row.id,
    number: row.number,
    rail: row.rail,
    bank: row.bank,
    state: row.state,
    totalFen: fen(row.totalFen),
    lineCount: row.lineCount,
    proposer: { userId: row.proposerId, name: row.proposerName },
    proposedAt: row.proposedAt.toISOString(),
  }
}

/** Numbers are spent, not given back: one that was never written leaves a gap. */
export async function nextBatchNumber(db: Db): Promise<number> {
  const [row] = await db.$queryRaw<{ number: bigint }[]>`
    select nextval(pg_get_serial_sequence('payout_batch', 'number')) as number`
  return Number(row!.number)
}

export type NewLine = Pick<Payee, 'partyId' | 'kind' | 'bookCode'> & {
  id: string
  number: number
  accountId: string | null
  amountFen: Fen
}
type NewBatch = Pick<
  PayoutBatch,
  'id' | 'number' | 'rail' | 'bank' | 'fileName' | 'fileSealed' | 'fileSha256'
> & {
  by: By
  at: Date
  lines: readonly NewLine[]
}

export async function insertBatch(db: Db, { by, at, lines, ...batch }: NewBatch): Promise<void> {
  const totalFen = BigInt(sumFen(lines.map(({ amountFen }) => amountFen)))
  await db.$transaction(async (tx) => {
    await tx.payoutBatch.create({
      data: {
        ...batch,
        ...{ state: 'proposed', totalFen, lineCount: lines.length },
        ...{ proposerId: by.userId, proposerName: by.name, proposedAt: at },
      },
    })
    await tx.payoutLine.createMany({
      data: lines.map(({ kind, amountFen, ...line }) => ({
        ...line,
        ...{ batchId: batch.id, partyKind: kind, amountFen: BigInt(amountFen), state: 'proposed' },
      })),
    })
  })
}

export async function findBatches(db: Db, limit: number): Promise<BatchSummary[]> {
  const rows = await db.payoutBatch.findMany({
    omit: { fileSealed: true },
    orderBy: { number: 'desc' },
    take: limit,
  })
  return rows.map((row) => batchSummary(row as Omit<BatchRow, 'fileSealed'>))
}

export async function findBatch(db: Db | Tx, id: string): Promise<BatchRow | null> {
  const row = await db.payoutBatch.findUnique({ where: { id } })
  return row && asBatch(row)
}

/** Everybody takes the batch before its lines. */
export async function lockBatch(tx: Tx, id: string): Promise<BatchRow | null> {
  await tx.$queryRaw`select from payout_batch where id = ${id} for update`
  return findBatch(tx, id)
}

type Approved = { factorUseId: string; journalId: string }
type Decision = { by: By; at: Date } & (
  ({ state: 'approved' } & Approved) | { state: 'rejected' | 'withdrawn' }
)

/** proposed → approved, rejected or withdrawn, in one conditional statement. @returns false when it was decided before */
export async function decideBatch(
  db: Db | Tx,
  id: string,
  { by, at, ...decision }: Decision,
): Promise<boolean> {
  const { count } = await db.payoutBatch.updateMany({
    where: { id, state: 'proposed' },
    data: { deciderId: by.userId, deciderName: by.name, decidedAt: at, ...decision },
  })
  return count === 1
}

/** approved → sent, by whoever takes the file first. */
export async function markSent(db: Db, id: string, { by, at }: { by: By; at: Date }): Promise<void> {
  await db.payoutBatch.updateMany({
    where: { id, state: 'approved' },
    data: { state: 'sent', sentAt: at, sentByName: by.name },
  })
}

export async function markSettled(tx: Tx, id: string, at: Date): Promise<void> {
  await tx.payoutBatch.updateMany({
    where: { id, state: { in: ['approved', 'sent'] } },
    data: { state: 'settled', settledAt: at },
  })
}
