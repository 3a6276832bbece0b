import { createVault } from '../platform/vault.ts'
import { createDeciding } from './deciding.ts'
import type { PayoutDeps } from './deps.ts'
import { createImporting } from './importing.ts'
import { createPayees } from './payees.ts'
import { createProposing } from './proposing.ts'
import { createResolving } from './resolving.ts'
import { createTransferring } from './transferring.ts'
import type { Payouts } from './types.ts'
import { createViews } from './views.ts'

/** Money leaves for those who earned it: one person proposes, another lets it go, and the bank says what arrived. */
export function createPayouts({ secret, ...rest }: Omit<PayoutDeps, 'vault'> & { secret: string }): Payouts {
  const deps = { ...rest, vault: createVault(secret, 'payouts-v1') }
  return {
    ...createPayees(deps),
    ...createProposing(deps),
    ...createDeciding(deps),
    ...createResolving(deps),
    ...createImporting(deps),
    ...createTransferring(deps),
    ...createViews(deps),
  }
}
