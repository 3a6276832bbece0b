import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { activateRules, openBooks } from '#prisma/seed/books.ts'
import { startApplication } from '#server/application.ts'
import { systemClock } from '#server/platform/clock.ts'
import { openDatabase } from '#server/platform/db.ts'
import { readEnv } from '#server/platform/env.ts'
import { randomIds } from '#server/platform/ids.ts'
import type { Log } from '#server/platform/log.ts'
import { visitorCookie } from '#server/platform/visitor.ts'
import { signedInCookie } from '#tests/make/callers.ts'
import { aLot, aVariant } from '#tests/make/catalog.ts'
import { aHoneyVillage } from '#tests/make/honey-village.ts'
import { aSale } from '#tests/make/selling.ts'
import { aStripe } from '#tests/make/stripe.ts'
import { createTestDatabase } from '#tests/setup/test-database.ts'
import { build } from '../../scripts/build.mjs'

export type OpenShop = Awaited<ReturnType<typeof openShop>>

const SECRET = 'a-key-for-tests-of-32-characters-or-more'

/**
 * The whole program as production runs it, with the pages as built, before a database and a Stripe of its own.
 * `more`: variables beside those.
 */
export async function openShop({ log, more = {} }: { log: Log; more?: Record<string, string> }) {
  await build()
  const [testDatabase, stripe, dataDir] = await Promise.all([
    createTestDatabase(),
    aStripe(),
    mkdtemp(path.join(tmpdir(), 'shanhuo-fuzz-')),
  ])
  const env = readEnv({
    SHANHUO_ENV: 'test',
    NODE_ENV: 'production',
    PORT: '0',
    DATABASE_URL: testDatabase.url,
    APP_SECRET: SECRET,
    ...stripe.env,
    DATA_DIR: dataDir,
    RATE_LIMIT_FACTOR: '1000000',
    DEMO: '1',
    RTMP_PORT: 'none',
    ...more,
  })
  const database = openDatabase(env)
  const { db } = database
  const world = await aHoneyVillage(db, { stock: 500, perBuyerLimit: 99 })
  const lot = await aLot(db, {
    id: 'lot_shelf',
    code: 'LOT-SHELF',
    productId: world.product.id,
    baseId: world.base.id,
  })
  const variant = await aVariant(db, {
    id: 'var_shelf',
    skuCode: 'SHELF-500',
    productId: world.product.id,
    lotId: lot.id,
  })
  const shelf = await aSale(db, { variantId: variant.id, total: 900, perBuyerLimit: 99 })
  const application = await startApplication({ env, log, clock: systemClock, ids: randomIds, database })
  const { services } = application
  await openBooks({ db, registry: services.registry, revenueShare: services.revenueShare })
  await activateRules(services.revenueShare)

  let login = ''
  return {
    ...world,
    shelf,
    db,
    services,
    origin: `http://127.0.0.1:${application.port}`,
    visitor: (name: string) => visitorCookie(name, { secret: SECRET, secure: false }).split(';')[0]!,
    /** Somebody who may do everything in this village. Signed in again when a door has signed them out. */
    async signIn(): Promise<string> {
      if (await services.identity.actor(new Headers({ cookie: login }))) return login
      const { village, cooperative, collective } = world
      const phone = '13700000001'
      const membership = { role: 'secretary', villageId: village.id } as const
      login = await signedInCookie(db, services.identity, { name: 'secretary', phone, membership })
      const actor = await services.identity.actor(new Headers({ cookie: login }))
      for (const { id, kind } of [cooperative, collective]) {
        const given = { id: `mem_${id}`, userId: actor!.userId, role: kind, organisationId: id }
        await db.membership.upsert({ where: { id: given.id }, create: given, update: {} })
      }
      return login
    },
    async close() {
      await application.close()
      await stripe.close()
      await testDatabase.drop()
      await rm(dataDir, { recursive: true })
    },
  }
}
