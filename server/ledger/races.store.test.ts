import { randomUUID } from 'node:crypto'
import type pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openDatabase, type Database, type Tx } from '#server/platform/db.ts'
import { fen } from '#shared/money.ts'
import { seededIds } from '#tests/make/ids.ts'
import { aLedger, expectSoundBooks } from '#tests/setup/ledger.ts'
import { createTestDatabase, type TestDatabase } from '#tests/setup/test-database.ts'
import type { JournalRequest, Ledger } from './types.ts'

const CONNECTIONS = 24
const patient = { maxWait: 60_000, timeout: 60_000 }

let test: TestDatabase
let database: Database
let ledger: Ledger

beforeAll(async () => {
  test = await createTestDatabase()
  database = openDatabase({ DATABASE_URL: test.url, DATABASE_POOL_MAX: CONNECTIONS })
  ledger = await aLedger(database.db, seededIds('races'))
  await ledger.openAccounts([{ book: 'b2', code: '501', name: '丁', type: 'income' }])
})
afterAll(async () => {
  await database.close()
  await test.drop()
})

type Line = readonly [book: string, account: string, amount: number]
const journal = (key: string, lines: readonly Line[], effectiveOn = '2026-11-23'): JournalRequest => ({
  ...{ key, kind: 'test', effectiveOn, source: { type: 'race', id: key }, actor: 'test', memo: key },
  lines: lines.map(([book, account, amount]) => ({ book, account, amount: fen(amount) })),
})
const moved = (key: string, amount = 1) =>
  journal(key, [
    ['b1', '101', amount],
    ['b1', '501', -amount],
  ])
const inTx = <Answer>(work: (tx: Tx) => Promise<Answer>) => database.db.$transaction(work, patient)
const post = (...journals: JournalRequest[]) => inTx((tx) => ledger.post(tx, journals))
const times = <One>(count: number, one: (n: number) => One) => Array.from({ length: count }, (_, n) => one(n))

/** Each waits until all have begun, so that they do race. */
async function atOnce<Answer>(works: readonly ((begin: Promise<unknown>) => Promise<Answer>)[]) {
  let go = () => {}
  const begin = new Promise<void>((resolve) => (go = resolve))
  const all = Promise.allSettled(works.map((work) => work(begin)))
  go()
  return all
}
const failures = (answers: readonly PromiseSettledResult<unknown>[]) =>
  answers.flatMap((answer) => (answer.status === 'rejected' ? [String(answer.reason)] : []))

describe('one key', () => {
  it('asked for by two hundred at once is one journal', async () => {
    const answers = await atOnce(times(200, () => () => post(moved('twin'))))

    expect(failures(answers)).toEqual([])
    const posted = answers.flatMap((one) => (one.status === 'fulfilled' ? [one.value.get('twin')!] : []))
    expect(posted.filter(({ replay }) => !replay)).toHaveLength(1)
    expect(await ledger.journalsOf({ type: 'race', id: 'twin' })).toHaveLength(1)
    await expectSoundBooks(ledger)
  })

  it('in batches that name the same facts in opposite orders is one journal each', async () => {
    const keys = times(20, (n) => `shuffled-${n}`)
    const answers = await atOnce(
      times(CONNECTIONS, (n) => () => post(...(n % 2 ? keys : keys.toReversed()).map((key) => moved(key)))),
    )

    expect(failures(answers)).toEqual([])
    for (const id of keys) expect(await ledger.journalsOf({ type: 'race', id })).toHaveLength(1)
    await expectSoundBooks(ledger)
  })

  it('asked for again while the first try is not committed waits for it, and is a replay', async () => {
    const [first, second] = [await database.pool.connect(), await database.pool.connect()]
    try {
      await first.query('begin')
      await postRaw(first, { id: randomUUID(), key: 'timed-out' })
      const { rows } = await second.query<{ pid: number }>('select pg_backend_pid() as pid')
      const again = postRaw(second, { id: randomUUID(), key: 'timed-out' })
      const waits = () => first.query('select 1 from pg_locks where pid = $1 and not granted', [rows[0]!.pid])
      await expect.poll(async () => (await waits()).rowCount).toBeGreaterThan(0)
      await first.query('commit')

      expect((await again).rows).toMatchObject([{ key: 'timed-out', replay: true }])
    } finally {
      first.release()
      second.release()
    }
    expect(await ledger.journalsOf({ type: 'race', id: 'timed-out' })).toHaveLength(1)
    await expectSoundBooks(ledger)
  })
})

describe('one identity', () => {
  it('for two facts is refused', async () => {
    const client = await database.pool.connect()
    try {
      const id = randomUUID()
      await postRaw(client, { id, key: 'first-fact' })
      await expect(postRaw(client, { id, key: 'second-fact' })).rejects.toThrow(/journal_pkey/)
    } finally {
      client.release()
    }
    expect(await ledger.journalsOf({ type: 'race', id: 'second-fact' })).toEqual([])
  })
})

describe('transfers that cross', () => {
  it('on twenty-four connections, over books and in every order of lines, wait for nobody in a circle', async () => {
    const lines: Line[] = [
      ['b1', '101', 3],
      ['b1', '211.floored', -2],
      ['b1', '501', -1],
      ['b2', '101', 4],
      ['b2', '501', -4],
    ]
    const back = lines.map(([book, account, amount]): Line => [book, account, -amount])
    await post(
      journal(
        'float',
        lines.map(([book, account, amount]): Line => [book, account, amount * 1000]),
      ),
    )
    const turned = (n: number, of: readonly Line[]) => [...of.slice(n % 5), ...of.slice(0, n % 5)]

    const answers = await atOnce(
      times(
        240,
        (n) => () => post(journal(`cross-${n}`, n % 2 ? turned(n, lines) : turned(n, back).reverse())),
      ),
    )

    expect(failures(answers)).toEqual([])
    await expectSoundBooks(ledger)
  })

  it('nor do those who hold balances, those who post, and one who holds the book', async () => {
    const holds = [
      { book: 'b1', account: '101' },
      { book: 'b1', account: '501' },
    ]
    const steps = times(72, (n) => async () => {
      await inTx(async (tx) => {
        if (n % 3 === 0) await ledger.holdBook(tx, 'b1')
        if (n % 3 === 1) await ledger.holdBalances(tx, n % 2 ? holds : holds.toReversed())
        await ledger.post(tx, [moved(`held-${n}`, 1 + (n % 2))])
      })
    })

    expect(failures(await atOnce(steps))).toEqual([])
    await expectSoundBooks(ledger)
  })
})

describe('sealing and folding', () => {
  it('by eight each, while others post, makes one chain that has every journal once', async () => {
    const facts = times(240, (n) => `busy-${n}`)
    let isPosting = true
    const upkeep = (work: () => Promise<number>) => async () => {
      let done = 0
      while (isPosting) done += await work()
      return done
    }
    const posting = Promise.all(
      times(8, async (poster) => {
        for (const key of facts.filter((_, n) => n % 8 === poster))
          await post(
            journal(key, [
              ['b1', '109.hot', 2],
              ['b1', '101', -1],
              ['b1', '501', -1],
            ]),
          )
      }),
    ).finally(() => (isPosting = false))
    const answers = await atOnce([
      ...times(8, () => upkeep(ledger.sealBlocks)),
      ...times(8, () => upkeep(ledger.foldDeltas)),
    ])
    await posting

    expect(failures(answers)).toEqual([])
    await ledger.sealBlocks()
    const { rows } = await database.pool.query<{ seals: string; journals: string; last: string }>(`
      select (select count(distinct journal_id) from ledger.seal) as seals,
             (select count(*) from ledger.journal) as journals, (select max(seq) from ledger.seal) as last`)
    expect(rows[0]!.seals).toBe(rows[0]!.journals)
    expect(rows[0]!.last).toBe(rows[0]!.journals)
    await expectSoundBooks(ledger)
  })

  it('takes a journal that has the lowest id and commits last', async () => {
    const late = await database.pool.connect()
    await late.query('begin')
    try {
      const low = { id: '00000000-0000-4000-8000-000000000001', key: 'low and late', book: 'b2' }
      await postRaw(late, low)
      await post(moved('high and early'))
      await ledger.sealBlocks()
    } finally {
      await late.query('commit')
      late.release()
    }
    const { height } = await ledger.sealedHead()
    await ledger.sealBlocks()

    const [low] = await ledger.journalsOf({ type: 'race', id: 'low and late' })
    const [high] = await ledger.journalsOf({ type: 'race', id: 'high and early' })
    expect([low?.sealedAs?.height, high?.sealedAs?.height]).toEqual([height + 1, height])
    expect(low!.journalId < high!.journalId).toBe(true)
    await expectSoundBooks(ledger)
  })
})

describe('a month that closes', () => {
  it('takes nothing from a transaction that began to look before it closed', async () => {
    const isolated = { ...patient, isolationLevel: 'RepeatableRead' } as const
    const late = database.db.$transaction(async (tx) => {
      await tx.$queryRaw`select count(*)::int from ledger.period`
      await ledger.closePeriod({ book: 'b1', month: '2026-09', by: 'test', today: '2026-11-23' })
      const lines: Line[] = [
        ['b1', '101', 1],
        ['b1', '501', -1],
      ]
      await ledger.post(tx, [journal('of an older view', lines, '2026-09-30')])
    }, isolated)

    await expect(late).rejects.toMatchObject({ code: 'LEDGER_ISOLATION' })
    await expectSoundBooks(ledger)
  })
})

type Raw = { id: string; key: string; book?: string }

/** One call of ledger.post() with an id of one's own choice. */
function postRaw(client: pg.PoolClient, { id, key, book = 'b1' }: Raw) {
  return client.query(
    `select p.* from (
       select array_agg(a.id order by a.code) as ids from ledger.account a join ledger.book b on b.id = a.book_id
        where b.code = $3 and a.code in ('101', '501')) a,
     ledger.post(
       array[$1::uuid], array[$2], array[sha256(convert_to($2, 'UTF8'))], array['test'], array[date '2026-11-23'],
       array['race'], array[$2], array[null]::uuid[], array[null]::uuid[], array['test'], array[''],
       array['{}']::jsonb[], array[$1, $1]::uuid[], array[1, 2]::smallint[], a.ids, array[1, -1]::bigint[]) p`,
    [id, key, book],
  )
}
