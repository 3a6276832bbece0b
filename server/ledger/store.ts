import { fen } from '#shared/money.ts'
import type { Db } from '../platform/db.ts'
import { chainFindings } from './chain-store.ts'
import type { AccountBalance, JournalView, Ledger, StatementLine } from './types.ts'

type Reads = Pick<Ledger, 'balances' | 'statement' | 'journal' | 'journalsOf'>

const STATEMENT_MAX = 2_000
export const startsWith = (prefix: string) => `${prefix.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`

type JournalRow = {
  id: string
  key: string
  kind: string
  effective_on: string
  source_type: string
  source_id: string
  memo: string
  seq: bigint | null
  height: bigint | null
  book: string
  account: string
  name: string
  amount: bigint
}

function journalViews(rows: readonly JournalRow[]): JournalView[] {
  const views = new Map<string, JournalView>()
  for (const row of rows) {
    const view = views.get(row.id) ?? {
      journalId: row.id,
      key: row.key,
      kind: row.kind,
      effectiveOn: row.effective_on,
      source: { type: row.source_type, id: row.source_id },
      memo: row.memo,
      lines: [],
      sealedAs: row.seq === null ? null : { seq: Number(row.seq), height: Number(row.height) },
    }
    view.lines.push({ book: row.book, account: row.account, name: row.name, amount: fen(row.amount) })
    views.set(row.id, view)
  }
  return [...views.values()]
}

const journalRows = (db: Db, by: { id: string } | { type: string; of: string }) => db.$queryRaw<JournalRow[]>`
  select j.id, j.idem_key as key, j.kind, to_char(j.effective_date, 'YYYY-MM-DD') as effective_on, j.source_type,
         j.source_id, j.memo, s.seq, s.height, b.code as book, a.code as account, a.name, p.amount
    from ledger.journal j
    join ledger.posting p on p.journal_id = j.id
    join ledger.account a on a.id = p.account_id
    join ledger.book b on b.id = p.book_id
    left join ledger.seal s on s.journal_id = j.id
   where j.id = ${'id' in by ? by.id : null}::uuid
      or (j.source_type = ${'id' in by ? null : by.type} and j.source_id = ${'id' in by ? null : by.of})
   order by j.recorded_at, j.id, p.line`

async function statementLines(
  db: Db,
  { book, codePrefix, limit = STATEMENT_MAX }: Parameters<Ledger['statement']>[0],
): Promise<StatementLine[]> {
  type Row = Omit<JournalRow, 'key' | 'seq' | 'height' | 'book' | 'name'> & {
    recorded_at: Date
    rule_version: string | null
    running: bigint
  }
  const rows = await db.$queryRaw<Row[]>`
    select * from (
      select j.id, j.kind, to_char(j.effective_date, 'YYYY-MM-DD') as effective_on, j.recorded_at, j.source_type,
             j.source_id, j.rule_version, j.memo, a.code as account, p.amount, p.line,
             sum(p.amount) over (order by j.effective_date, j.recorded_at, j.id, p.line)::bigint as running
        from ledger.posting p
        join ledger.account a on a.id = p.account_id
        join ledger.book b on b.id = p.book_id
        join ledger.journal j on j.id = p.journal_id
       where b.code = ${book} and a.code like ${startsWith(codePrefix)}
       order by j.effective_date desc, j.recorded_at desc, j.id desc, p.line desc
       limit ${Math.min(limit, STATEMENT_MAX)}) newest
     order by effective_on, recorded_at, id, line`
  return rows.map((row) => ({
    journalId: row.id,
    kind: row.kind,
    effectiveOn: row.effective_on,
    recordedAt: row.recorded_at.toISOString(),
    source: { type: row.source_type, id: row.source_id },
    ruleVersionId: row.rule_version,
    memo: row.memo,
    account: row.account,
    amount: fen(row.amount),
    running: fen(row.running),
  }))
}

/** Reads only; the ledger is written by ledger.post() alone. */
export function ledgerReads(db: Db): Reads {
  return {
    async balances({ book, codePrefix = '', partyId = null }): Promise<AccountBalance[]> {
      type Row = { book: string; code: string; name: string; party_id: string | null; dr: bigint; cr: bigint }
      const rows = await db.$queryRaw<Row[]>`
        select b.code as book, n.code, a.name, a.party_id, n.dr::bigint, n.cr::bigint
          from ledger.balance_now n
          join ledger.account a on a.id = n.account_id
          join ledger.book b on b.id = n.book_id
         where b.code = ${book} and n.code like ${startsWith(codePrefix)}
           and (${partyId}::uuid is null or a.party_id = ${partyId}::uuid)
         order by n.code`
      return rows.map((row) => ({
        book: row.book,
        code: row.code,
        name: row.name,
        partyId: row.party_id,
        debit: fen(row.dr),
        credit: fen(row.cr),
        net: fen(row.dr - row.cr),
      }))
    },

    statement: (filter) => statementLines(db, filter),
    journal: async (journalId) => journalViews(await journalRows(db, { id: journalId }))[0] ?? null,
    journalsOf: async ({ type, id }) => journalViews(await journalRows(db, { type, of: id })),
  }
}

/** What jobs and auditors call. */
export function ledgerUpkeep(
  db: Db,
): Pick<Ledger, 'foldDeltas' | 'sealBlocks' | 'verifyChain' | 'invariantReport'> {
  return {
    async foldDeltas() {
      const [row] = await db.$queryRaw<{ folded: bigint }[]>`select ledger.fold_deltas() as folded`
      return Number(row?.folded ?? 0)
    },

    async sealBlocks() {
      let sealed = 0
      for (;;) {
        const [row] = await db.$queryRaw<{ sealed: bigint }[]>`select ledger.seal_block() as sealed`
        if (!row?.sealed) return sealed
        sealed += Number(row.sealed)
      }
    },

    verifyChain: (range) => chainFindings(db, range),

    async invariantReport() {
      const rows = await db.$queryRaw<{ inv: string; bad: bigint }[]>`
        select inv, bad from ledger.invariant_report union all select inv, bad from ledger.closing_report`
      return rows.map(({ inv, bad }) => ({ name: inv, broken: Number(bad) }))
    },
  }
}
