import { openDatabase } from '#server/platform/db.ts'
import { aHoneyVillage } from '#tests/make/honey-village.ts'
import { asOwner } from '#tests/setup/ledger.ts'
import { createTestDatabase } from '#tests/setup/test-database.ts'

const PIECES = 10_000_000

/** A database that many runs share, each with a sale of its own. */
export async function aTheatre() {
  const testDatabase = await createTestDatabase()
  // No run looks at what a power cut leaves.
  const name = new URL(testDatabase.url).pathname.slice(1)
  await asOwner(testDatabase.url, `alter database ${name} set synchronous_commit = off`)
  const database = openDatabase({ DATABASE_URL: testDatabase.url, DATABASE_POOL_MAX: 4 })
  const { variant, liveSession } = await aHoneyVillage(database.db, { stock: 1 })
  await database.db.flashSale.deleteMany()
  await database.db.stock.updateMany({ data: { onHand: PIECES, allotted: 0 } })
  return {
    database,
    databaseUrl: testDatabase.url,
    variantId: variant.id,
    liveSessionId: liveSession.id,
    async close() {
      await database.close()
      await testDatabase.drop()
    },
  }
}
