import { fen } from '#shared/money.ts'
import type { Db } from '../platform/db.ts'
import type { BookReads, Voucher, VoucherNumber } from './book-types.ts'

type LineRow = {
  journal_id: string
  number: number
  seq: bigint
  height: bigint
  kind: string
  effective_on: string
  recorded_at: Date
  memo: string
  actor: string
  reverses_id: string | null
  account: string
  name: string
  amount: bigint
}

/** A month's vouchers with this book's lines, in the order of their numbers. */
export async function findVouchers(
  db: Db,
  { book, month, height, after = 0, limit }: Parameters<BookReads['vouchers']>[0],
): Promise<Voucher[]> {
  const rows = await db.$queryRaw<LineRow[]>`
    select j.id as journal_id, v.number, v.seq, v.height, j.kind,
           to_char(j.effective_date, 'YYYY-MM-DD') as effective_on, j.recorded_at, j.memo, j.actor, j.reverses_id,
           a.code as account, a.name, p.amount
      from ledger.book b
      cross join lateral (
        select * from ledger.vouchers(b.id, ${month}) w
         where w.number > ${after} and w.height <= ${height} order by w.number limit ${limit}) v
      join ledger.journal j on j.id = v.journal_id
      join ledger.posting p on p.journal_id = j.id and p.book_id = b.id
      join ledger.account a on a.id = p.account_id
     where b.code = ${book}
     order by v.number, p.line`
  const vouchers = new Map<string, Voucher>()
  for (const row of rows) {
    const voucher = vouchers.get(row.journal_id) ?? voucherOf(row, month)
    voucher.lines.push({ account: row.account, name: row.name, amount: fen(row.amount) })
    vouchers.set(row.journal_id, voucher)
  }
  await addCorrections(db, { book, height, vouchers, corrected: correctedIn(rows) })
  return [...vouchers.values()]
}

function voucherOf(row: LineRow, month: string): Voucher {
  return {
    month,
    number: row.number,
    journalId: row.journal_id,
    kind: row.kind,
    effectiveOn: row.effective_on,
    recordedAt: row.recorded_at.toISOString(),
    memo: row.memo,
    actor: row.actor,
    seq: Number(row.seq),
    height: Number(row.height),
    corrects: null,
    correctedBy: [],
    lines: [],
  }
}

const correctedIn = (rows: readonly LineRow[]) =>
  new Map(rows.flatMap((row) => (row.reverses_id ? [[row.journal_id, row.reverses_id] as const] : [])))

type Linked = {
  book: string
  height: number
  vouchers: Map<string, Voucher>
  /** journal id → what it corrects */
  corrected: Map<string, string>
}

/** Both ends of each correction, by number: they mostly lie in different months. */
async function addCorrections(db: Db, { book, height, vouchers, corrected }: Linked): Promise<void> {
  const ids = [...vouchers.keys()]
  if (ids.length === 0) return
  type Row = VoucherNumber & { journal_id: string; corrects: string | null }
  const rows = await db.$queryRaw<Row[]>`
    with wanted as (
      select j.id, j.reverses_id, to_char(j.effective_date, 'YYYY-MM') as month
        from ledger.journal j where j.reverses_id = any (${ids}::uuid[]) or j.id = any (${[...corrected.values()]}::uuid[]))
    select v.journal_id, w.reverses_id as corrects, w.month, v.number
      from ledger.book b
      cross join lateral (select distinct month from wanted) m
      cross join lateral ledger.vouchers(b.id, m.month) v
      join wanted w on w.id = v.journal_id and w.month = m.month
     where b.code = ${book} and v.height <= ${height}
     order by w.month, v.number`
  const numberOf = new Map(rows.map(({ journal_id, month, number }) => [journal_id, { month, number }]))
  for (const [id, voucher] of vouchers) {
    voucher.corrects = numberOf.get(corrected.get(id) ?? '') ?? null
    voucher.correctedBy = rows
      .filter(({ corrects }) => corrects === id)
      .map(({ month, number }) => ({ month, number }))
  }
}
