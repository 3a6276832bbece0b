import type { Identity } from '../identity/index.ts'
import type { Ledger } from '../ledger/index.ts'
import type { Clock } from '../platform/clock.ts'
import type { Db } from '../platform/db.ts'
import type { Ids } from '../platform/ids.ts'
import type { Vault } from '../platform/vault.ts'
import type { Payments } from '../payments/index.ts'
import type { Registry } from '../registry/index.ts'

export type PayoutDeps = {
  db: Db
  clock: Clock
  ids: Ids
  ledger: Pick<Ledger, 'post' | 'openAccounts' | 'holdBalances' | 'balances'>
  registry: Pick<Registry, 'payees' | 'platform' | 'partyNames'>
  identity: Pick<Identity, 'spendSecondFactor'>
  payments: Pick<Payments, 'connectedAccount' | 'transfer' | 'takeTransferBack'>
  vault: Vault
}
