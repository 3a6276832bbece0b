import type { Fen } from '#shared/money.ts'
import type { Tx } from '../platform/db.ts'
import type { AccountType, BookReads, Regime } from './book-types.ts'
import type { PartyReads } from './party-types.ts'

export type AccountRequest = {
  book: string
  /** statutory head and our own detail path: `211.<party>.pending` */
  code: string
  name: string
  type: AccountType
  /** `no_debit`: its credit balance may not go below zero; `no_credit`: its debit balance may not */
  floor?: 'none' | 'no_credit' | 'no_debit'
  /** `deferred` for hot accounts without a floor: increments are appended and folded later */
  mode?: 'sync' | 'deferred'
  /** opaque id of whose account it is; names live outside the ledger */
  partyId?: string
}

/** One line: debit positive, credit negative, never zero. */
export type JournalLine = { book: string; account: string; amount: Fen }

/** One balanced fact. Lines may lie in several books; each book's add up to zero. */
export type JournalRequest = {
  /** names the fact, for ever: the same key and body again is a replay, another body an error */
  key: string
  kind: string
  /** 业务日期, YYYY-MM-DD */
  effectiveOn: string
  source: { type: string; id: string }
  ruleVersionId?: string
  /** the journal that this one reverses or corrects */
  reverses?: string
  actor: string
  memo: string
  lines: readonly JournalLine[]
}

export type Posted = { journalId: string; replay: boolean }

export type AccountBalance = {
  book: string
  code: string
  name: string
  partyId: string | null
  debit: Fen
  credit: Fen
  /** debit − credit */
  net: Fen
}

/** What one account moved in a range of days, sealed or not. */
export type AccountTurnover = { code: string; partyId: string | null; debit: Fen; credit: Fen }
export type TurnoverFilter = {
  book: string
  codePrefix: string
  from: string
  to: string
  /** only journals of these kinds */
  kinds?: readonly string[]
}

export type StatementLine = {
  journalId: string
  kind: string
  effectiveOn: string
  recordedAt: string
  source: { type: string; id: string }
  ruleVersionId: string | null
  memo: string
  account: string
  /** debit positive */
  amount: Fen
  /** of all the accounts asked for, after this line */
  running: Fen
}

export type JournalView = {
  journalId: string
  key: string
  kind: string
  effectiveOn: string
  source: { type: string; id: string }
  memo: string
  lines: { book: string; account: string; name: string; amount: Fen }[]
  /** place in the sealed order; null until it is sealed */
  sealedAs: { seq: number; height: number } | null
}

/** What ledger.verify_chain() finds; its migration says what each is. A changed journal says what of it was changed. */
export type ChainProblem =
  | 'block_missing'
  | 'link'
  | 'numbering'
  | 'seal_missing'
  | 'seal_stray'
  | 'journal_missing'
  | 'journal_backdated'
  /** date, kind, source, or a line's book, account or amount */
  | 'journal_body_changed'
  /** memo, maker, time, notes, key, or what an account means and whose it is */
  | 'journal_note_changed'
  | 'root'
  | 'hash'

export type ChainFinding = {
  problem: ChainProblem
  height: number
  /** the journal's number in the sealed order */
  seq: number | null
  journalId: string | null
}

type Reads = BookReads & PartyReads
export type Ledger = Reads & {
  openBook(book: { code: string; name: string; regime: Regime }): Promise<void>
  /** the same request again changes nothing; a different one for the same code throws */
  openAccounts(accounts: readonly AccountRequest[]): Promise<void>
  /**
   * Posts all of it or nothing, in the caller's transaction, in one database call.
   * @throws {LedgerViolation} unbalanced, floor, closed period, unknown account, or a key with another body: bugs upstream
   */
  post(tx: Tx, journals: readonly JournalRequest[]): Promise<Map<string, Posted>>
  /**
   * Balances that nobody else changes until `tx` ends, for who takes from one what may not be there. Name all the
   * accounts that are then posted to; deferred ones are not locked and not told.
   */
  holdBalances(
    tx: Tx,
    accounts: readonly { book: string; account: string }[],
  ): Promise<{ book: string; account: string; net: Fen }[]>
  balances(filter: { book: string; codePrefix?: string; partyId?: string }): Promise<AccountBalance[]>
  /** lines of accounts whose code begins so, oldest first */
  statement(filter: { book: string; codePrefix: string; limit?: number }): Promise<StatementLine[]>
  journal(journalId: string): Promise<JournalView | null>
  journalsOf(source: { type: string; id: string }): Promise<JournalView[]>
  /** of accounts whose code begins so and that moved, by code; in `tx` it sees what `tx` has posted */
  turnover(filter: TurnoverFilter, tx?: Tx): Promise<AccountTurnover[]>
  /** Nobody else posts to the book until `tx` ends. Take it before reading what is then closed. */
  holdBook(tx: Tx, book: string): Promise<void>
  /**
   * Closes a month, and with it every month before, for good; seals what is posted and writes its voucher numbers down.
   * In `tx`, where what closes the month must be posted with it.
   * @returns false when it was closed already
   * @throws {LedgerViolation} `LEDGER_MONTH_NOT_OVER`, `LEDGER_EARLIER_MONTH_OPEN`
   */
  closePeriod(close: { book: string; month: string; by: string; today: string }, tx?: Tx): Promise<boolean>
  /** folds increments of deferred accounts. @returns how many */
  foldDeltas(): Promise<number>
  /** seals what was posted into blocks of the hash chain. @returns how many journals */
  sealBlocks(): Promise<number>
  /** Believes the block before `from`. @returns what does not verify, at most so much; empty when the chain is whole */
  verifyChain(range?: { from: number; to?: number }): Promise<ChainFinding[]>
  /** I1, I2, I8 … counted: all zero, always */
  invariantReport(): Promise<{ name: string; broken: number }[]>
}
