import { asDate, asDay } from '#shared/calendar.ts'
import { noFigures, type MemberFigures, type MemberHead, type MemberLine } from '#shared/member-account.ts'
import { fen, type Fen } from '#shared/money.ts'
import type { Db, Tx } from '../../platform/db.ts'
import { undoable, type Fact, type FactKind, type MemberFactView } from './types.ts'

/** later than any fact */
export const EVER = '9999-12-31'

/** Written after its journal: who closes a period holds the book first, and then waits for facts. */
export async function insertFact(tx: Tx, { lines, evidence, by, on, factId, ...fact }: Fact): Promise<void> {
  await tx.memberFact.create({
    data: {
      ...{ id: factId, ...fact, effectiveOn: asDate(on), lineCount: lines.length },
      ...{ evidenceName: evidence.name, evidenceSha256: new Uint8Array(evidence.sha256) },
      ...{ recordedBy: by.userId, recordedByName: by.name },
    },
  })
  await tx.memberFactLine.createMany({
    data: lines.map(({ amount, ...line }) => ({ factId, ...line, amount: BigInt(amount) })),
  })
}

/** Nobody records a fact of the organisation, and no period of it is closed, until the transaction ends. */
export async function lockMembers(tx: Tx, organisationId: string): Promise<void> {
  await tx.$queryRaw`select dividend_lock_members(${organisationId})::text`
}

type Sum = { member_id: string; head: string; amount: bigint }

function figuresBy(rows: readonly Sum[]): Map<string, MemberFigures> {
  const figures = new Map<string, MemberFigures>()
  for (const { member_id: memberId, head, amount } of rows)
    figures.set(memberId, withHead(figures.get(memberId) ?? noFigures, head as MemberHead, Number(amount)))
  return figures
}

const withHead = (figures: MemberFigures, head: MemberHead, amount: number): MemberFigures => ({
  ...figures,
  [head]: head === 'shares' ? amount : fen(amount),
})

export async function findFigures(
  tx: Db | Tx,
  organisationId: string,
  day: string,
): Promise<Map<string, MemberFigures>> {
  return figuresBy(
    await tx.$queryRaw<Sum[]>`
      select l.member_id, l.head, sum(l.amount)::bigint as amount
        from dividend_member_fact f join dividend_member_line l on l.fact_id = f.id
       where f.organisation_id = ${organisationId} and f.effective_on <= ${day}::date
       group by l.member_id, l.head having sum(l.amount) <> 0
       order by l.member_id, l.head`,
  )
}

/** What a fund of the book has that no member has yet; less than nothing where members have more than there is. */
export async function findUnquantified(
  tx: Tx,
  organisationId: string,
  head: 'reserve' | 'grant' | 'donation',
): Promise<Fen> {
  const [row] = await tx.$queryRaw<{ left: bigint }[]>`
    select dividend_fund_booked(${organisationId}, ${head}) - coalesce(sum(l.amount), 0)::bigint as left
      from dividend_member_fact f join dividend_member_line l on l.fact_id = f.id
     where f.organisation_id = ${organisationId} and l.head = ${head}`
  return fen(row!.left)
}

/** Facts that are about the member or changed his account, oldest first; `after` is left to the caller. */
export async function findFactsOf(
  db: Db,
  at: { organisationId: string; memberId: string },
): Promise<Omit<MemberFactView, 'after'>[]> {
  const { organisationId, memberId } = at
  const rows = await db.memberFact.findMany({
    where: { organisationId, OR: [{ memberId }, { lines: { some: { memberId } } }] },
    include: { lines: { where: { memberId } }, undoneBy: { select: { id: true } } },
    orderBy: [{ effectiveOn: 'asc' }, { recordedAt: 'asc' }, { id: 'asc' }],
  })
  return rows.map((row) => ({
    ...{ factId: row.id, kind: row.kind as FactKind, on: asDay(row.effectiveOn), journalId: row.journalId },
    change: row.lines.reduce(
      (figures, { head, amount }) => withHead(figures, head as MemberHead, Number(amount)),
      noFigures,
    ),
    lossFen: fen(row.lossFen),
    ...{ evidenceName: row.evidenceName, evidenceSha256: Buffer.from(row.evidenceSha256).toString('hex') },
    ...{ recordedAt: row.recordedAt.toISOString(), recordedByName: row.recordedByName },
    undone: row.undoneBy !== null,
    canUndo: row.undoneBy === null && undoable.includes(row.kind as FactKind),
  }))
}

/** A fact as it was recorded, to be undone. */
export async function findFact(
  db: Db,
  at: { organisationId: string; factId: string },
): Promise<{
  kind: FactKind
  memberId: string | null
  journalId: string | null
  lines: MemberLine[]
} | null> {
  const row = await db.memberFact.findFirst({
    where: { id: at.factId, organisationId: at.organisationId, undoneBy: null },
    include: { lines: true },
  })
  return (
    row && {
      ...{ kind: row.kind as FactKind, memberId: row.memberId, journalId: row.journalId },
      lines: row.lines.map(({ memberId, head, amount }) => ({
        ...{ memberId, head: head as MemberHead },
        amount: Number(amount),
      })),
    }
  )
}

export async function findEndings(db: Db, memberId: string): Promise<FactKind[]> {
  const kinds: FactKind[] = ['leave_asked', 'expelled', 'died', 'settled', 'succeeded']
  const rows = await db.memberFact.findMany({
    where: { memberId, kind: { in: kinds } },
    select: { kind: true },
  })
  return rows.map(({ kind }) => kind as FactKind)
}
