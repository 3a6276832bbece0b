import { afterAll, beforeAll, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '#tests/setup/test-database.ts'
import { openDatabase } from './db.ts'
import { isOutage } from './outage.ts'

let test: TestDatabase
beforeAll(async () => void (test = await createTestDatabase()))
afterAll(() => test.drop())

it('ends a statement that takes too long, for pg and for Prisma; whoever asked may ask again', async () => {
  const database = openDatabase({ DATABASE_URL: test.url, DATABASE_POOL_MAX: 4, DATABASE_TIMEOUT_SEC: 1 })
  try {
    const ended = await Promise.allSettled([
      database.pool.query('select pg_sleep(30)'),
      database.db.$queryRaw`select pg_sleep(30)::text`,
    ])
    expect(ended.map((one) => one.status === 'rejected' && isOutage(one.reason))).toEqual([true, true])
  } finally {
    await database.close()
  }
})
