import { Prisma } from '#prisma/generated/client.ts'
import { fen } from '#shared/money.ts'
import type { Db, Tx } from '../platform/db.ts'
import type { PartyAmount, PartyAsked, PartyDays, PartyJournal, PartyReads } from './party-types.ts'

// All by the indexes on account (party) and posting (account, day): what a page costs follows from the party's own
// entries of the days asked for, not from the size of the book.

type AmountRow = { book: string; account: string; amount: bigint }
type JournalRow = AmountRow & {
  id: string
  kind: string
  effective_on: string
  recorded_at: Date
  source_type: string
  source_id: string
  rule_version: string | null
  memo: string
}

const amountOf = ({ book, account, amount }: AmountRow): PartyAmount => ({
  book,
  account,
  amount: fen(amount),
})

const mine = ({ books, partyId }: PartyAsked) => Prisma.sql`
  mine as (
    select a.id, b.code as book, a.code as account
      from ledger.account a join ledger.book b on b.id = a.book_id
     where a.party_id = ${partyId}::uuid and b.code = any (${[...books]}::text[]))`

const moved = (days: PartyDays) => Prisma.sql`
  ${mine(days)},
  moved as (
    select m.book, m.account, p.journal_id, p.amount, p.effective_date
      from mine m
      join ledger.posting p on p.account_id = m.id and p.effective_date between ${days.from}::date and ${days.to}::date)`

/** The journals of `moved` in their order: the same for every page and for what lies before it. */
const inOrder = Prisma.sql`
  select j.* from (select distinct journal_id from moved) t
    join ledger.journal j on j.id = t.journal_id
   order by j.effective_date, j.recorded_at, j.id`

const journalColumns = Prisma.sql`
  j.id, j.kind, to_char(j.effective_date, 'YYYY-MM-DD') as effective_on, j.recorded_at, j.source_type, j.source_id,
  j.rule_version, j.memo`

async function openingOf(tx: Tx, days: PartyDays): Promise<PartyAmount[]> {
  const rows = await tx.$queryRaw<AmountRow[]>`
    with ${mine(days)}
    select m.book, m.account, coalesce(sum(p.amount), 0)::bigint as amount
      from mine m
      left join ledger.posting p on p.account_id = m.id and p.effective_date < ${days.from}::date
     group by 1, 2 order by 1, 2`
  return rows.map(amountOf)
}

async function kindsOf(tx: Tx, days: PartyDays) {
  const rows = await tx.$queryRaw<(AmountRow & { kind: string; count: bigint })[]>`
    with ${moved(days)}, counted as (select count(distinct journal_id) as count from moved)
    select j.kind, m.book, m.account, sum(m.amount)::bigint as amount, min(c.count) as count
      from moved m join ledger.journal j on j.id = m.journal_id cross join counted c
     group by 1, 2, 3 order by min(j.recorded_at), 1, 2, 3`
  return {
    count: Number(rows[0]?.count ?? 0),
    kinds: rows.map((row) => ({ kind: row.kind, ...amountOf(row) })),
  }
}

async function skippedOf(tx: Tx, days: PartyDays, skip: number): Promise<PartyAmount[]> {
  if (skip === 0) return []
  const rows = await tx.$queryRaw<AmountRow[]>`
    with ${moved(days)}, before as (${inOrder} limit ${skip})
    select m.book, m.account, sum(m.amount)::bigint as amount
      from before b join moved m on m.journal_id = b.id group by 1, 2`
  return rows.map(amountOf)
}

async function journalsOf(tx: Tx, days: PartyDays & { skip: number; limit: number }) {
  const rows = await tx.$queryRaw<JournalRow[]>`
    with ${moved(days)}, page as (${inOrder} offset ${days.skip} limit ${days.limit}),
    own as (
      select m.journal_id, m.book, m.account, sum(m.amount)::bigint as amount
        from page p join moved m on m.journal_id = p.id group by 1, 2, 3)
    select ${journalColumns}, o.book, o.account, o.amount
      from page j join own o on o.journal_id = j.id
     order by j.effective_date, j.recorded_at, j.id, o.book, o.account`
  return asJournals(rows)
}

function asJournals(rows: readonly JournalRow[]): PartyJournal[] {
  const journals = new Map<string, PartyJournal>()
  for (const row of rows) {
    const journal = journals.get(row.id) ?? {
      journalId: row.id,
      kind: row.kind,
      effectiveOn: row.effective_on,
      recordedAt: row.recorded_at.toISOString(),
      source: { type: row.source_type, id: row.source_id },
      ruleVersionId: row.rule_version,
      memo: row.memo,
      lines: [],
    }
    journal.lines.push(amountOf(row))
    journals.set(row.id, journal)
  }
  return [...journals.values()]
}

/** Several questions of one moment: what is posted meanwhile is in all of the answers or in none. */
const ofOneMoment = <Value>(db: Db, read: (tx: Tx) => Promise<Value>): Promise<Value> =>
  db.$transaction(read, { isolationLevel: 'RepeatableRead' })

export function partyReads(db: Db): PartyReads {
  return {
    partyPage: ({ skip, limit, ...days }) =>
      ofOneMoment(db, async (tx) => ({
        opening: await openingOf(tx, days),
        skipped: await skippedOf(tx, days, skip),
        ...(await kindsOf(tx, days)),
        journals: await journalsOf(tx, { ...days, skip, limit }),
      })),

    partyMonths: (days) =>
      ofOneMoment(db, async (tx) => {
        const opening = await openingOf(tx, days)
        const rows = await tx.$queryRaw<(AmountRow & { month: string; kind: string })[]>`
          with ${moved(days)}
          select to_char(m.effective_date, 'YYYY-MM') as month, j.kind, m.book, m.account,
                 sum(m.amount)::bigint as amount
            from moved m join ledger.journal j on j.id = m.journal_id
           group by 1, 2, 3, 4 order by 1, min(j.recorded_at), 2, 3, 4`
        const months = rows.map((row) => ({ month: row.month, kind: row.kind, ...amountOf(row) }))
        return { opening, months }
      }),

    async partyJournal({ journalId, ...asked }) {
      const rows = await db.$queryRaw<JournalRow[]>`
        with ${mine(asked)}
        select ${journalColumns}, m.book, m.account, sum(p.amount)::bigint as amount
          from ledger.journal j
          join ledger.posting p on p.journal_id = j.id
          join mine m on m.id = p.account_id
         where j.id = ${journalId}::uuid
         group by j.id, m.book, m.account order by m.book, m.account`
      return asJournals(rows)[0] ?? null
    },

    async partyBalances({ books, partyIds }) {
      const rows = await db.$queryRaw<(AmountRow & { party_id: string })[]>`
        select a.party_id, b.code as book, a.code as account, (n.dr - n.cr)::bigint as amount
          from ledger.account a
          join ledger.book b on b.id = a.book_id
          join ledger.balance_now n on n.account_id = a.id
         where a.party_id = any (${[...partyIds]}::uuid[]) and b.code = any (${[...books]}::text[])
         order by 1, 2, 3`
      return rows.map((row) => ({ partyId: row.party_id, ...amountOf(row) }))
    },
  }
}
