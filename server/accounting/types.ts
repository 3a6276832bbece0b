import type { ExportFormat } from '#shared/accounts.ts'
import type { Bilingual } from '#shared/locale.ts'
import type { Fen } from '#shared/money.ts'
import type { Result } from '#shared/result.ts'
import type { TooMany } from '../platform/rate-limits.ts'
import type { BookRange, VoucherNumber } from '../ledger/index.ts'

/** Two columns of a form: closing and opening, or this year and last. */
export type Columns = readonly [Fen, Fen]

/** An account's part of a row: where a figure opens to. */
export type Part = { code: string; name: string; columns: Columns }

export type StatementRow = {
  key: string
  /** 行次; null for a heading */
  number: number | null
  label: Bilingual
  kind: 'heading' | 'figure' | 'total'
  columns: Columns
  parts: Part[]
}

export type Statement = {
  title: Bilingual
  /** whether rows and their order were read in the ministry's own form */
  verified: boolean
  rows: StatementRow[]
  /** accounts with a balance that no row of the form takes: they have to be settled before the form is right */
  unplaced: Part[]
  /** the form's own proof: both sides are equal; or the year ends with what the balance sheet says */
  agrees: boolean
}

export type AsOf = { book: string; on: string; height: number }

export type CloseRefusal =
  | { kind: 'year_end' }
  | { kind: 'month_not_over' }
  | { kind: 'earlier_month_open' }
  | { kind: 'month_closed' }

export type Correction = {
  book: string
  corrects: VoucherNumber
  key: string
  debit: string
  credit: string
  amountFen: Fen
  reason: string
  by: string
  /** 业务日期: a day of the open month, never the one that is corrected */
  today: string
}

export type CorrectionRefusal =
  | { kind: 'voucher_not_found' }
  | { kind: 'unknown_account'; account: string }
  | { kind: 'account_floor' | 'key_reused' }

export type ExportFile = { fileName: string; contentType: string; chunks: AsyncIterable<string | Uint8Array> }
export type ExportRefusal = TooMany | { kind: 'export_too_long'; lines: number; max: number }

export type Accounting = {
  /** 资产负债表 at the end of a day, beside the beginning of its year */
  balanceSheet(at: AsOf): Promise<Statement>
  /** 盈余及盈余分配表 (a collective's: 收益及收益分配表) of the year up to a day, beside the year before */
  surplusStatement(at: AsOf): Promise<Statement>
  /** Never a December: the year is closed as one, with its results carried over (dividends), and December with it. */
  closeMonth(close: {
    book: string
    month: string
    by: string
    today: string
  }): Promise<Result<null, CloseRefusal>>
  /** Posts in the open month, linked to what it corrects; the same key again is the same correction. */
  correct(correction: Correction): Promise<Result<{ journalId: string }, CorrectionRefusal>>
  exportBook(
    wanted: BookRange & { format: ExportFormat; callerId: string },
  ): Promise<Result<ExportFile, ExportRefusal>>
}
