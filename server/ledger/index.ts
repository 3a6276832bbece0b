export { createLedger } from './ledger.ts'
export { LedgerViolation } from './violation.ts'
export type {
  AccountBalance,
  AccountRequest,
  JournalLine,
  JournalRequest,
  JournalView,
  Ledger,
  Posted,
  StatementLine,
  TrialBalanceRow,
} from './types.ts'
