import { addDays, lastDayOf, monthsBetween } from '#shared/calendar.ts'
import { fen, type Fen } from '#shared/money.ts'
import type { BookRange, BookView, Ledger, SealedHead, TrialBalanceRow, Voucher } from '../../ledger/index.ts'
import { accountName } from './account-name.ts'

const VOUCHERS_A_READ = 500

/** An account with the name it has in plain-text accounting: the same in hledger, ledger and beancount. */
export type NamedAccount = { code: string; name: string; plainName: string }

export type Amount = { account: NamedAccount; amount: Fen }

/** What an export consists of, in order. Every format is written from these and from nothing else. */
export type ExportItem =
  | { is: 'opening'; on: string; lines: Amount[] }
  | { is: 'voucher'; voucher: Omit<Voucher, 'lines'>; lines: Amount[] }
  /** what each account holds at the end of a month, or of the range */
  | { is: 'balances'; on: string; lines: Amount[] }

export type BookExport = {
  book: BookView
  range: BookRange
  /** the block that the export is as of */
  head: SealedHead
  accounts: NamedAccount[]
  trialBalance: TrialBalanceRow[]
  items: AsyncIterable<ExportItem>
}

type Source = Pick<Ledger, 'book' | 'sealedHead' | 'trialBalance' | 'vouchers'>

/** Reads a book's range month by month, a page of vouchers at a time: what is in memory does not grow with the book. */
export async function openExport(ledger: Source, range: BookRange): Promise<BookExport> {
  const [book, head, trialBalance] = await Promise.all([
    ledger.book(range.book),
    ledger.sealedHead(range.height),
    ledger.trialBalance(range),
  ])
  if (!book) throw new Error(`No book ${range.book}`)
  const headNames = new Map(book.chart.heads.map(({ head: code, name }) => [code, name.zh]))
  const accounts = trialBalance.map((row): NamedAccount => ({
    code: row.code,
    name: row.name,
    plainName: accountName(row, headNames.get(row.code.split('.')[0] ?? '') ?? ''),
  }))
  return {
    book,
    range,
    head,
    accounts,
    trialBalance,
    items: itemsOf(ledger, range, { accounts, trialBalance }),
  }
}

async function* itemsOf(
  ledger: Source,
  range: BookRange,
  { accounts, trialBalance }: Pick<BookExport, 'accounts' | 'trialBalance'>,
): AsyncGenerator<ExportItem> {
  const byCode = new Map(accounts.map((account) => [account.code, account]))
  const named = (code: string, amount: Fen): Amount => {
    const account = byCode.get(code)
    if (!account) throw new Error(`${code} moved without being in the trial balance`)
    return { account, amount }
  }
  const opening = trialBalance
    .map((row) => named(row.code, fen(row.openDebit - row.openCredit)))
    .filter(({ amount }) => amount !== 0)
  if (opening.length > 0) yield { is: 'opening', on: addDays(range.from, -1), lines: opening }

  for (const month of monthsBetween(range.from, range.to)) {
    let moved = false
    for await (const { lines, ...voucher } of vouchersOf(ledger, range, month)) {
      moved = true
      yield { is: 'voucher', voucher, lines: lines.map(({ account, amount }) => named(account, amount)) }
    }
    const on = lastDayOf(month) < range.to ? lastDayOf(month) : range.to
    if (moved) {
      const held = await ledger.trialBalance({ ...range, to: on })
      yield {
        is: 'balances',
        on,
        lines: held.map((row) => named(row.code, fen(row.closeDebit - row.closeCredit))),
      }
    }
  }
}

async function* vouchersOf(ledger: Source, range: BookRange, month: string): AsyncGenerator<Voucher> {
  const { book, height, from, to } = range
  for (let after = 0; ;) {
    const page = await ledger.vouchers({ book, month, height, after, limit: VOUCHERS_A_READ })
    yield* page.filter(({ effectiveOn }) => effectiveOn >= from && effectiveOn <= to)
    const last = page.at(-1)
    if (!last || page.length < VOUCHERS_A_READ) return
    after = last.number
  }
}
