// Fills an empty database with the demo world. Deterministic; a database that has a village is left as it is.
import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { createAlliances } from '#server/alliances/index.ts'
import { createCatalog } from '#server/catalog/index.ts'
import { createDividends } from '#server/dividends/index.ts'
import { createLedger } from '#server/ledger/index.ts'
import { standingClock } from '#server/platform/clock.ts'
import { openDatabase, type Db } from '#server/platform/db.ts'
import { createRegistry } from '#server/registry/index.ts'
import { createRevenueShare } from '#server/revenue-share/index.ts'
import { seededIds } from '#tests/make/ids.ts'
import { seedAdmission } from './admission.ts'
import { seedAlliance, seedAllies } from './alliance.ts'
import { openBooks, activateRules } from './books.ts'
import { seedCoupons } from './coupons.ts'
import { seedDividends } from './dividends.ts'
import { seedGoods } from './goods.ts'
import { inOneTransaction } from './one-transaction.ts'
import { seedPayouts } from './payouts.ts'
import { demoAccounts, seedPeople } from './people.ts'
import { seedPlaces } from './places.ts'
import { seedVillageYear } from './village-year.ts'

const databaseUrl = process.env.DATABASE_URL
if (!databaseUrl) throw new Error('DATABASE_URL names the database to seed')
const dataDir = process.env.DATA_DIR ?? '.data'

const ids = seededIds('demo')
async function seed(db: Db): Promise<void> {
  const now = new Date()
  const clock = standingClock(now)
  const ledger = createLedger({ db, ids })
  const registry = createRegistry({ db })
  const alliances = createAlliances({ db, clock, ids, registry })
  const revenueShare = createRevenueShare({ db, ids, ledger, alliances })
  const dividends = createDividends({ db, clock, ids, ledger, registry })
  await seedPlaces(db)
  await seedGoods(db)
  await seedPeople(db)
  await seedAdmission({ db, clock, ids, secret: process.env.APP_SECRET })
  await seedAllies(db)
  await openBooks({ db, registry, revenueShare })
  await activateRules(revenueShare)
  await seedAlliance({ db, clock, ids, alliances, catalog: createCatalog({ db }), revenueShare })
  await seedDividends({ db, ledger, dividends, clock, now })
  await seedVillageYear({ db, ledger, now })
  await seedCoupons({ db, clock, ids, revenueShare })
  await seedPayouts({ db, ledger, registry, clock, ids, secret: process.env.APP_SECRET })
}

const database = openDatabase({ DATABASE_URL: databaseUrl, DATABASE_POOL_MAX: 4 })
try {
  if ((await database.db.village.count()) === 0) {
    await inOneTransaction(database.db, seed)
    console.log('demo world made: villages, goods, people and books')
  }
  mkdirSync(dataDir, { recursive: true })
  writeFileSync(path.join(dataDir, 'demo-accounts.json'), `${JSON.stringify(demoAccounts, null, 2)}\n`)
} finally {
  await database.close()
}
