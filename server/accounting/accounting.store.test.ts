import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openDatabase, type Database } from '#server/platform/db.ts'
import { createRateLimits } from '#server/platform/rate-limits.ts'
import { fen } from '#shared/money.ts'
import { aCoopBook, memberOne, memberTwo, postStory } from '#tests/make/books.ts'
import { seededIds } from '#tests/make/ids.ts'
import { asOwner, expectSoundBooks } from '#tests/setup/ledger.ts'
import { createTestDatabase, type TestDatabase } from '#tests/setup/test-database.ts'
import { createAccounting } from './accounting.ts'
import type { Accounting, Statement } from './types.ts'

let test: TestDatabase
let database: Database
let accounting: Accounting
let coop: Awaited<ReturnType<typeof aCoopBook>>

beforeAll(async () => {
  test = await createTestDatabase()
  database = openDatabase({ DATABASE_URL: test.url, DATABASE_POOL_MAX: 8 })
  const { db } = database
  coop = await aCoopBook({ db, ids: seededIds('accounting') })
  accounting = createAccounting({ db, ledger: coop.ledger, limits: createRateLimits({ factor: 1 }) })
  await postStory(coop)
})
afterAll(async () => {
  await database.close()
  await test.drop()
})

const refusal = (code: string) => expect.objectContaining({ code })
const figures = ({ rows }: Statement) =>
  Object.fromEntries(
    rows.filter(({ columns: [a, b] }) => a !== 0 || b !== 0).map(({ key, columns }) => [key, columns]),
  )
const heightNow = async () => (await coop.ledger.sealedHead()).height

describe('the statements of a small story, to the fen', () => {
  it('balance sheet: what one member owes is not set off against what another is owed', async () => {
    const sheet = await accounting.balanceSheet({ book: 'coop', on: '2026-06-30', height: await heightNow() })

    expect(figures(sheet)).toEqual({
      cash: [883_503, 900_003],
      receivables: [25_000, 0],
      current: [908_503, 900_003],
      fixed: [10_000, 0],
      'fixed-worn': [500, 0],
      'fixed-net': [9500, 0],
      'fixed-all': [9500, 0],
      'non-current': [9500, 0],
      assets: [918_003, 900_003],
      payables: [12_000, 0],
      refunds: [170_000, 0],
      remaining: [100_000, 0],
      'current-debts': [282_000, 0],
      debts: [282_000, 0],
      contributions: [500_000, 500_000],
      reserve: [30_000, 0],
      undistributed: [106_003, 400_003],
      equity: [636_003, 900_003],
      claims: [918_003, 900_003],
    })
    expect(sheet).toMatchObject({ agrees: true, verified: true, unplaced: [] })
    const receivables = sheet.rows.find(({ key }) => key === 'receivables')
    expect(receivables).toMatchObject({ number: 2 })
    expect(receivables?.parts.map(({ code, columns }) => [code, columns[0]])).toEqual([
      ['113.platform', 20_000],
      [`114.${memberTwo}`, 5000],
    ])
  })

  it('has the rows of 会农社01 and 会农社02: 42 and 20, in order', async () => {
    const at = { book: 'coop', on: '2026-06-30', height: await heightNow() }
    const numbers = ({ rows }: Statement) => rows.flatMap(({ number }) => number ?? [])
    const [sheet, surplus] = [await accounting.balanceSheet(at), await accounting.surplusStatement(at)]

    expect(numbers(sheet)).toEqual(Array.from({ length: 42 }, (_, at) => at + 1))
    expect(numbers(surplus)).toEqual(Array.from({ length: 20 }, (_, at) => at + 1))
    expect(
      sheet.rows.filter(({ number }) => [22, 35, 42].includes(number ?? 0)).map(({ label }) => label.zh),
    ).toEqual(['资产总计', '负债合计', '负债和所有者权益总计'])
    expect(surplus.rows.find(({ number }) => number === 16)?.label.zh).toBe('五、可分配盈余')
  })

  it('surplus statement: what was earned, what was distributed, and what is left', async () => {
    const at = { book: 'coop', on: '2026-06-30', height: await heightNow() }
    const surplus = await accounting.surplusStatement(at)

    expect(figures(surplus)).toEqual({
      operating: [8000, 0],
      administration: [2000, 0],
      'operating-result': [6000, 0],
      total: [6000, 0],
      year: [6000, 0],
      brought: [400_003, 0],
      'other-in': [0, 400_003],
      'to-reserve': [30_000, 0],
      distributable: [376_003, 400_003],
      'to-refunds': [170_000, 0],
      'to-remaining': [100_000, 0],
      end: [106_003, 400_003],
    })
    expect(surplus.agrees).toBe(true)
  })
})

describe('reports as of a block', () => {
  it('are the same after more was posted, to the same days too', async () => {
    const height = await heightNow()
    const range = { book: 'coop', from: '2026-05-01', to: '2026-06-30', height }
    const read = async () => ({
      balances: await coop.ledger.trialBalance(range),
      lines: await coop.ledger.accountLines({ ...range, account: '114', skip: 0, limit: 100 }),
      months: await coop.ledger.accountMonths({ ...range, account: '523' }),
      sheet: await accounting.balanceSheet({ book: 'coop', on: '2026-06-30', height }),
      surplus: await accounting.surplusStatement({ book: 'coop', on: '2026-06-30', height }),
    })
    const before = await read()

    await coop.post('2026-06-15', [
      ['102', 700],
      ['501.sales', -700],
    ])
    await coop.ledger.sealBlocks()

    expect(await read()).toEqual(before)
    const now = await coop.ledger.trialBalance({ ...range, height: await heightNow() })
    expect(now).not.toEqual(before.balances)
    expect(before.months).toEqual([{ month: '2026-06', debit: 2000, credit: 0 }])
    expect(before.lines.lines.map(({ account, running }) => [account, running])).toEqual([
      [`114.${memberOne}`, -12_000],
      [`114.${memberTwo}`, -7000],
    ])
  })
})

describe('a month', () => {
  it('is numbered without gaps, and the numbers stay when it is closed', async () => {
    const { ledger } = coop
    const page = { book: 'coop', month: '2026-06', height: await heightNow(), limit: 100 }
    const open = await ledger.vouchers(page)
    expect(open.map(({ number }) => number)).toEqual([1, 2, 3, 4])

    expect(
      await accounting.closeMonth({ book: 'coop', month: '2026-06', by: 'u', today: '2026-06-30' }),
    ).toEqual({
      ok: false,
      refusal: { kind: 'month_not_over' },
    })
    expect(
      await accounting.closeMonth({ book: 'coop', month: '2026-06', by: 'u', today: '2026-07-01' }),
    ).toEqual({
      ok: false,
      refusal: { kind: 'earlier_month_open' },
    })
    expect(
      await accounting.closeMonth({ book: 'coop', month: '2025-12', by: 'u', today: '2026-07-01' }),
    ).toEqual({
      ok: false,
      refusal: { kind: 'year_end' },
    })
    await ledger.closePeriod({ book: 'coop', month: '2025-12', by: 'user_1', today: '2026-07-01' })
    for (const month of ['2026-03', '2026-05', '2026-06'])
      expect(await accounting.closeMonth({ book: 'coop', month, by: 'user_1', today: '2026-07-01' })).toEqual(
        {
          ok: true,
          value: null,
        },
      )
    expect(
      await accounting.closeMonth({ book: 'coop', month: '2026-06', by: 'u', today: '2026-07-01' }),
    ).toEqual({
      ok: false,
      refusal: { kind: 'month_closed' },
    })

    expect(await ledger.vouchers(page)).toEqual(open)
    expect((await ledger.months('coop')).at(-1)).toMatchObject({
      month: '2026-06',
      vouchers: 4,
      waiting: 0,
      closed: { by: 'user_1' },
    })
    await expectSoundBooks(ledger)
  })

  it('closed takes no entry, nor does a month before it that never had one', async () => {
    const late = (on: string) =>
      coop.post(on, [
        ['102', 1],
        ['301', -1],
      ])

    await expect(late('2026-06-30')).rejects.toEqual(refusal('LEDGER_PERIOD_CLOSED'))
    await expect(late('2026-04-01')).rejects.toEqual(refusal('LEDGER_PERIOD_CLOSED'))
    await late('2026-07-01')
    await expectSoundBooks(coop.ledger)
  })

  it('that is closed seals what waits, so that every entry has its number', async () => {
    await coop.post('2026-07-02', [
      ['102', 2],
      ['301', -2],
    ])
    await accounting.closeMonth({ book: 'coop', month: '2026-07', by: 'user_1', today: '2026-08-01' })

    const vouchers = await coop.ledger.vouchers({
      book: 'coop',
      month: '2026-07',
      height: await heightNow(),
      limit: 10,
    })
    expect(vouchers.map(({ number, effectiveOn }) => [number, effectiveOn])).toEqual([
      [1, '2026-07-01'],
      [2, '2026-07-02'],
    ])
  })

  it('that was renumbered by the owner of the database is found', async () => {
    const swap = `
      alter table ledger.voucher disable trigger voucher_append_only;
      update ledger.voucher set number = -number + 100 where ym = '2026-07';
      alter table ledger.voucher enable trigger voucher_append_only;`
    await asOwner(test.url, swap)

    const report = await coop.ledger.invariantReport()
    expect(report.filter(({ broken }) => broken > 0).map(({ name }) => name)).toEqual([
      'P1 voucher number other than the sealed order of its closed month',
    ])
    await asOwner(test.url, swap)
    await expectSoundBooks(coop.ledger)
  })
})

describe('a correction', () => {
  const correction = {
    book: 'coop',
    corrects: { month: '2026-06', number: 1 },
    key: '4b4ba6a5-32f0-4d0c-8d4c-0f4c9f3d8f10',
    debit: '529',
    credit: '523',
    amountFen: fen(1500),
    reason: '应记其他支出',
    by: 'user_1',
    today: '2026-08-03',
  }

  it('is booked in the open month, once, and each of the two names the other', async () => {
    const first = await accounting.correct(correction)
    const again = await accounting.correct(correction)
    expect(first.ok && again.ok && first.value.journalId === again.value.journalId).toBe(true)
    await coop.ledger.sealBlocks()

    const height = await heightNow()
    const [wrong] = await coop.ledger.vouchers({ book: 'coop', month: '2026-06', height, limit: 1 })
    const [right] = await coop.ledger.vouchers({ book: 'coop', month: '2026-08', height, limit: 1 })
    expect(wrong?.correctedBy).toEqual([{ month: '2026-08', number: 1 }])
    expect(right).toMatchObject({
      corrects: { month: '2026-06', number: 1 },
      kind: 'correction',
      effectiveOn: '2026-08-03',
      lines: [
        { account: '529', name: '其他支出', amount: 1500 },
        { account: '523', amount: -1500 },
      ],
    })
    await expectSoundBooks(coop.ledger)
  })

  it('is refused when its form was sent before with something else in it', async () => {
    expect(await accounting.correct({ ...correction, amountFen: fen(1) })).toMatchObject({
      refusal: { kind: 'key_reused' },
    })
  })

  it('is refused for a voucher that is not there, and to the parent of members’ accounts', async () => {
    expect(
      await accounting.correct({ ...correction, corrects: { month: '2026-06', number: 99 } }),
    ).toMatchObject({
      refusal: { kind: 'voucher_not_found' },
    })
    expect(await accounting.correct({ ...correction, debit: '114' })).toMatchObject({
      refusal: { kind: 'unknown_account', account: '114' },
    })
    expect(await accounting.correct({ ...correction, debit: '999' })).toMatchObject({
      refusal: { kind: 'unknown_account', account: '999' },
    })
  })
})

describe('charts of accounts', () => {
  const chartOf = async (regime: 'coop-2021-37' | 'collective-2023-14') => {
    await coop.ledger.openBook({ code: `of-${regime}`, name: '账', regime })
    return (await coop.ledger.book(`of-${regime}`))!.chart
  }

  it('have the 48 accounts of 37号, read in the original, and the 42 of 14号, marked as not read', async () => {
    const [cooperative, collective] = [await chartOf('coop-2021-37'), await chartOf('collective-2023-14')]
    const listed = (chart: typeof cooperative) => chart.heads.filter((head) => head.listed)

    expect([listed(cooperative).length, cooperative.verified]).toEqual([48, true])
    expect(cooperative.heads.filter((head) => !head.listed).map(({ head }) => head)).toEqual(['109', '122'])
    expect([listed(collective).length, collective.verified]).toEqual([42, false])
  })

  it('decide what a code means: 321 is capital reserve here and income of the year there', async () => {
    const nameOf = async (regime: Parameters<typeof chartOf>[0]) =>
      (await chartOf(regime)).heads.find(({ head }) => head === '321')?.name.zh
    expect([await nameOf('coop-2021-37'), await nameOf('collective-2023-14')]).toEqual([
      '资本公积',
      '本年收益',
    ])
  })

  it.each([
    { book: 'of-coop-2021-37', code: '112.x', type: 'asset', expected: 'LEDGER_NOT_IN_CHART' },
    { book: 'of-collective-2023-14', code: '114.x', type: 'asset', expected: 'LEDGER_NOT_IN_CHART' },
    { book: 'of-collective-2023-14', code: '511', type: 'income', expected: 'LEDGER_ACCOUNT_TYPE' },
    { book: 'of-coop-2021-37', code: '511', type: 'expense', expected: 'LEDGER_ACCOUNT_TYPE' },
    { book: 'of-coop-2021-37', code: '114.x', type: 'equity', expected: 'LEDGER_ACCOUNT_TYPE' },
  ] as const)('refuse in $book the account $code as $type: $expected', async ({ expected, ...wanted }) => {
    const { book, code, type } = wanted
    await expect(coop.ledger.openAccounts([{ book, code, name: 'x', type }])).rejects.toEqual(
      refusal(expected),
    )
  })

  it('let a member’s account be a claim or a debt', async () => {
    const book = 'of-coop-2021-37'
    await coop.ledger.openAccounts([
      { book, code: '114.a', name: 'a', type: 'asset' },
      { book, code: '114.b', name: 'b', type: 'liability' },
    ])
    expect((await coop.ledger.balances({ book })).map(({ code }) => code)).toEqual(['114.a', '114.b'])
  })
})
