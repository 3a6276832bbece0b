const NAMED = /LEDGER_[A-Z_]+/

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
  const code = NAMED.exec(error.message)?.[0]
  return code ? new LedgerViolation(code, error) : error
}
