import { fen } from '#shared/money.ts'
import type { Db, Tx } from '../platform/db.ts'
import type { AccountMonth, AccountType, BookReads } from './book-types.ts'
import { startsWith } from './store.ts'
import type { AccountTurnover, TurnoverFilter } from './types.ts'

/** From the postings themselves: a period that is being closed can't wait for the next seal. */
export async function accountTurnover(
  tx: Tx,
  { book, codePrefix, from, to, kinds = [] }: TurnoverFilter,
): Promise<AccountTurnover[]> {
  const rows = await tx.$queryRaw<{ code: string; party_id: string | null; dr: bigint; cr: bigint }[]>`
    select a.code, a.party_id, sum(greatest(p.amount, 0))::bigint as dr, sum(greatest(-p.amount, 0))::bigint as cr
      from ledger.book b
      join ledger.account a on a.book_id = b.id and a.code like ${startsWith(codePrefix)}
      join ledger.posting p on p.account_id = a.id and p.effective_date between ${from}::date and ${to}::date
      join ledger.journal j on j.id = p.journal_id
     where b.code = ${book} and (${kinds.length === 0} or j.kind = any(${[...kinds]}::text[]))
     group by a.code, a.party_id order by a.code`
  return rows.map((row) => ({
    code: row.code,
    partyId: row.party_id,
    debit: fen(row.dr),
    credit: fen(row.cr),
  }))
}

export async function findTurnoverByMonth(
  db: Db,
  { books, heads, from, to, height }: Parameters<BookReads['turnoverByMonth']>[0],
): Promise<AccountMonth[]> {
  type Row = { book: string; month: string; account: string; type: AccountType } & Record<
    'dr' | 'cr' | 'beside',
    bigint
  >
  const rows = await db.$queryRaw<Row[]>`
    with moved as (
      select t.account_id, to_char(t.day, 'YYYY-MM') as month, sum(t.dr) as dr, sum(t.cr) as cr
        from ledger.book b
        cross join lateral ledger.turnover_at(b.id, ${height}::bigint) t
       where b.code = any (${[...books]}::text[]) and t.day between ${from}::date and ${to}::date
       group by 1, 2),
    touching as (
      select distinct p.journal_id, p.book_id
        from ledger.book b
        join ledger.account a on a.book_id = b.id and split_part(a.code, '.', 1) = any (${[...heads]}::text[])
        join ledger.posting p on p.account_id = a.id
        join ledger.seal s on s.journal_id = p.journal_id
       where b.code = any (${[...books]}::text[]) and p.effective_date between ${from}::date and ${to}::date
         and s.height <= ${height}),
    beside as (
      select p.account_id, to_char(p.effective_date, 'YYYY-MM') as month, sum(p.amount) as amount
        from touching t
        join ledger.posting p on p.journal_id = t.journal_id and p.book_id = t.book_id
       group by 1, 2)
    select b.code as book, m.month, a.code as account, a.type::text, m.dr::bigint as dr, m.cr::bigint as cr,
           coalesce(x.amount, 0)::bigint as beside
      from moved m
      join ledger.account a on a.id = m.account_id
      join ledger.book b on b.id = a.book_id
      left join beside x on x.account_id = m.account_id and x.month = m.month
     where m.dr <> 0 or m.cr <> 0
     order by b.code, m.month, a.code`
  return rows.map(({ book, month, account, type, dr, cr, beside }) => ({
    ...{ book, month, account, type },
    debit: fen(dr),
    credit: fen(cr),
    besideHeads: fen(beside),
  }))
}

export async function findDaySpan(
  db: Db,
  { books, height }: Parameters<BookReads['daySpan']>[0],
): Promise<{ from: string; to: string } | null> {
  const [row] = await db.$queryRaw<{ from: string | null; to: string | null }[]>`
    select to_char(min(day), 'YYYY-MM-DD') as from, to_char(max(day), 'YYYY-MM-DD') as to
      from (select t.day
              from ledger.book b
              cross join lateral ledger.turnover_at(b.id, ${height}::bigint) t
             where b.code = any (${[...books]}::text[])
             group by t.account_id, t.day having sum(t.dr) <> 0 or sum(t.cr) <> 0) moved`
  return row?.from && row.to ? { from: row.from, to: row.to } : null
}
