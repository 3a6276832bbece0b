import { createFlashSales } from '#server/flash-sale/index.ts'
import { standingClock } from '#server/platform/clock.ts'
import { openDatabase } from '#server/platform/db.ts'
import { randomIds } from '#server/platform/ids.ts'
import { noOtherNodes, type NodeBus } from '#server/platform/node-bus.ts'
import { createLog, type Log } from '#server/platform/log.ts'
import { createTestDatabase } from '#tests/setup/test-database.ts'
import { aHoneyVillage } from './honey-village.ts'
import { morning } from './selling.ts'

export type SaleCounter = Awaited<ReturnType<typeof aSaleCounter>>

/** A database of its own with the honey village in it, and the flash-sale module on it. `close` it after the test. */
export async function aSaleCounter({
  log = createLog({ LOG_LEVEL: 'silent' }),
  ...world
}: { stock?: number; perBuyerLimit?: number; log?: Log } = {}) {
  const testDatabase = await createTestDatabase()
  const database = openDatabase({ DATABASE_URL: testDatabase.url, DATABASE_POOL_MAX: 16 })
  const clock = standingClock(morning)
  const village = await aHoneyVillage(database.db, world)
  const open = (bus: NodeBus = noOtherNodes) =>
    createFlashSales({ database, clock, ids: randomIds, log, bus })
  const flashSale = open()
  return {
    ...village,
    database,
    databaseUrl: testDatabase.url,
    db: database.db,
    clock,
    log,
    flashSale,
    /** the module as another node, or as the next process, sees it */
    openAnother: open,
    claim: (buyerId: string, { quantity = 1, claimKey = randomIds.uuid(), saleId = village.sale.id } = {}) =>
      flashSale.claim(buyerId, { saleId, quantity, claimKey }),
    /** the names of broken invariants; none, always */
    async broken() {
      return (await flashSale.invariants()).filter(({ broken }) => broken > 0)
    },
    async close() {
      await flashSale.close()
      await database.close()
      await testDatabase.drop()
    },
  }
}
