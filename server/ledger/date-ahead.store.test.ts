import { afterAll, beforeAll, expect, it } from 'vitest'
import { openDatabase, type Database } from '#server/platform/db.ts'
import { systemClock } from '#server/platform/clock.ts'
import { addDays, businessDay } from '#shared/calendar.ts'
import { fen } from '#shared/money.ts'
import { seededIds } from '#tests/make/ids.ts'
import { aLedger, asOwner, expectSoundBooks } from '#tests/setup/ledger.ts'
import { createTestDatabase, type TestDatabase } from '#tests/setup/test-database.ts'
import type { Ledger } from './types.ts'

let test: TestDatabase
let database: Database
let ledger: Ledger

beforeAll(async () => {
  test = await createTestDatabase()
  database = openDatabase({ DATABASE_URL: test.url, DATABASE_POOL_MAX: 2 })
  ledger = await aLedger(database.db, seededIds('ahead'))
})
afterAll(async () => {
  await database.close()
  await test.drop()
})

const post = (effectiveOn: string) =>
  database.db.$transaction((tx) =>
    ledger.post(tx, [
      {
        ...{ key: effectiveOn, kind: 'test', effectiveOn, actor: 'test', memo: '' },
        source: { type: 'test', id: effectiveOn },
        lines: [
          { book: 'b1', account: '101', amount: fen(1) },
          { book: 'b1', account: '501', amount: fen(-1) },
        ],
      },
    ]),
  )
const ahead = expect.objectContaining({ code: 'LEDGER_DATE_AHEAD' })

it('takes a day that has come, and none that has not, whatever clock the caller goes by', async () => {
  await asOwner(test.url, 'update ledger.clock_ahead set days = 0')
  // Two days, so that it is not tomorrow already when the test is run an hour before midnight.
  const inTwoDays = addDays(businessDay(systemClock.now()), 2)

  await expect(post(inTwoDays)).rejects.toEqual(ahead)
  await expect(post('9999-12-31')).rejects.toEqual(ahead)
  expect(await ledger.journalsOf({ type: 'test', id: inTwoDays })).toEqual([])
  await post(businessDay(systemClock.now()))

  await asOwner(test.url, 'update ledger.clock_ahead set days = 2')
  await post(inTwoDays)
  await expect(post(addDays(inTwoDays, 2))).rejects.toEqual(ahead)
  await expectSoundBooks(ledger)
})

it('lets nobody but the owner say that a clock is ahead', async () => {
  await expect(database.pool.query('update ledger.clock_ahead set days = 9')).rejects.toThrow(
    'permission denied',
  )
})
