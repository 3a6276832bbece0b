import type { Result } from '#shared/result.ts'
import type { Ledger } from '../ledger/index.ts'
import type { Outage, Payments } from '../payments/index.ts'
import type { Clock } from '../platform/clock.ts'
import type { Db } from '../platform/db.ts'
import type { Ids } from '../platform/ids.ts'
import type { Log } from '../platform/log.ts'

export type ClearingDeps = {
  db: Db
  clock: Clock
  ids: Ids
  log: Log
  ledger: Pick<
    Ledger,
    'post' | 'openAccounts' | 'sealBlocks' | 'sealedHead' | 'linesSealed' | 'accountMonths'
  >
  payments: Pick<Payments, 'balance' | 'payout'>
  /** books these disputes, and those that are undecided; handed in because clearing does not use checkout */
  bookDisputes(disputeIds: readonly string[]): Promise<Result<null, Outage>>
}
