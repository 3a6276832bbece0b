import { afterAll, beforeAll, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '#tests/setup/test-database.ts'
import { standingClock } from './clock.ts'
import { openDatabase, type Database } from './db.ts'
import { createLog } from './log.ts'
import { createOutbox, writeOutbox } from './outbox.ts'

const log = createLog({ LOG_LEVEL: 'silent' })
const clock = standingClock(new Date('2026-11-23T08:00:00Z'))
let test: TestDatabase
let database: Database

beforeAll(async () => {
  test = await createTestDatabase()
  database = openDatabase({ DATABASE_URL: test.url, DATABASE_POOL_MAX: 4 })
})
afterAll(async () => {
  await database.close()
  await test.drop()
})

const news = (orderId: string) => ({ topic: 'order:paid', payload: { orderId } }) as const

it('relays what a committed transaction wrote, once and in order, and nothing of one that rolled back', async () => {
  const heard: string[] = []
  const outbox = createOutbox({ db: database.db, clock, log })
  outbox.on('order:paid', async ({ orderId }) => void heard.push(orderId))

  await database.db.$transaction((tx) => writeOutbox(tx, [news('a'), news('b')]))
  await expect(
    database.db.$transaction(async (tx) => {
      await writeOutbox(tx, [news('never')])
      throw new Error('rolled back')
    }),
  ).rejects.toThrow('rolled back')

  expect(await outbox.relay()).toBe(2)
  expect(await outbox.relay()).toBe(0)
  expect(heard).toEqual(['a', 'b'])
})

it('tells again what a handler failed to hear, without holding up the rest', async () => {
  const heard: string[] = []
  let broken = true
  const outbox = createOutbox({ db: database.db, clock, log })
  outbox.on('order:paid', async ({ orderId }) => {
    if (orderId === 'c' && broken) throw new Error('gateway down')
    heard.push(orderId)
  })
  await database.db.$transaction((tx) => writeOutbox(tx, [news('c'), news('d')]))

  expect(await outbox.relay()).toBe(1)
  broken = false
  expect(await outbox.relay()).toBe(1)
  expect(heard).toEqual(['d', 'c'])
})

it('shares the work between two relays at once', async () => {
  const heard: string[] = []
  const relays = [1, 2].map(() => {
    const outbox = createOutbox({ db: database.db, clock, log })
    outbox.on('order:paid', async ({ orderId }) => void heard.push(orderId))
    return outbox
  })
  await database.db.$transaction((tx) =>
    writeOutbox(
      tx,
      Array.from({ length: 20 }, (_, n) => news(String(n))),
    ),
  )

  await Promise.all(relays.map((outbox) => outbox.relay(10)))
  await Promise.all(relays.map((outbox) => outbox.relay(10)))

  expect(heard.toSorted()).toEqual(Array.from({ length: 20 }, (_, n) => String(n)).toSorted())
})
