import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openDatabase, type Database } from '#server/platform/db.ts'
import { fen } from '#shared/money.ts'
import { seededIds } from '#tests/make/ids.ts'
import { aLedger, expectSoundBooks } from '#tests/setup/ledger.ts'
import { createTestDatabase, type TestDatabase } from '#tests/setup/test-database.ts'
import type { JournalRequest, Ledger } from './types.ts'

let test: TestDatabase
let database: Database
let ledger: Ledger

beforeAll(async () => {
  test = await createTestDatabase()
  database = openDatabase({ DATABASE_URL: test.url, DATABASE_POOL_MAX: 4 })
  ledger = await aLedger(database.db, seededIds('batches'))
})
afterAll(async () => {
  await expectSoundBooks(ledger)
  await database.close()
  await test.drop()
})

type Line = readonly [book: string, account: string, amount: number]
const journal = (key: string, lines: readonly Line[], effectiveOn = '2026-11-23'): JournalRequest => ({
  ...{ key, kind: 'test', effectiveOn, source: { type: 'batch', id: key }, actor: 'test', memo: key },
  lines: lines.map(([book, account, amount]) => ({ book, account, amount: fen(amount) })),
})
const moved = (key: string, amount = 1) =>
  journal(key, [
    ['b1', '101', amount],
    ['b1', '501', -amount],
  ])
const post = (...journals: JournalRequest[]) => database.db.$transaction((tx) => ledger.post(tx, journals))

it('takes a key twice in one batch as one journal, and with two bodies not at all', async () => {
  const [twin, other] = [moved('inside', 5), moved('inside', 6)]
  await post(twin, twin)
  expect(await ledger.journalsOf(twin.source)).toHaveLength(1)

  const differing = [moved('differing', 5), moved('differing', 6)]
  await expect(post(...differing)).rejects.toMatchObject({ code: 'LEDGER_IDEMPOTENCY_MISMATCH' })
  await expect(post(other)).rejects.toMatchObject({ code: 'LEDGER_IDEMPOTENCY_MISMATCH' })
  expect(await ledger.journalsOf(differing[0]!.source)).toEqual([])
})

describe('a batch with one bad journal', () => {
  const good = ['good-1', 'good-2', 'good-3'].map((key) => moved(key))
  const bad: [what: string, code: string, JournalRequest][] = [
    [
      'that does not add up',
      'LEDGER_UNBALANCED',
      journal('bad-1', [
        ['b1', '101', 5],
        ['b1', '501', -4],
      ]),
    ],
    [
      'below a floor',
      'LEDGER_FLOOR',
      journal('bad-2', [
        ['b1', '211.floored', 9e9],
        ['b1', '101', -9e9],
      ]),
    ],
    [
      'without an amount',
      'LEDGER_AMOUNT',
      journal('bad-3', [
        ['b1', '101', 0],
        ['b1', '501', 0],
      ]),
    ],
    [
      'to nowhere',
      'LEDGER_UNKNOWN_ACCOUNT',
      journal('bad-4', [
        ['b1', '102', 1],
        ['b1', '501', -1],
      ]),
    ],
    ['of another body under a known key', 'LEDGER_IDEMPOTENCY_MISMATCH', moved('known', 8)],
    [
      'in a closed month',
      'LEDGER_PERIOD_CLOSED',
      journal(
        'bad-5',
        [
          ['b1', '101', 1],
          ['b1', '501', -1],
        ],
        '2026-01-31',
      ),
    ],
  ]

  beforeAll(async () => {
    await post(moved('known', 7))
    await ledger.closePeriod({ book: 'b1', month: '2026-01', by: 'test', today: '2026-11-23' })
  })

  it.each(bad)('leaves nothing behind: one %s', async (_what, code, one) => {
    const before = await everythingWritten()

    await expect(post(...good, one)).rejects.toMatchObject({ code })
    await expect(post(one, ...good)).rejects.toMatchObject({ code })

    expect(await everythingWritten()).toEqual(before)
  })

  async function everythingWritten() {
    const { rows } = await database.pool.query<{ rows: string }>(`
      select (select count(*) from ledger.journal) || ' ' || (select count(*) from ledger.posting) || ' '
          || (select count(*) from ledger.seal_queue) || ' ' || (select count(*) from ledger.balance_delta) || ' '
          || (select md5(string_agg(b::text, ',' order by account_id)) from ledger.balance b) as rows`)
    return rows[0]!.rows
  }
})
