import type { Bilingual } from '#shared/locale.ts'
import type { Fen } from '#shared/money.ts'

/** 会计制度 of a book. Account codes mean different things in different regimes. */
export type Regime = 'platform' | 'coop-2021-37' | 'collective-2023-14'
export type AccountType = 'asset' | 'liability' | 'equity' | 'income' | 'expense' | 'cost'

export type TrialBalanceRow = {
  code: string
  name: string
  type: AccountType
  openDebit: Fen
  openCredit: Fen
  turnDebit: Fen
  turnCredit: Fen
  closeDebit: Fen
  closeCredit: Fen
}

/** One account of a standard's chart (会计科目). */
export type ChartHead = {
  head: string
  name: Bilingual
  type: AccountType
  /** `both`: each detail account is a claim or a debt of its own, and they are never netted */
  side: 'debit' | 'credit' | 'both'
  /** in the standard's table; false: named only by a note to it */
  listed: boolean
}

export type Chart = {
  regime: Regime
  title: Bilingual
  /** whether it was read in the ministry's own text */
  verified: boolean
  heads: ChartHead[]
}

export type BookView = { code: string; name: string; chart: Chart }

/** The end of the sealed chain, or a block before it: what a report counts. Height 0 is the empty chain. */
export type SealedHead = { height: number; hash: string; sealedAt: string | null }

/** 业务日期 `from` to `to`, both included, of what blocks 1 to `height` hold. */
export type BookRange = { book: string; from: string; to: string; height: number }

/** 记-2026-11-12 */
export type VoucherNumber = { month: string; number: number }

export type LedgerLine = VoucherNumber & {
  journalId: string
  line: number
  effectiveOn: string
  memo: string
  account: string
  name: string
  /** debit positive */
  amount: Fen
  /** of the accounts asked for, since the first day of the range */
  running: Fen
}

/** One line of an account, with the key by which whoever posted it named the fact. */
export type SealedLine = VoucherNumber & {
  journalId: string
  key: string
  effectiveOn: string
  memo: string
  /** debit positive */
  amount: Fen
}

export type Voucher = VoucherNumber & {
  journalId: string
  kind: string
  effectiveOn: string
  recordedAt: string
  memo: string
  actor: string
  seq: number
  height: number
  /** what it corrects or reverses, by its number in this book */
  corrects: VoucherNumber | null
  /** what corrects it */
  correctedBy: VoucherNumber[]
  lines: { account: string; name: string; amount: Fen }[]
}

export type MonthTurnover = { month: string; debit: Fen; credit: Fen }

/** What one account of one book moved in a month. */
export type AccountMonth = MonthTurnover & {
  book: string
  account: string
  type: AccountType
  /** debit positive: the part of it that journals moved which touch one of the heads asked for */
  besideHeads: Fen
}

export type MonthView = {
  month: string
  /** sealed journals; those that wait to be sealed come in `waiting` */
  vouchers: number
  waiting: number
  debit: Fen
  credit: Fen
  closed: { at: string; by: string | null; height: number | null } | null
}

/** A line of a journal that touches some head: what it moved beside it. */
export type TouchedLine = { journalId: string; account: string; amount: Fen }

export type MonthsAsked = { books: readonly string[]; heads: readonly string[] }

/** What accountants read of one book. Everything is of sealed journals, so it is the same at the same height for ever. */
export type BookReads = {
  book(code: string): Promise<BookView | null>
  /** the block of that height, or the newest when there is none so high or none is named */
  sealedHead(height?: number): Promise<SealedHead>
  trialBalance(range: Omit<BookRange, 'height'> & { height?: number }): Promise<TrialBalanceRow[]>
  /** lines of an account and its details, by day and sealed order; `lines` counts them all */
  accountLines(
    range: BookRange & { account: string; skip: number; limit: number },
  ): Promise<{ count: number; lines: LedgerLine[] }>
  /** lines of one account that were sealed after block `above`, up to block `height`, in sealed order */
  linesSealed(span: { book: string; account: string; above: number; height: number }): Promise<SealedLine[]>
  /** movement of an account and its details, by month */
  accountMonths(range: BookRange & { account: string }): Promise<MonthTurnover[]>
  /** movement of every account of several books, by month; one question for a county's worth of villages */
  turnoverByMonth(range: Omit<BookRange, 'book'> & MonthsAsked): Promise<AccountMonth[]>
  /** the first and the last 业务日期 on which one of these books moved; null when none has */
  daySpan(span: { books: readonly string[]; height: number }): Promise<{ from: string; to: string } | null>
  /** a month's vouchers from number `after` + 1 on */
  vouchers(page: {
    book: string
    month: string
    height: number
    after?: number
    limit: number
  }): Promise<Voucher[]>
  /** a sealed voucher; null where there is none of that number */
  voucher(of: { book: string } & VoucherNumber): Promise<Voucher | null>
  /** how many vouchers and lines a range has */
  countLines(range: BookRange): Promise<{ vouchers: number; lines: number }>
  /** all lines of the journals that have a line under one of these heads */
  linesTouching(range: BookRange & { heads: readonly string[] }): Promise<TouchedLine[]>
  /** months that have entries or are closed, oldest first */
  months(book: string): Promise<MonthView[]>
}
