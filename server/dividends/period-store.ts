import type { DividendPeriod } from '#prisma/generated/client.ts'
import { asDay } from '#shared/calendar.ts'
import { fen, type Fen } from '#shared/money.ts'
import type { Db, Tx } from '../platform/db.ts'
import type { By } from './answer.ts'
import type { PeriodView } from './types.ts'

function periodOf(row: DividendPeriod): PeriodView {
  return {
    periodId: row.id,
    organisationId: row.organisationId,
    fromOn: asDay(row.fromOn),
    toOn: asDay(row.toOn),
    surplusFen: fen(row.surplusFen),
    lossBeforeFen: fen(row.lossBeforeFen),
  }
}

type NewPeriod = {
  periodId: string
  organisationId: string
  fromOn: string
  toOn: string
  closedAt: Date
  by: By
}

/** Surplus and loss as the ledger has them at this moment; the caller holds the book and has closed its months. */
export async function insertPeriod(tx: Tx, period: NewPeriod): Promise<PeriodView> {
  const { periodId, organisationId, fromOn, toOn, closedAt, by } = period
  await tx.$executeRaw`
    insert into dividend_period (id, organisation_id, from_on, to_on, surplus_fen, loss_before_fen, closed_at,
      closed_by, closed_by_name)
    select ${periodId}, ${organisationId}, ${fromOn}::date, ${toOn}::date,
      dividend_booked_surplus(${organisationId}, ${fromOn}::date, ${toOn}::date),
      dividend_booked_loss(${organisationId}, ${periodId}, ${toOn}::date), ${closedAt}, ${by.userId}, ${by.name}`
  return periodOf(await tx.dividendPeriod.findUniqueOrThrow({ where: { id: periodId } }))
}

export async function findPeriod(db: Db, periodId: string): Promise<PeriodView | null> {
  const row = await db.dividendPeriod.findFirst({ where: { id: periodId } })
  return row && periodOf(row)
}

export async function findPeriods(db: Db, organisationId: string): Promise<PeriodView[]> {
  const rows = await db.dividendPeriod.findMany({ where: { organisationId }, orderBy: { fromOn: 'desc' } })
  return rows.map(periodOf)
}

/** What these journals, dated after the period, changed of income less expenses. */
export async function bookedAdjustment(
  db: Db,
  { organisationId, toOn }: PeriodView,
  journalIds: readonly string[],
): Promise<Fen> {
  const [row] = await db.$queryRaw<{ fen: bigint }[]>`
    select dividend_booked_adjustment(${organisationId}, ${toOn}::date, ${[...journalIds]}::uuid[]) as fen`
  return fen(row!.fen)
}
