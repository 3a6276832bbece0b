import { createAlliances } from '#server/alliances/index.ts'
import { createLedger } from '#server/ledger/index.ts'
import { systemClock } from '#server/platform/clock.ts'
import { openDatabase } from '#server/platform/db.ts'
import { createRegistry } from '#server/registry/index.ts'
import { createRevenueShare } from '#server/revenue-share/index.ts'
import { asOwner } from '../setup/ledger.ts'
import { createTestDatabase } from '../setup/test-database.ts'
import { aHoneyVillage } from './honey-village.ts'
import { seededIds } from './ids.ts'
import { openBooks } from './shop.ts'

export type EarningVillage = Awaited<ReturnType<typeof anEarningVillage>>

/** The honey village on a database of its own, with its books open and its rule in force; nothing sells by itself. */
export async function anEarningVillage(seed: string) {
  const test = await createTestDatabase()
  const database = openDatabase({ DATABASE_URL: test.url, DATABASE_POOL_MAX: 8 })
  const { db } = database
  const ids = seededIds(seed)
  const ledger = createLedger({ db, ids })
  const registry = createRegistry({ db })
  const alliances = createAlliances({ db, clock: systemClock, ids, registry })
  const shares = createRevenueShare({ db, ids, ledger, alliances })
  const parties = await openBooks({ revenueShare: shares, registry }, await aHoneyVillage(db))
  return {
    ...{ db, ledger, shares, alliances, registry, parties },
    asOwner: (statement: string) => asOwner(test.url, statement),
    async close() {
      await database.close()
      await test.drop()
    },
  }
}
