import type { DividendPeriod, DividendRun } from '#prisma/generated/client.ts'
import { asDay } from '#shared/calendar.ts'
import type { Part, Regime } from '#shared/dividend.ts'
import { fen } from '#shared/money.ts'
import type { Db, Tx } from '../platform/db.ts'
import type { By, Evidence } from './answer.ts'
import type { DocumentKind, RunRow, RunState } from './types.ts'

export const withPeriod = { period: true } as const

export function runOf(row: DividendRun & { period: DividendPeriod }): RunRow {
  return {
    runId: row.id,
    periodId: row.periodId,
    organisationId: row.period.organisationId,
    regime: row.regime as Regime,
    seq: row.seq,
    state: row.state as RunState,
    fromOn: asDay(row.period.fromOn),
    toOn: asDay(row.period.toOn),
    lossBeforeFen: fen(row.period.lossBeforeFen),
    adjustmentFen: fen(row.adjustmentFen),
    adjustedBy: row.adjustedBy,
    surplusFen: fen(row.surplusFen),
    lossCoverFen: fen(row.lossCoverFen),
    reserveBp: row.reserveBp,
    reserveFen: fen(row.reserveFen),
    distributableFen: fen(row.distributableFen),
    poolBp: row.poolBp,
    poolFen: fen(row.poolFen),
    restFen: fen(row.restFen),
    mayConvert: row.mayConvert,
    documentsAt: row.documentsAt && row.documentsAt.toISOString(),
    assemblyOn: row.assemblyOn && asDay(row.assemblyOn),
    journalId: row.journalId,
  }
}

export async function findRun(db: Db | Tx, runId: string): Promise<RunRow | null> {
  const row = await db.dividendRun.findFirst({ where: { id: runId }, include: withPeriod })
  return row && runOf(row)
}

export async function findRuns(db: Db, organisationId: string): Promise<RunRow[]> {
  const rows = await db.dividendRun.findMany({
    where: { period: { organisationId } },
    include: withPeriod,
    orderBy: [{ period: { fromOn: 'desc' } }, { createdAt: 'desc' }],
  })
  return rows.map(runOf)
}

/** The newest run of the period that was not withdrawn, and what it declared. */
export async function findRunBefore(
  db: Db | Tx,
  { periodId, below }: { periodId: string; below?: number },
): Promise<{
  run: RunRow
  parts: { memberId: string; basis: string; weight: bigint; amountFen: bigint }[]
} | null> {
  const row = await db.dividendRun.findFirst({
    where: { periodId, state: { not: 'withdrawn' }, ...(below && { seq: { lt: below } }) },
    include: { ...withPeriod, entitlements: true },
    orderBy: { seq: 'desc' },
  })
  return row && { run: runOf(row), parts: row.entitlements }
}

type NewRun = Omit<
  RunRow,
  | 'organisationId'
  | 'fromOn'
  | 'toOn'
  | 'lossBeforeFen'
  | 'state'
  | 'documentsAt'
  | 'assemblyOn'
  | 'journalId'
>
export type NewPart = Part & { beforeFen: number }

export async function insertRun(
  tx: Tx,
  { runId, ...run }: NewRun,
  { parts, by, at }: { parts: readonly NewPart[]; by: By; at: Date },
): Promise<void> {
  await tx.dividendRun.create({ data: { id: runId, state: 'proposed', createdAt: at, ...run } })
  await tx.entitlement.createMany({ data: parts.map((part) => ({ runId, ...part })) })
  await tx.dividendEvent.create({
    data: { runId, state: 'proposed', actorId: by.userId, actorName: by.name, at },
  })
}

export async function insertDocument(
  db: Db,
  document: Evidence & { id: string; runId: string; kind: DocumentKind; addedAt: Date },
): Promise<void> {
  await db.dividendDocument.create({ data: { ...document, sha256: new Uint8Array(document.sha256) } })
}

type Step = { runId: string; from: readonly RunState[]; to: RunState; by: By; at: Date }

/** One step, with who took it, in one statement. @returns whether the run was where the step begins */
export async function moveRun(tx: Db | Tx, { runId, from, to, by, at }: Step): Promise<boolean> {
  const moved = await tx.$executeRaw`
    with moved as (
      update dividend_run set state = ${to} where id = ${runId} and state = any(${[...from]}::text[]) returning id, state)
    insert into dividend_event (run_id, state, actor_id, actor_name, at)
    select id, state, ${by.userId}, ${by.name}, ${at} from moved`
  return moved === 1
}

/** proposed → on_view, with the instant from which days are counted and the day of the assembly. */
export async function openDocuments(
  db: Db,
  { runId, assemblyOn, by, at }: { runId: string; assemblyOn: string; by: By; at: Date },
): Promise<boolean> {
  const moved = await db.$executeRaw`
    with moved as (
      update dividend_run set state = 'on_view', documents_at = ${at}, assembly_on = ${assemblyOn}::date
       where id = ${runId} and state = 'proposed' returning id, state)
    insert into dividend_event (run_id, state, actor_id, actor_name, at)
    select id, state, ${by.userId}, ${by.name}, ${at} from moved`
  return moved === 1
}

/** resolved → posted, with its journal. */
export async function markPosted(
  tx: Tx,
  { runId, journalId, by, at }: { runId: string; journalId: string; by: By; at: Date },
): Promise<boolean> {
  const moved = await tx.$executeRaw`
    with moved as (
      update dividend_run set state = 'posted', journal_id = ${journalId}::uuid
       where id = ${runId} and state = 'resolved' returning id, state)
    insert into dividend_event (run_id, state, actor_id, actor_name, at)
    select id, state, ${by.userId}, ${by.name}, ${at} from moved`
  return moved === 1
}

/** Keeps counting, posting and paying of one run apart until the transaction ends. */
export async function lockRun(tx: Tx, runId: string): Promise<RunRow | null> {
  await tx.$queryRaw`select from dividend_run where id = ${runId} for update`
  return findRun(tx, runId)
}
