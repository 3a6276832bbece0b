import type { ChainBlock } from '#shared/ledger-head.ts'
import type { SealedJournal } from '#shared/sealed-journal.ts'
import type { Db } from '../platform/db.ts'
import type { ChainCheck } from './proof-types.ts'

type JournalRow = {
  key: string
  body_hash: string
  kind: string
  effective_on: string
  recorded_at: string
  source_type: string
  source_id: string
  reverses_id: string | null
  rule_version: string | null
  actor: string
  memo: string
  meta_hash: string
  book: string
  account: string
  type: string
  party_id: string | null
  currency: string
  amount: bigint
}

const linesOf = (rows: readonly JournalRow[]): SealedJournal['lines'] =>
  rows.map(({ book, account, type, party_id, currency, amount }) => ({
    book,
    account,
    type,
    party: party_id,
    currency,
    amount: Number(amount),
  }))

/** Every field of the leaf, as the leaf spells it; null when there is no such journal. */
async function sealedJournal(db: Db, journalId: string): Promise<SealedJournal | null> {
  const rows = await db.$queryRaw<JournalRow[]>`
    select j.idem_key as key, encode(j.idem_hash, 'hex') as body_hash, j.kind,
           to_char(j.effective_date, 'YYYY-MM-DD') as effective_on,
           to_char(j.recorded_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as recorded_at,
           j.source_type, j.source_id, j.reverses_id, j.rule_version, j.actor, j.memo,
           encode(sha256(convert_to(j.meta::text, 'UTF8')), 'hex') as meta_hash,
           b.code as book, a.code as account, a.type::text, a.party_id, p.currency, p.amount
      from ledger.journal j
      join ledger.posting p on p.journal_id = j.id
      join ledger.account a on a.id = p.account_id
      join ledger.book b on b.id = p.book_id
     where j.id = ${journalId}::uuid
     order by p.line`
  const [row] = rows
  if (!row) return null
  return {
    id: journalId,
    key: row.key,
    bodyHash: row.body_hash,
    kind: row.kind,
    effectiveOn: row.effective_on,
    recordedAt: row.recorded_at,
    source: { type: row.source_type, id: row.source_id },
    reverses: row.reverses_id,
    ruleVersionId: row.rule_version,
    actor: row.actor,
    memo: row.memo,
    metaHash: row.meta_hash,
    lines: linesOf(rows),
  }
}

export type Sealed = { seq: number; height: number; leaf: string }

/** Reads what proofs are made of, and keeps what the last checks found. */
export function proofStore(db: Db) {
  return {
    sealedJournal: (journalId: string) => sealedJournal(db, journalId),

    async sealOf(journalId: string): Promise<Sealed | null> {
      const [row] = await db.$queryRaw<{ seq: bigint; height: bigint; leaf: string }[]>`
        select seq, height, encode(leaf, 'hex') as leaf from ledger.seal where journal_id = ${journalId}::uuid`
      return row ? { seq: Number(row.seq), height: Number(row.height), leaf: row.leaf } : null
    },

    /** of a block, in their order */
    async leaves(height: number): Promise<Uint8Array[]> {
      const rows = await db.$queryRaw<{ leaf: Uint8Array }[]>`
        select leaf from ledger.seal where height = ${height} order by seq`
      return rows.map(({ leaf }) => Uint8Array.from(leaf))
    },

    async blocks(from: number, to: number): Promise<ChainBlock[]> {
      type Row = Record<'height' | 'first_seq' | 'last_seq', bigint> &
        Record<'previous' | 'root' | 'hash', string>
      const rows = await db.$queryRaw<Row[]>`
        select height, encode(prev_hash, 'hex') as previous, encode(root, 'hex') as root,
               encode(hash, 'hex') as hash, first_seq, last_seq
          from ledger.block where height between ${from} and ${to} order by height`
      return rows.map((row) => ({
        height: Number(row.height),
        previousHash: row.previous,
        root: row.root,
        hash: row.hash,
        firstSeq: Number(row.first_seq),
        lastSeq: Number(row.last_seq),
      }))
    },

    async recordCheck({ span, checkedAt, height, findings }: ChainCheck): Promise<void> {
      await db.$queryRaw`
        select ledger.record_check(${span}, ${checkedAt}::timestamptz, ${height}::bigint,
                                   ${JSON.stringify(findings)}::jsonb)::text`
    },

    async lastChecks(): Promise<ChainCheck[]> {
      type Row = Pick<ChainCheck, 'span' | 'findings'> & { checked_at: Date; height: bigint }
      const rows = await db.$queryRaw<Row[]>`select * from ledger.last_check order by span`
      return rows.map(({ span, checked_at, height, findings }) => ({
        span,
        checkedAt: checked_at.toISOString(),
        height: Number(height),
        findings,
      }))
    },
  }
}

export type ProofStore = ReturnType<typeof proofStore>
