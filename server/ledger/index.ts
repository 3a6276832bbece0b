export { createLedger } from './ledger.ts'
export { createProofs } from './proofs.ts'
export { LedgerViolation } from './violation.ts'
export type {
  AccountBalance,
  AccountRequest,
  ChainFinding,
  JournalLine,
  JournalRequest,
  JournalView,
  Ledger,
  Posted,
  StatementLine,
  TrialBalanceRow,
} from './types.ts'
export type { ChainCheck, Finding, HeadFinding, Proofs, PublishedHead } from './proof-types.ts'
