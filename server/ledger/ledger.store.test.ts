import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openDatabase, type Database } from '#server/platform/db.ts'
import { fen } from '#shared/money.ts'
import { seededIds } from '#tests/make/ids.ts'
import { aLedger, asOwner, expectSoundBooks } from '#tests/setup/ledger.ts'
import { createTestDatabase, type TestDatabase } from '#tests/setup/test-database.ts'
import type { JournalRequest, Ledger } from './types.ts'

let test: TestDatabase
let database: Database
let ledger: Ledger

beforeAll(async () => {
  test = await createTestDatabase()
  database = openDatabase({ DATABASE_URL: test.url, DATABASE_POOL_MAX: 24 })
  ledger = await aLedger(database.db, seededIds('ledger'))
})
afterAll(async () => {
  await database.close()
  await test.drop()
})

type Lines = [account: string, amount: number, book?: string][]
const journal = (key: string, lines: Lines, more: Partial<JournalRequest> = {}): JournalRequest => ({
  key,
  kind: 'test',
  effectiveOn: '2026-11-23',
  source: { type: 'test', id: key },
  actor: 'test',
  memo: key,
  lines: lines.map(([account, amount, book = 'b1']) => ({ book, account, amount: fen(amount) })),
  ...more,
})
// Two hundred at once wait for a connection; on a busy machine for longer than Prisma's two seconds.
const post = (...journals: JournalRequest[]) =>
  database.db.$transaction((tx) => ledger.post(tx, journals), { maxWait: 60_000, timeout: 60_000 })
const refusal = (code: string) => expect.objectContaining({ code })
const netOf = async (code: string) => (await ledger.balances({ book: 'b1', codePrefix: code }))[0]?.net

describe('posting', () => {
  it('writes a batch in one call, and reads it back with its balances', async () => {
    const posted = await post(
      journal('one', [
        ['101', 500],
        ['501', -500],
      ]),
      journal('two', [
        ['101', 1],
        ['109.hot', 99],
        ['501', -100],
      ]),
    )

    const [one] = await ledger.journalsOf({ type: 'test', id: 'one' })
    expect([...posted.values()].map(({ replay }) => replay)).toEqual([false, false])
    expect(one?.lines).toEqual([
      { book: 'b1', account: '101', name: '甲', amount: 500 },
      { book: 'b1', account: '501', name: '乙', amount: -500 },
    ])
    expect([await netOf('101'), await netOf('109.hot'), await netOf('501')]).toEqual([501, 99, -600])
    expect((await ledger.statement({ book: 'b1', codePrefix: '501' })).map(({ running }) => running)).toEqual(
      [-500, -600],
    )
    await expectSoundBooks(ledger)
  })

  it('accepts one of two bodies under one key, and refuses the other every time', async () => {
    const answers = await Promise.allSettled(
      Array.from({ length: 100 }, (_, n) =>
        post(
          journal('two-bodies', [
            ['101', 1 + (n % 2)],
            ['501', -1 - (n % 2)],
          ]),
        ),
      ),
    )

    const refused = answers.filter(({ status }) => status === 'rejected')
    expect(refused).toHaveLength(50)
    for (const one of refused) expect(one).toMatchObject({ reason: { code: 'LEDGER_IDEMPOTENCY_MISMATCH' } })
    await expectSoundBooks(ledger)
  })

  it('lets exactly fifty of a hundred withdrawals of 1.00 take from 50.00', async () => {
    await post(
      journal('fund', [
        ['101', 5000],
        ['211.floored', -5000],
      ]),
    )

    const answers = await Promise.allSettled(
      Array.from({ length: 100 }, (_, n) =>
        post(
          journal(`take-${n}`, [
            ['211.floored', 100],
            ['101', -100],
          ]),
        ),
      ),
    )

    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(50)
    expect(answers.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: { code: 'LEDGER_FLOOR' },
    })
    expect(await netOf('211.floored')).toBe(0)
    await expectSoundBooks(ledger)
  })
})

describe('refusals', () => {
  it.each<[string, string, JournalRequest]>([
    [
      'lines that do not add up',
      'LEDGER_UNBALANCED',
      journal('r1', [
        ['101', 5],
        ['501', -4],
      ]),
    ],
    [
      'books that add up only together',
      'LEDGER_UNBALANCED',
      journal('r2', [
        ['101', 5],
        ['101', -5, 'b2'],
      ]),
    ],
    [
      'an account that is not there',
      'LEDGER_UNKNOWN_ACCOUNT',
      journal('r3', [
        ['999', 5],
        ['501', -5],
      ]),
    ],
    [
      'a floor broken',
      'LEDGER_FLOOR',
      journal('r4', [
        ['211.floored', 1_000_000],
        ['101', -1_000_000],
      ]),
    ],
  ])('refuses %s', async (_what, code, wrong) => {
    await expect(post(wrong)).rejects.toEqual(refusal(code))
    expect(await ledger.journalsOf(wrong.source)).toEqual([])
    await expectSoundBooks(ledger)
  })

  it('refuses a closed month, and takes the open one', async () => {
    await ledger.closePeriod({ book: 'b1', month: '2026-09', by: 'test', today: '2026-11-23' })

    await expect(
      post(
        journal(
          'late',
          [
            ['101', 5],
            ['501', -5],
          ],
          { effectiveOn: '2026-09-30' },
        ),
      ),
    ).rejects.toEqual(refusal('LEDGER_PERIOD_CLOSED'))
    await post(
      journal(
        'in time',
        [
          ['101', 5],
          ['501', -5],
        ],
        { effectiveOn: '2026-10-01' },
      ),
    )
    await expectSoundBooks(ledger)
  })

  it('refuses an amount that is no money: zero, a fraction, more than there is', async () => {
    expect(() =>
      journal('half', [
        ['101', 0.5],
        ['501', -0.5],
      ]),
    ).toThrow(RangeError)
    expect(() =>
      journal('nan', [
        ['101', Number.NaN],
        ['501', 1],
      ]),
    ).toThrow(RangeError)
    await expect(
      post(
        journal('nought', [
          ['101', 0],
          ['501', 0],
        ]),
      ),
    ).rejects.toEqual(refusal('LEDGER_AMOUNT'))
    await expect(
      post(
        journal('vast', [
          ['101', 9_000_000_000_000_001],
          ['501', -9_000_000_000_000_001],
        ]),
      ),
    ).rejects.toEqual(refusal('LEDGER_AMOUNT'))
  })

  it('refuses a journal of one line, and a second full reversal', async () => {
    await expect(post(journal('alone', [['101', 5]]))).rejects.toEqual(refusal('LEDGER_LINES'))

    const there: Lines = [
      ['101', 5],
      ['501', -5],
    ]
    const back: Lines = [
      ['101', -5],
      ['501', 5],
    ]
    const reverses = (await post(journal('original', there))).get('original')!.journalId
    await post(journal('reversed', back, { kind: 'reversal', reverses }))
    await expect(post(journal('again', back, { kind: 'reversal', reverses }))).rejects.toEqual(
      refusal('LEDGER_REVERSED_BEFORE'),
    )
    await expectSoundBooks(ledger)
  })

  it('opens a book or an account once: the same again is nothing, another is an error', async () => {
    await ledger.openBook({ code: 'b1', name: '一号账套', regime: 'platform' })

    await expect(ledger.openBook({ code: 'b1', name: 'x', regime: 'coop-2021-37' })).rejects.toEqual(
      refusal('LEDGER_BOOK_DIFFERS'),
    )
    await expect(
      ledger.openAccounts([{ book: 'b1', code: '101', name: 'x', type: 'income' }]),
    ).rejects.toEqual(refusal('LEDGER_ACCOUNT_DIFFERS'))
  })
})

describe('guards against those who do not ask', () => {
  const statements: [string, string, RegExp][] = [
    ['change a posting', 'update ledger.posting set amount = amount', /LEDGER_APPEND_ONLY/],
    ['change a journal', `update ledger.journal set memo = 'x'`, /LEDGER_APPEND_ONLY/],
    ['delete a posting', 'delete from ledger.posting', /LEDGER_APPEND_ONLY/],
    ['empty the postings', 'truncate ledger.posting', /LEDGER_APPEND_ONLY/],
    ['empty everything', 'truncate ledger.journal cascade', /LEDGER_APPEND_ONLY/],
    ['rename an account', `update ledger.account set code = '102' where code = '101'`, /LEDGER_APPEND_ONLY/],
    ['open a closed month', 'delete from ledger.period', /LEDGER_APPEND_ONLY/],
    [
      'open an account in no currency',
      `insert into ledger.account (book_id, code, name, type, currency) values (1, '102.x', 'x', 'asset', '')`,
      /account_currency_check/,
    ],
    [
      'open an account in a currency of small letters',
      `insert into ledger.account (book_id, code, name, type, currency) values (1, '102.x', 'x', 'asset', 'cny')`,
      /account_currency_check/,
    ],
    [
      'post in another currency than the account’s',
      `with j as (
         insert into ledger.journal (id, idem_key, idem_hash, kind, effective_date, lines, source_type, source_id, actor)
         values (gen_random_uuid(), 'dollars', sha256('x'), 'test', date '2026-11-23', 2, 'test', 'dollars', 'test') returning id)
       insert into ledger.posting select j.id, n, 1, a.id, 'USD', 3 - 2 * n, date '2026-11-23'
         from j, generate_series(1, 2) n, ledger.account a where a.book_id = 1 and a.code = '101'`,
      /LEDGER_ACCOUNT/,
    ],
    [
      'post to an account that is not there',
      `with j as (
         insert into ledger.journal (id, idem_key, idem_hash, kind, effective_date, lines, source_type, source_id, actor)
         values (gen_random_uuid(), 'nowhere', sha256('x'), 'test', date '2026-11-23', 2, 'test', 'nowhere', 'test') returning id)
       insert into ledger.posting select j.id, n, 1, 9999999, 'CNY', 3 - 2 * n, date '2026-11-23' from j, generate_series(1, 2) n`,
      /LEDGER_ACCOUNT/,
    ],
    [
      'write lines without a journal',
      `insert into ledger.posting select '00000000-0000-4000-8000-000000000000', n, 1, a.id, 'CNY', 3 - 2 * n, date '2026-11-23'
         from generate_series(1, 2) n, ledger.account a where a.book_id = 1 and a.code = '101'`,
      /LEDGER_INCOMPLETE/,
    ],
    [
      'add balanced lines to an old journal',
      `insert into ledger.posting select journal_id, line + 100, book_id, account_id, currency, amount, effective_date
         from ledger.posting where journal_id = (select journal_id from ledger.posting limit 1)`,
      /LEDGER_INCOMPLETE/,
    ],
    [
      'write a journal without lines',
      `insert into ledger.journal (id, idem_key, idem_hash, kind, effective_date, lines, source_type, source_id, actor)
         values (gen_random_uuid(), 'bare', sha256('x'), 'test', current_date, 2, 'test', 'bare', 'test')`,
      /LEDGER_NO_LINES/,
    ],
  ]

  it.each(statements)('keeps the owner from a wish to %s', async (_what, statement, message) => {
    await expect(asOwner(test.url, statement)).rejects.toThrow(message)
    await expectSoundBooks(ledger)
  })

  it.each(['posting', 'journal', 'balance', 'balance_delta', 'account', 'book', 'period', 'block', 'seal'])(
    'lets the application write %s by the functions only',
    async (table) => {
      await expect(database.pool.query(`delete from ledger.${table}`)).rejects.toThrow(/permission denied/)
      await expect(
        database.pool.query(
          `insert into ledger.${table} overriding system value select * from ledger.${table}`,
        ),
      ).rejects.toThrow(/permission denied/)
    },
  )
})

describe('the sealed chain', () => {
  it('folds deferred increments without changing a balance', async () => {
    await post(
      journal('fold', [
        ['109.hot', 12],
        ['501', -12],
      ]),
    )
    const before = await netOf('109.hot')

    expect(await ledger.foldDeltas()).toBeGreaterThan(0)

    expect(await netOf('109.hot')).toBe(before)
    await expectSoundBooks(ledger)
  })

  it('gives a trial balance whose two sides agree', async () => {
    await ledger.sealBlocks()
    const rows = await ledger.trialBalance({ book: 'b1', from: '2026-11-01', to: '2026-11-30' })
    const sum = (read: (row: (typeof rows)[number]) => number) =>
      rows.reduce((all, row) => all + read(row), 0)

    expect(rows.length).toBeGreaterThan(2)
    expect(sum((row) => row.turnDebit)).toBe(sum((row) => row.turnCredit))
    expect(sum((row) => row.closeDebit)).toBe(sum((row) => row.closeCredit))
    expect(sum((row) => row.turnDebit)).toBeGreaterThan(0)
  })

  it('names the journal in which somebody with every right changed two lines in a balanced way', async () => {
    await post(
      journal('tampered', [
        ['101', 40],
        ['501', -40],
      ]),
    )
    await ledger.sealBlocks()
    const change = (by: number) => `
      alter table ledger.posting disable trigger all;
      update ledger.posting set amount = amount + sign(amount) * ${by}
       where journal_id = (select id from ledger.journal where idem_key = 'tampered');
      alter table ledger.posting enable trigger all;`

    await asOwner(test.url, change(1))
    const found = await ledger.verifyChain()
    await asOwner(test.url, change(-1))

    const [tampered] = await ledger.journalsOf({ type: 'test', id: 'tampered' })
    expect(found).toEqual([
      {
        problem: 'journal_body_changed',
        height: tampered?.sealedAs?.height,
        seq: tampered?.sealedAs?.seq,
        journalId: tampered?.journalId,
      },
    ])
    await expectSoundBooks(ledger)
  })
})
