import type { Bilingual } from '#shared/locale.ts'
import type { Fen } from '#shared/money.ts'
import type {
  AccountRail,
  BatchState,
  FileFormat,
  HolderKind,
  ImportOutcome,
  LineState,
  PayoutBank,
  PayoutRail,
} from '#shared/payouts.ts'
import type { Result } from '#shared/result.ts'
import type { SecondFactorRefusal } from '../identity/index.ts'
import type { Payee } from '../registry/index.ts'

/** Every refusal there is; the pages say it in the words of `payouts:refused.*`, beside a field of `errors:field.*`. */
export const payoutRefusals = [
  // accounts
  'party_unknown',
  'personal_account',
  'holder_differs',
  'platform_by_bank',
  // proposing
  'nothing_available',
  'no_account',
  'no_payer_account',
  'cash_for_households',
  'stripe_account_unknown',
  'stripe_account_closed',
  'payment_unavailable',
  // deciding
  'batch_not_found',
  'batch_decided',
  'not_yours',
  'same_person',
  'file_differs',
  'not_available',
  // afterwards
  'not_approved',
  'line_not_found',
  'line_resolved',
  'witnesses_differ',
  'result_unreadable',
  'result_too_long',
  'no_witness',
] as const
export type PayoutRefusal = { kind: (typeof payoutRefusals)[number] }
export type Answer<Value = null> = Result<Value, PayoutRefusal>

/** Who acts. */
export type By = { userId: string; name: string }
/** A file that stays in the office; this is how it is known again. */
export type Evidence = { name: string; sha256: Uint8Array<ArrayBuffer> }

export type PayoutAccountView = {
  accountId: string
  holderKind: HolderKind
  holderName: string
  bankName: string
  lastFour: string
  addedByName: string
  addedAt: string
}
export type AccountDraft = {
  rail: AccountRail
  partyId: string
  holderKind: HolderKind
  holderName: string
  bankName: string
  province: string
  city: string
  number: string
}

/** A party with what it may be paid now. */
export type OwedPayee = Payee & {
  availableFen: Fen
  /** in batches that nobody has decided yet */
  proposedFen: Fen
  /** approved and on its way */
  payingFen: Fen
  account: PayoutAccountView | null
  stripeAccount: PayoutAccountView | null
}

export type BatchDraft = {
  rail: PayoutRail
  /** whose columns the file has; for `bank_file` */
  bank: PayoutBank | null
  format: FileFormat
  parties: readonly string[]
}

export type BatchSummary = {
  batchId: string
  number: number
  rail: PayoutRail
  bank: PayoutBank | null
  state: BatchState
  totalFen: Fen
  lineCount: number
  proposer: By
  proposedAt: string
}

/** Why a payment came back: in somebody's words, or as a code, which pages say in `payouts:returned.*`. */
export type ReturnReason =
  | { words: string; code: null }
  /** `bank_silent`, or Stripe's own (`balance_insufficient`, …) */
  | { words: null; code: string }

export type LineView = {
  lineId: string
  number: number
  partyId: string
  name: Bilingual
  kind: Payee['kind']
  amountFen: Fen
  state: LineState
  account: PayoutAccountView | null
  resolvedAt: string | null
  resolvedByName: string | null
  reference: string | null
  why: ReturnReason | null
  witnesses: string[]
  receiptName: string | null
}

export type ImportView = {
  importId: string
  fileName: string
  importedByName: string
  importedAt: string
  lines: { number: number; text: string; outcome: ImportOutcome }[]
}

export type BatchView = BatchSummary & {
  fileName: string
  /** of the exact file, hex */
  sha256: string
  decider: { name: string; at: string } | null
  sent: { name: string; at: string } | null
  settledAt: string | null
  lines: LineView[]
  imports: ImportView[]
}

export type PayoutFile = { fileName: string; contentType: string; bytes: Uint8Array<ArrayBuffer> }

export type Payouts = {
  /** everybody with something available, on its way, or proposed */
  owedPayees(): Promise<OwedPayee[]>
  payerAccount(): Promise<PayoutAccountView | null>
  /** Ends the account that was in force. */
  addAccount(draft: AccountDraft, by: By): Promise<Answer<{ accountId: string }>>
  /** Each party is paid all that is available to it, to the account that is in force now. */
  propose(draft: BatchDraft, by: By): Promise<Answer<{ batchId: string }>>
  batches(limit: number): Promise<BatchSummary[]>
  batch(batchId: string): Promise<BatchView | null>
  /**
   * Another person lets it go: what is available to each party is now on its way, all of it or nothing.
   * @param approval.sha256 of the file that was looked at
   * @param approval.code of the second factor, spent by this
   */
  approve(
    batchId: string,
    approval: { sha256: string; code: string },
    by: By,
  ): Promise<Result<null, PayoutRefusal | SecondFactorRefusal>>
  reject(batchId: string, by: By): Promise<Answer>
  withdraw(batchId: string, by: By): Promise<Answer>
  /** The file that was approved, byte for byte; the first to take it is written down. */
  file(batchId: string, by: By): Promise<Answer<PayoutFile>>
  /** Reads a bank's result line by line; the same file again changes nothing. */
  importResult(
    batchId: string,
    file: { name: string; bytes: Uint8Array<ArrayBuffer> },
    by: By,
  ): Promise<Answer<{ importId: string }>>
  /**
   * Asks Stripe for every payment of the batch that is still on its way, one after the other: made ones settle, refused
   * ones return. Safe to repeat; Stripe away leaves the rest on its way.
   */
  transfer(batchId: string, by: By): Promise<Answer>
  payInCash(
    line: { batchId: string; lineId: string },
    seen: { witnesses: readonly [string, string]; receipt: Evidence },
    by: By,
  ): Promise<Answer>
  /** It did not arrive, and the bank's file doesn't say so: what is on its way is available again. */
  returnLine(line: { batchId: string; lineId: string }, reason: string, by: By): Promise<Answer>
}
