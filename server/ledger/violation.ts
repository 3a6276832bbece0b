const NAMED = /LEDGER_[A-Z_]+/
/** Refusals that are constraints of a table, under names like the others'. */
const CONSTRAINTS: readonly [constraint: RegExp, code: string][] = [
  [/posting_amount_check/, 'LEDGER_AMOUNT'],
  [/journal_lines_check/, 'LEDGER_LINES'],
  [/journal_one_full_reversal/, 'LEDGER_REVERSED_BEFORE'],
]

/** The database refused an entry. Always a bug of the caller: nothing was written. */
export class LedgerViolation extends Error {
  /** e.g. `LEDGER_UNBALANCED`, `LEDGER_FLOOR`, `LEDGER_PERIOD_CLOSED`, `LEDGER_IDEMPOTENCY_MISMATCH` */
  readonly code: string

  constructor(code: string, cause: Error) {
    super(cause.message, { cause })
    this.code = code
  }
}

/** Names a refusal of the ledger's SQL; anything else is passed on as it is. */
export function asViolation(error: unknown): unknown {
  if (!(error instanceof Error)) return error
  const { message } = error
  const code = NAMED.exec(message)?.[0] ?? CONSTRAINTS.find(([constraint]) => constraint.test(message))?.[1]
  return code ? new LedgerViolation(code, error) : error
}
