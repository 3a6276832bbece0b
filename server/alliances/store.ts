import type { Prisma } from '#prisma/generated/client.ts'
import type { TermsDecision } from '#shared/alliance.ts'
import { asDate } from '#shared/calendar.ts'
import type { Db, Tx } from '../platform/db.ts'
import { isUniqueViolation } from '../platform/unique.ts'
import type { Alliance, By, NewTerms } from './types.ts'

const MONTH = 7
const monthOf = (date: Date) => date.toISOString().slice(0, MONTH)
const firstOf = (month: string) => asDate(`${month}-01`)

const whole = {
  alliance: true,
  decision: true,
  seats: { orderBy: { collectiveId: 'asc' } },
} satisfies Prisma.AllianceTermsInclude

type AllianceRow = Prisma.AllianceGetPayload<object>
export type TermsRow = ReturnType<typeof asTerms>

const asAlliance = (row: AllianceRow): Alliance => ({
  ...{ id: row.id, key: row.key },
  name: { zh: row.nameZh, en: row.nameEn },
  intro: { zh: row.introZh, en: row.introEn },
  measure: { zh: row.measureZh, en: row.measureEn },
})

/** Terms as they are written, without the names of those at the table, which are the registry's. */
const asTerms = (row: Prisma.AllianceTermsGetPayload<{ include: typeof whole }>) => ({
  ...{ id: row.id, alliance: asAlliance(row.alliance), followsId: row.followsId },
  fromMonth: monthOf(row.fromMonth),
  ...{ baseBp: row.baseBp, reason: row.reason },
  ...{ proposerId: row.proposerId, proposerName: row.proposerName },
  proposerCollectiveId: row.proposerCollectiveId,
  proposedAt: row.proposedAt.toISOString(),
  seats: row.seats.map((seat) => ({
    collectiveId: seat.collectiveId,
    contribution: Number(seat.contribution),
  })),
  decision: (row.decision?.decision ?? null) as TermsDecision | null,
  deciderName: row.decision?.deciderName ?? null,
  decidedAt: row.decision?.decidedAt.toISOString() ?? null,
})

/** The database says which terms are in force on a day, for this and for its own checks. */
export async function termsIdOf(db: Db, collectiveId: string, on: string): Promise<string | null> {
  const [row] = await db.$queryRaw<{ id: string | null }[]>`
    select alliance_terms_of(${collectiveId}, ${on}::date) as id`
  return row?.id ?? null
}

export async function termsIdOn(db: Db, allianceId: string, on: string): Promise<string | null> {
  const [row] = await db.$queryRaw<{ id: string | null }[]>`
    select alliance_terms_on(${allianceId}, ${on}::date) as id`
  return row?.id ?? null
}

export async function findTerms(db: Db | Tx, id: string): Promise<TermsRow | null> {
  const row = await db.allianceTerms.findUnique({ where: { id }, include: whole })
  return row && asTerms(row)
}

/** The latest month first. */
export async function findHistory(db: Db | Tx, allianceId: string): Promise<TermsRow[]> {
  const rows = await db.allianceTerms.findMany({
    where: { allianceId },
    include: whole,
    orderBy: [{ fromMonth: 'desc' }, { proposedAt: 'desc' }],
  })
  return rows.map(asTerms)
}

export async function findAlliance(db: Db, key: string): Promise<Alliance | null> {
  const terms = { some: { decision: { decision: 'approved' } } }
  const row = await db.alliance.findFirst({ where: { key, terms } })
  return row && asAlliance(row)
}

/** First terms that nobody has approved, the newest first. */
export async function findFoundings(db: Db, collectiveId: string): Promise<TermsRow[]> {
  const rows = await db.allianceTerms.findMany({
    where: {
      followsId: null,
      seats: { some: { collectiveId } },
      OR: [{ decision: null }, { decision: { decision: { not: 'approved' } } }],
    },
    include: whole,
    orderBy: { proposedAt: 'desc' },
  })
  return rows.map(asTerms)
}

/** Those at the table of each alliance's latest approved terms. */
export async function findSeated(db: Db): Promise<Set<string>> {
  const latest = await db.allianceTerms.findMany({
    where: { decision: { decision: 'approved' } },
    distinct: ['allianceId'],
    orderBy: [{ allianceId: 'asc' }, { fromMonth: 'desc' }],
    select: { seats: { select: { collectiveId: true } } },
  })
  return new Set(latest.flatMap(({ seats }) => seats.map(({ collectiveId }) => collectiveId)))
}

/** The one of the latest approved terms with a seat for it. */
export async function findAllianceOf(db: Db, collectiveId: string): Promise<Alliance | null> {
  const row = await db.allianceTerms.findFirst({
    where: { seats: { some: { collectiveId } }, decision: { decision: 'approved' } },
    orderBy: { fromMonth: 'desc' },
    include: { alliance: true },
  })
  return row && asAlliance(row.alliance)
}

export async function insertAlliance(tx: Tx, { id, key, name, intro, measure }: Alliance): Promise<void> {
  await tx.alliance.create({
    data: {
      ...{ id, key, nameZh: name.zh, nameEn: name.en, introZh: intro.zh, introEn: intro.en },
      ...{ measureZh: measure.zh, measureEn: measure.en },
    },
  })
}

type Writing = Omit<NewTerms, 'followsId'> & {
  id: string
  allianceId: string
  followsId: string | null
  by: By
  at: Date
}

export async function insertTerms(tx: Tx, terms: Writing): Promise<void> {
  const { id, allianceId, followsId, fromMonth, baseBp, reason, seats, by, at } = terms
  await tx.allianceTerms.create({
    data: {
      ...{ id, allianceId, followsId, baseBp, reason, fromMonth: firstOf(fromMonth) },
      seatCount: seats.length,
      ...{ proposerId: by.userId, proposerName: by.name, proposerCollectiveId: by.collectiveId },
      proposedAt: at,
    },
  })
  await tx.allianceSeat.createMany({
    data: seats.map(({ collectiveId, contribution }) => ({
      ...{ termsId: id, collectiveId },
      contribution: BigInt(contribution),
    })),
  })
}

const NAMED = /ALLIANCE_[A-Z_]+/

/** @returns by what the database refused it, e.g. `ALLIANCE_TWICE`; null where it is written */
export async function insertDecision(
  db: Db | Tx,
  { termsId, decision, by, at }: { termsId: string; decision: TermsDecision; by: By; at: Date },
): Promise<string | null> {
  try {
    await db.allianceDecision.create({
      data: {
        ...{ termsId, decision, decidedAt: at },
        ...{ deciderId: by.userId, deciderName: by.name, deciderCollectiveId: by.collectiveId },
      },
    })
    return null
  } catch (error) {
    if (isUniqueViolation(error)) return 'ALLIANCE_MOVED_ON'
    const name = error instanceof Error && NAMED.exec(error.message)?.[0]
    if (name) return name
    throw error
  }
}
