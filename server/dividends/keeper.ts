import type { Regime } from '#shared/dividend.ts'
import type { Ledger } from '../ledger/index.ts'
import type { Clock } from '../platform/clock.ts'
import type { Db } from '../platform/db.ts'
import type { Ids } from '../platform/ids.ts'
import type { Registry } from '../registry/index.ts'

export type DividendDeps = {
  db: Db
  clock: Clock
  ids: Ids
  ledger: Pick<Ledger, 'openAccounts' | 'post' | 'turnover' | 'holdBook' | 'closePeriod' | 'journal'>
  registry: Pick<Registry, 'organisation'>
}

/** The book of an organisation that may share out a surplus, and under which law. */
export async function keeperOf(
  { registry }: Pick<DividendDeps, 'registry'>,
  organisationId: string,
): Promise<{ book: string; regime: Regime }> {
  const organisation = await registry.organisation(organisationId)
  if (!organisation?.bookCode || organisation.kind === 'platform')
    throw new Error(`${organisationId} keeps no book that is shared out`)
  return { book: organisation.bookCode, regime: organisation.kind }
}
