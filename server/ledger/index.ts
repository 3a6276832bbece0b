export { createLedger } from './ledger.ts'
export { createProofs } from './proofs.ts'
export { LedgerViolation } from './violation.ts'
export type {
  AccountMonth,
  AccountType,
  BookRange,
  BookView,
  Chart,
  ChartHead,
  LedgerLine,
  MonthTurnover,
  MonthView,
  Regime,
  SealedHead,
  SealedLine,
  TouchedLine,
  TrialBalanceRow,
  Voucher,
  VoucherNumber,
} from './book-types.ts'
export type {
  AccountBalance,
  AccountRequest,
  AccountTurnover,
  ChainFinding,
  JournalLine,
  JournalRequest,
  JournalView,
  Ledger,
  Posted,
  StatementLine,
} from './types.ts'
export type { PartyAmount, PartyJournal } from './party-types.ts'
export type { ChainCheck, Finding, HeadFinding, Proofs, PublishedHead } from './proof-types.ts'
