import type { ClearingCount } from '#prisma/generated/client.ts'
import { asDay } from '#shared/calendar.ts'
import { fen, type Fen } from '#shared/money.ts'
import type { Db, Tx } from '../platform/db.ts'
import type { Movement } from './movements.ts'
import {
  agreements,
  differences,
  type Count,
  type CountSummary,
  type Explanation,
  type StripeLine,
} from './types.ts'

/** Whoever books what happened to a payout, or a line of Stripe's, takes turns with others who do. */
export async function lockFact(tx: Tx, stripeId: string): Promise<void> {
  await tx.$queryRaw`select pg_advisory_xact_lock(hashtextextended('clearing:' || ${stripeId}, 0))::text`
}

export async function movementsOf(tx: Tx, payoutId: string): Promise<Set<Movement>> {
  const rows = await tx.clearingMovement.findMany({ where: { payoutId }, select: { movement: true } })
  return new Set(rows.map(({ movement }) => movement as Movement))
}

export async function insertMovement(
  tx: Tx,
  row: {
    payoutId: string
    movement: Movement
    amountFen: Fen
    journalId: string
    bookedBy: string
    at: Date
  },
): Promise<void> {
  const { amountFen, at, ...rest } = row
  await tx.clearingMovement.create({ data: { ...rest, amountFen: BigInt(amountFen), bookedAt: at } })
}

/** payouts that left and neither arrived nor came back, as far as the books know */
export async function payoutsOnTheirWay(db: Db): Promise<string[]> {
  const rows = await db.$queryRaw<{ payout_id: string }[]>`
    select payout_id from clearing_movement group by payout_id
    having not bool_or(movement in ('arrived', 'returned')) order by min(booked_at)`
  return rows.map(({ payout_id }) => payout_id)
}

/** which of these lines are booked as fees */
export async function bookedFees(tx: Tx, lineIds: readonly string[]): Promise<Set<string>> {
  const rows = await tx.clearingFee.findMany({
    where: { lineId: { in: [...lineIds] } },
    select: { lineId: true },
  })
  return new Set(rows.map(({ lineId }) => lineId))
}

export async function insertFee(
  tx: Tx,
  { lineId, type, netFen }: StripeLine,
  { at, ...booked }: { journalId: string; bookedBy: string; at: Date },
): Promise<void> {
  await tx.clearingFee.create({ data: { lineId, type, amountFen: BigInt(-netFen), ...booked, bookedAt: at } })
}

type NewCount = Explanation & {
  id: string
  day: string
  at: Date
  byId: string | null
  byName: string | null
  stripeFen: Fen
  bookFen: Fen
  height: number
  lastLineId: string | null
}

export async function insertCount(db: Db, { explainedFen, ...count }: NewCount): Promise<void> {
  const { stripeFen, bookFen, height, differences, day, ...rest } = count
  await db.clearingCount.create({
    data: {
      ...rest,
      day: new Date(day),
      ...{ stripeFen: BigInt(stripeFen), bookFen: BigInt(bookFen), explainedFen: BigInt(explainedFen) },
      unexplainedFen: BigInt(stripeFen - bookFen - explainedFen),
      ...{ height: BigInt(height), differenceCount: differences.length, differences },
    },
  })
}

type SummaryRow = Omit<ClearingCount, 'agreed' | 'differences'>

function summary(row: SummaryRow): CountSummary {
  return {
    countId: row.id,
    day: asDay(row.day),
    at: row.at.toISOString(),
    byName: row.byName,
    ...{ stripeFen: fen(row.stripeFen), bookFen: fen(row.bookFen), explainedFen: fen(row.explainedFen) },
    unexplainedFen: fen(row.unexplainedFen),
    height: Number(row.height),
    differenceCount: row.differenceCount,
  }
}

const asCount = (row: ClearingCount): Count => ({
  ...summary(row),
  agreed: agreements.parse(row.agreed),
  differences: differences.parse(row.differences),
})

export async function findCount(db: Db, id: string): Promise<Count | null> {
  const row = await db.clearingCount.findUnique({ where: { id } })
  return row && asCount(row)
}

/** The newest, and the newest line of Stripe's that it knew. */
export async function latestCount(db: Db): Promise<(Count & { lastLineId: string | null }) | null> {
  const row = await db.clearingCount.findFirst({ orderBy: [{ at: 'desc' }, { id: 'desc' }] })
  return row && { ...asCount(row), lastLineId: row.lastLineId }
}

export async function findCounts(db: Db, limit: number): Promise<CountSummary[]> {
  const rows = await db.clearingCount.findMany({
    omit: { agreed: true, differences: true },
    orderBy: [{ at: 'desc' }, { id: 'desc' }],
    take: limit,
  })
  return rows.map(summary)
}
