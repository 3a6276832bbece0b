import type { Bilingual } from '#shared/locale.ts'
import { fen } from '#shared/money.ts'
import type { Db } from '../platform/db.ts'
import type {
  AccountType,
  BookReads,
  BookView,
  Chart,
  ChartHead,
  MonthView,
  TrialBalanceRow,
} from './book-types.ts'
import { startsWith } from './store.ts'
import { findDaySpan, findTurnoverByMonth } from './turnover-store.ts'
import { findVouchers } from './voucher-store.ts'

/** An account itself and its details: `114` and `114.x`, not `1141`. */
const within = (account: string) => startsWith(`${account}.`)

async function findBook(db: Db, code: string): Promise<BookView | null> {
  type Row = {
    name: string
    regime: Chart['regime']
    title: string
    title_en: string
    verified: boolean
    heads: (Omit<ChartHead, 'name'> & { zh: string; en: string })[]
  }
  const [row] = await db.$queryRaw<Row[]>`
    select b.name, c.regime, c.title, c.title_en, c.verified, coalesce(json_agg(json_build_object(
             'head', h.head, 'zh', h.name, 'en', h.name_en, 'type', h.type, 'side', h.side, 'listed', h.listed
           ) order by h.head) filter (where h.head is not null), '[]') as heads
      from ledger.book b
      join ledger.chart c on c.regime = b.regime
      left join ledger.chart_head h on h.regime = c.regime
     where b.code = ${code}
     group by b.name, c.regime, c.title, c.title_en, c.verified`
  if (!row) return null
  const title: Bilingual = { zh: row.title, en: row.title_en }
  const heads = row.heads.map(({ zh, en, ...head }) => ({ ...head, name: { zh, en } }))
  return { code, name: row.name, chart: { regime: row.regime, title, verified: row.verified, heads } }
}

async function findTrialBalance(
  db: Db,
  { book, from, to, height = null }: { book: string; from: string; to: string; height?: number | null },
): Promise<TrialBalanceRow[]> {
  type Row = Record<'od' | 'oc' | 'td' | 'tc' | 'cd' | 'cc', bigint> & {
    code: string
    name: string
    type: AccountType
  }
  const rows = await db.$queryRaw<Row[]>`
    select t.code, t.name, t.type::text, open_dr::bigint od, open_cr::bigint oc, turn_dr::bigint td,
           turn_cr::bigint tc, close_dr::bigint cd, close_cr::bigint cc
      from ledger.book b, ledger.trial_balance(b.id, ${from}::date, ${to}::date, ${height}::bigint) t
     where b.code = ${book}`
  return rows.map(({ code, name, type, od, oc, td, tc, cd, cc }) => ({
    code,
    name,
    type,
    openDebit: fen(od),
    openCredit: fen(oc),
    turnDebit: fen(td),
    turnCredit: fen(tc),
    closeDebit: fen(cd),
    closeCredit: fen(cc),
  }))
}

const findAccountLines =
  (db: Db): BookReads['accountLines'] =>
  async ({ book, from, to, height, account, skip, limit }) => {
    type Row = {
      journal_id: string
      line: number
      effective_on: string
      month: string
      number: number
      memo: string
      account: string
      name: string
      amount: bigint
      running: bigint
      count: bigint
    }
    const rows = await db.$queryRaw<Row[]>`
      with found as (
        select p.journal_id, p.line, p.effective_date, to_char(p.effective_date, 'YYYY-MM') as month, p.amount,
               a.code as account, a.name, a.book_id, s.seq
          from ledger.book b
          join ledger.account a on a.book_id = b.id
          join ledger.posting p on p.account_id = a.id
          join ledger.seal s on s.journal_id = p.journal_id
         where b.code = ${book} and (a.code = ${account} or a.code like ${within(account)})
           and p.effective_date between ${from}::date and ${to}::date and s.height <= ${height}),
      page as (
        select *, count(*) over () as count,
               sum(amount) over (order by effective_date, seq, line)::bigint as running
          from found order by effective_date, seq, line offset ${skip} limit ${limit})
      select page.journal_id, page.line, to_char(page.effective_date, 'YYYY-MM-DD') as effective_on, page.month, v.number,
             j.memo, page.account, page.name, page.amount, page.running, page.count
        from page
        join ledger.journal j on j.id = page.journal_id
        join (select m.book_id, m.month, w.number, w.journal_id
                from (select distinct book_id, month from page) m
                cross join lateral ledger.vouchers(m.book_id, m.month) w
             ) v on v.journal_id = page.journal_id and v.month = page.month
       order by page.effective_date, page.seq, page.line`
    return {
      count: Number(rows[0]?.count ?? 0),
      lines: rows.map((row) => ({
        journalId: row.journal_id,
        line: row.line,
        effectiveOn: row.effective_on,
        month: row.month,
        number: row.number,
        memo: row.memo,
        account: row.account,
        name: row.name,
        amount: fen(row.amount),
        running: fen(row.running),
      })),
    }
  }

const findLinesSealed =
  (db: Db): BookReads['linesSealed'] =>
  async ({ book, account, above, height }) => {
    type Row = {
      journal_id: string
      key: string
      effective_on: string
      month: string
      number: number
      memo: string
      amount: bigint
    }
    const rows = await db.$queryRaw<Row[]>`
      with found as (
        select p.journal_id, p.line, p.effective_date, to_char(p.effective_date, 'YYYY-MM') as month, p.amount, a.book_id,
               s.seq
          from ledger.book b
          join ledger.account a on a.book_id = b.id
          join ledger.posting p on p.account_id = a.id
          join ledger.seal s on s.journal_id = p.journal_id
         where b.code = ${book} and a.code = ${account} and s.height > ${above} and s.height <= ${height})
      select f.journal_id, j.idem_key as key, to_char(f.effective_date, 'YYYY-MM-DD') as effective_on, f.month, v.number,
             j.memo, f.amount
        from found f
        join ledger.journal j on j.id = f.journal_id
        join (select m.book_id, m.month, w.number, w.journal_id
                from (select distinct book_id, month from found) m
                cross join lateral ledger.vouchers(m.book_id, m.month) w
             ) v on v.journal_id = f.journal_id and v.month = f.month
       order by f.seq, f.line`
    return rows.map(({ journal_id, key, effective_on, month, number, memo, amount }) => ({
      ...{ journalId: journal_id, key, effectiveOn: effective_on, month, number, memo },
      amount: fen(amount),
    }))
  }

async function findMonths(db: Db, book: string): Promise<MonthView[]> {
  type Row = {
    month: string
    vouchers: bigint
    waiting: bigint
    dr: bigint
    cr: bigint
    closed_at: Date | null
    closed_by: string | null
    height: bigint | null
  }
  const rows = await db.$queryRaw<Row[]>`
    with lines as (
      select to_char(p.effective_date, 'YYYY-MM') as month, p.amount, p.journal_id, s.seq
        from ledger.book b
        join ledger.account a on a.book_id = b.id
        join ledger.posting p on p.account_id = a.id
        left join ledger.seal s on s.journal_id = p.journal_id
       where b.code = ${book}),
    entered as (
      select month, count(distinct journal_id) filter (where seq is not null) as vouchers,
             count(distinct journal_id) filter (where seq is null) as waiting,
             sum(greatest(amount, 0))::bigint as dr, sum(greatest(-amount, 0))::bigint as cr
        from lines group by 1),
    closed as (
      select c.ym::text as month, c.closed_at, c.closed_by, c.height
        from ledger.period c join ledger.book b on b.id = c.book_id where b.code = ${book})
    select month, coalesce(e.vouchers, 0) as vouchers, coalesce(e.waiting, 0) as waiting, coalesce(e.dr, 0)::bigint as dr,
           coalesce(e.cr, 0)::bigint as cr, c.closed_at, c.closed_by, c.height
      from entered e full join closed c using (month) order by month`
  return rows.map((row) => ({
    month: row.month,
    vouchers: Number(row.vouchers),
    waiting: Number(row.waiting),
    debit: fen(row.dr),
    credit: fen(row.cr),
    closed: row.closed_at && {
      at: row.closed_at.toISOString(),
      by: row.closed_by,
      height: row.height === null ? null : Number(row.height),
    },
  }))
}

/** What accountants read. SQL decides what counts: sealed, up to a height, by 业务日期. */
export function bookReads(db: Db): BookReads {
  const sealedHead: BookReads['sealedHead'] = async (height) => {
    const [row] = await db.$queryRaw<{ height: bigint; hash: string; sealed_at: Date }[]>`
      select height, encode(hash, 'hex') as hash, sealed_at from ledger.block
       where height <= coalesce(${height ?? null}::bigint, height) order by height desc limit 1`
    if (!row) return { height: 0, hash: '', sealedAt: null }
    return { height: Number(row.height), hash: row.hash, sealedAt: row.sealed_at.toISOString() }
  }

  return {
    sealedHead,
    book: (code) => findBook(db, code),

    trialBalance: (range) => findTrialBalance(db, range),
    accountLines: findAccountLines(db),
    linesSealed: findLinesSealed(db),

    async accountMonths({ book, from, to, height, account }) {
      const rows = await db.$queryRaw<{ month: string; dr: bigint; cr: bigint }[]>`
        select to_char(t.day, 'YYYY-MM') as month, sum(t.dr)::bigint as dr, sum(t.cr)::bigint as cr
          from ledger.book b
          cross join lateral ledger.turnover_at(b.id, ${height}::bigint) t
          join ledger.account a on a.id = t.account_id
         where b.code = ${book} and (a.code = ${account} or a.code like ${within(account)})
           and t.day between ${from}::date and ${to}::date
         group by 1 having sum(t.dr) <> 0 or sum(t.cr) <> 0 order by 1`
      return rows.map(({ month, dr, cr }) => ({ month, debit: fen(dr), credit: fen(cr) }))
    },

    turnoverByMonth: (range) => findTurnoverByMonth(db, range),
    daySpan: (span) => findDaySpan(db, span),

    vouchers: (page) => findVouchers(db, page),
    async voucher({ book, month, number }) {
      const { height } = await sealedHead()
      const [voucher] = await findVouchers(db, { book, month, height, after: number - 1, limit: 1 })
      return voucher?.number === number ? voucher : null
    },

    async countLines({ book, from, to, height }) {
      const [row] = await db.$queryRaw<{ vouchers: bigint; lines: bigint }[]>`
        select count(distinct p.journal_id) as vouchers, count(*) as lines
          from ledger.book b
          join ledger.account a on a.book_id = b.id
          join ledger.posting p on p.account_id = a.id
          join ledger.seal s on s.journal_id = p.journal_id
         where b.code = ${book} and p.effective_date between ${from}::date and ${to}::date and s.height <= ${height}`
      return { vouchers: Number(row?.vouchers ?? 0), lines: Number(row?.lines ?? 0) }
    },

    async linesTouching({ book, from, to, height, heads }) {
      const rows = await db.$queryRaw<{ journal_id: string; account: string; amount: bigint }[]>`
        select p.journal_id, a.code as account, p.amount
          from ledger.posting p
          join ledger.account a on a.id = p.account_id
          join ledger.book b on b.id = p.book_id
         where b.code = ${book} and p.journal_id in (
           select q.journal_id
             from ledger.account c
             join ledger.posting q on q.account_id = c.id
             join ledger.seal s on s.journal_id = q.journal_id
            where c.book_id = b.id and split_part(c.code, '.', 1) = any (${[...heads]}::text[])
              and q.effective_date between ${from}::date and ${to}::date and s.height <= ${height})
         order by p.journal_id, p.line`
      return rows.map(({ journal_id, account, amount }) => ({
        journalId: journal_id,
        account,
        amount: fen(amount),
      }))
    },

    months: (book) => findMonths(db, book),
  }
}
