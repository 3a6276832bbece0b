import type { Db } from '../platform/db.ts'
import { bodyHash } from './canonical.ts'
import type { ChainFinding, ChainProblem } from './types.ts'

/** Named one by one; more of them say nothing new. */
const FINDINGS_MAX = 100

type FindingRow = {
  height: bigint
  seq: bigint | null
  journal_id: string | null
  problem: Exclude<ChainProblem, 'journal_body_changed' | 'journal_note_changed'> | 'journal_changed'
}

/** @see ledger.verify_chain() */
export async function chainFindings(
  db: Db,
  { from, to }: { from: number; to?: number } = { from: 1 },
): Promise<ChainFinding[]> {
  const rows = await db.$queryRaw<FindingRow[]>`
    select * from ledger.verify_chain(${from}::bigint, ${to ?? null}::bigint) limit ${FINDINGS_MAX}`
  const findings: ChainFinding[] = []
  for (const { height, seq, journal_id: journalId, problem } of rows)
    findings.push({
      problem: problem === 'journal_changed' ? await whatChanged(db, journalId!) : problem,
      height: Number(height),
      seq: seq === null ? null : Number(seq),
      journalId,
    })
  return findings
}

type BodyRow = {
  kind: string
  effective_on: string
  source_type: string
  source_id: string
  reverses_id: string | null
  rule_version: string | null
  body_hash: string
  book: string
  account: string
  amount: bigint
}

/** A journal keeps the hash of the request that made it, which tells the two halves of it apart. */
async function whatChanged(
  db: Db,
  journalId: string,
): Promise<'journal_body_changed' | 'journal_note_changed'> {
  const rows = await db.$queryRaw<BodyRow[]>`
    select j.kind, to_char(j.effective_date, 'YYYY-MM-DD') as effective_on, j.source_type, j.source_id, j.reverses_id,
           j.rule_version, encode(j.idem_hash, 'hex') as body_hash, b.code as book, a.code as account, p.amount
      from ledger.journal j
      join ledger.posting p on p.journal_id = j.id
      join ledger.account a on a.id = p.account_id
      join ledger.book b on b.id = p.book_id
     where j.id = ${journalId}::uuid
     order by p.line`
  const [row] = rows
  if (!row) return 'journal_body_changed'
  const now = bodyHash({
    kind: row.kind,
    effectiveOn: row.effective_on,
    source: { type: row.source_type, id: row.source_id },
    ...(row.rule_version && { ruleVersionId: row.rule_version }),
    ...(row.reverses_id && { reverses: row.reverses_id }),
    lines: rows.map(({ book, account, amount }) => ({ book, account, amount: Number(amount) })),
  })
  return now === row.body_hash ? 'journal_note_changed' : 'journal_body_changed'
}
