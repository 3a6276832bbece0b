import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import ExcelJS from 'exceljs'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openDatabase, type Database } from '#server/platform/db.ts'
import { createRateLimits } from '#server/platform/rate-limits.ts'
import { exportFormat, type ExportFormat } from '#shared/accounts.ts'
import { aCoopBook, postStory } from '#tests/make/books.ts'
import { seededIds } from '#tests/make/ids.ts'
import { readCsv, readPlainText } from '#tests/make/plain-text-reader.ts'
import { aShop } from '#tests/make/shop.ts'
import { aStripe } from '#tests/make/stripe.ts'
import { createTestDatabase, type TestDatabase } from '#tests/setup/test-database.ts'
import type { Ledger, TrialBalanceRow } from '../../ledger/index.ts'
import { createAccounting } from '../accounting.ts'

let test: TestDatabase
let database: Database
const ids = seededIds('export')
const dir = mkdtempSync(path.join(tmpdir(), 'shanhuo-export-'))

beforeAll(async () => {
  test = await createTestDatabase()
  database = openDatabase({ DATABASE_URL: test.url, DATABASE_POOL_MAX: 8 })
})
afterAll(async () => {
  await database.close()
  await test.drop()
  rmSync(dir, { recursive: true, force: true })
})

type Wanted = { book: string; from: string; to: string; format: ExportFormat }

async function exported(
  ledger: Ledger,
  { book, from, to, format }: Wanted,
  db = database.db,
): Promise<Buffer> {
  const accounting = createAccounting({ db, ledger, limits: createRateLimits({ factor: 1000 }) })
  const { height } = await ledger.sealedHead()
  const answer = await accounting.exportBook({ book, from, to, height, format, callerId: 'user_1' })
  if (!answer.ok) throw new Error(answer.refusal.kind)
  const chunks: Buffer[] = []
  for await (const chunk of answer.value.chunks) chunks.push(Buffer.from(chunk))
  return Buffer.concat(chunks)
}

const net = (row: TrialBalanceRow) => row.closeDebit - row.closeCredit
const nonZero = (balances: Iterable<readonly [string, number]>) =>
  Object.fromEntries([...balances].filter(([, fen]) => fen !== 0))
/** `Assets:114-成员往来:D-abc` → `114.abc` */
const codeOf = (plainName: string) =>
  plainName
    .split(':')
    .slice(1)
    .map((part, at) => (at === 0 ? part.split('-')[0] : part.replace(/^D-/, '')))
    .join('.')

const TEXT = exportFormat.options.filter((format) => format !== 'xlsx' && format !== 'csv')

const program = (name: string) =>
  [`/usr/bin/${name}`, `/opt/homebrew/bin/${name}`].find((file) => existsSync(file))

const programs = {
  hledger: {
    file: program('hledger'),
    asked: program('hledger'),
    check: (file: string) => ['-f', file, 'check', '--strict'],
  },
  ledger: {
    file: program('ledger'),
    asked: program('ledger'),
    check: (file: string) => ['-f', file, '--pedantic', 'bal'],
  },
  beancount: { file: program('bean-check'), asked: program('bean-query'), check: (file: string) => [file] },
} as const
const run = (name: keyof typeof programs, args: readonly string[], file = programs[name].file) =>
  execFileSync(file!, args, {
    encoding: 'utf8',
    stdio: 'pipe',
    env: { ...process.env, LANG: 'C.UTF-8', LC_ALL: 'C.UTF-8' },
  })

/** What each says of every account, one a line, below `titles`. */
const sayings = {
  hledger: { args: (file: string) => ['-f', file, 'bal', '--flat', '--no-total', '-O', 'csv'], titles: 1 },
  ledger: {
    args: (file: string) => [
      ...['-f', file, 'bal', '--flat', '--no-total'],
      ...['--format', '"%(account)",%(quantity(scrub(amount)))\n'],
    ],
    titles: 0,
  },
  beancount: {
    args: (file: string) => ['-q', '-f', 'csv', file, 'select account, sum(number) as n group by account'],
    titles: 1,
  },
} as const

/** by our codes */
function balancesBy(name: keyof typeof programs, file: string) {
  const { args, titles } = sayings[name]
  return nonZero(
    readCsv(run(name, args(file), programs[name].asked).replaceAll(/\r?\n/g, '\r\n'))
      .slice(titles)
      .filter(([account]) => account)
      .map(([account = '', amount = '']) => [
        // bean-query pads them.
        codeOf(account.trim()),
        Math.round(Number(amount.replace(' CNY', '')) * 100),
      ]),
  )
}

describe('exports of random histories', () => {
  it('say what the trial balance says, in every format, read by other means', async () => {
    let run = 0
    const line = fc.record({
      month: fc.constantFrom('2025-12', '2026-01', '2026-02', '2026-04'),
      day: fc.integer({ min: 1, max: 28 }),
      from: fc.nat(13),
      to: fc.nat(13),
      amount: fc.integer({ min: 1, max: 9_999_999 }),
      memo: fc.constantFrom('一笔', '=HYPERLINK("x")', 'a;b|c "d"\\', '订单 1\n第二行', '-1,5'),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(line, { maxLength: 15 }), async (history) => {
        const coop = await aCoopBook({ db: database.db, ids, code: `random-${(run += 1)}` })
        const { ledger, code: book, accounts } = coop
        for (const { month, day, from, to, amount, memo } of history)
          if (from !== to)
            await coop.post(
              `${month}-${String(day).padStart(2, '0')}`,
              [
                [accounts[from]!, amount],
                [accounts[to]!, -amount],
              ],
              memo,
            )
        await ledger.sealBlocks()
        const range = { book, from: '2026-01-10', to: '2026-04-15' }
        const rows = await ledger.trialBalance(range)
        const truth = nonZero(rows.map((row) => [row.code, net(row)] as const))

        for (const format of TEXT) {
          const text = (await exported(ledger, { ...range, format })).toString()
          const read = readPlainText(text)
          expect(
            nonZero([...read.balances].map(([name, fen]) => [codeOf(name), fen] as const)),
            format,
          ).toEqual(truth)
          expect(read.broken, format).toEqual([])
          if (!programs[format].asked) continue
          const file = path.join(dir, `${book}.${format}`)
          writeFileSync(file, text)
          expect(balancesBy(format, file), format).toEqual(truth)
        }
        const csv = (await exported(ledger, { ...range, format: 'csv' })).toString()
        expect(csv.startsWith('\uFEFF')).toBe(true)
        const cells = readCsv(csv.slice(1)).slice(2, -1)
        const sums = new Map<string, number>()
        for (const row of cells)
          sums.set(row[3]!, (sums.get(row[3]!) ?? 0) + Number(row[7] || 0) - Number(row[8] || 0))
        expect(nonZero(sums)).toEqual(truth)
        expect(cells.flat().filter((cell) => /^[=+@-]/.test(cell))).toEqual([])
      }),
      { numRuns: 10 },
    )
  }, 240_000)
})

describe('one book’s files', () => {
  const range = { book: 'golden', from: '2026-01-01', to: '2026-06-30' }
  let ledger: Ledger

  beforeAll(async () => {
    const coop = await aCoopBook({ db: database.db, ids, code: range.book })
    ledger = coop.ledger
    await postStory(coop)
  })

  it('hledger: opening, vouchers with their numbers, a proof at each month’s end, and the head', async () => {
    const head = await ledger.sealedHead()
    const text = (await exported(ledger, { ...range, format: 'hledger' })).toString()

    expect(text).toContain(
      [
        '2026-05-12 * (2026-05-2) 一笔',
        '    Assets:114-成员往来:D-' + (await partyWith(ledger, 5000)) + '  50.00 CNY',
        '    Assets:102-银行存款  -50.00 CNY',
      ].join('\n'),
    )
    expect(text).toContain('2025-12-31 * (opening) 期初余额')
    expect(text).toMatch(/2026-06-30 \* 月末核对\n {4}Assets:102-银行存款 {2}0\.00 CNY = 8835\.03 CNY\n/)
    const read = readPlainText(text)
    expect(read.lastLine).toBe(`; block ${head.height} ${head.hash}`)
    expect([read.entries, read.proofs > 20, read.broken]).toEqual([1 + 6 + 3, true, []])
  })

  it('Excel: trial balance, both statements and the journal, as numbers and in fen', async () => {
    const book = new ExcelJS.Workbook()
    const file = await exported(ledger, { ...range, format: 'xlsx' })
    await book.xlsx.load(file as unknown as ArrayBuffer)
    const rowsOf = (name: string) =>
      (book.getWorksheet(name)?.getSheetValues() ?? []).map((row) => (Array.isArray(row) ? row.slice(1) : []))

    expect(book.worksheets.map(({ name }) => name)).toEqual([
      '科目余额表 Trial balance',
      '资产负债表',
      '盈余及盈余分配表',
      '序时账 Journal',
    ])
    expect(rowsOf('资产负债表')).toContainEqual(['资产总计', 22, 9180.03, 9000.03])
    expect(rowsOf('盈余及盈余分配表')).toContainEqual(['六、年末未分配盈余', 20, 1060.03, 4000.03])
    const entries = rowsOf('序时账 Journal')
    expect(entries).toContainEqual([
      '2026-06-01',
      '2026-06-1',
      '一笔',
      '523',
      '科目 523',
      15,
      undefined,
      '1500',
    ])
    expect(entries.at(-1)).toEqual([
      `block ${(await ledger.sealedHead()).height}`,
      (await ledger.sealedHead()).hash,
    ])
  })

  it('are limited for one caller', async () => {
    const accounting = createAccounting({
      db: database.db,
      ledger,
      limits: createRateLimits({ factor: 1 }),
    })
    const { height } = await ledger.sealedHead()
    const ask = () => accounting.exportBook({ ...range, height, format: 'csv', callerId: 'user_eager' })
    const answers = []
    for (let n = 0; n < 21; n += 1) answers.push(await ask())
    expect(answers.map(({ ok }) => ok)).toEqual([...Array<boolean>(20).fill(true), false])
    expect(answers.at(-1)).toMatchObject({ refusal: { kind: 'too_many_requests' } })
  })
})

async function partyWith(ledger: Ledger, fen: number): Promise<string> {
  const accounts = await ledger.balances({ book: 'golden', codePrefix: '114.' })
  return accounts.find((account) => account.net === fen)!.code.replace('114.', '')
}

describe('the programs of plain-text accounting, on the books of a sale', () => {
  const range = { from: '2026-01-01', to: '2027-12-31' }
  const files = new Map<string, string>()
  let hledgerTruth: Record<string, number>

  beforeAll(async () => {
    const stripe = await aStripe()
    const shop = await aShop(stripe)
    try {
      await shop.deliver(await shop.pay(await shop.anOrder('buyer_1', { quantity: 2 })))
      await shop.ledger.sealBlocks()
      for (const book of ['platform', 'coop-yiyou', 'village-yiyou'])
        for (const format of TEXT) {
          const text = await exported(shop.ledger, { book, ...range, format }, shop.database.db)
          expect(readPlainText(text.toString()).entries).toBeGreaterThan(0)
          const file = path.join(dir, `${book}.${format}`)
          writeFileSync(file, text)
          files.set(`${book} ${format}`, file)
        }
      const rows = await shop.ledger.trialBalance({ book: 'coop-yiyou', ...range })
      hledgerTruth = nonZero(rows.map((row) => [row.code, net(row)] as const))
    } finally {
      await shop.close()
      await stripe.close()
    }
  }, 120_000)

  for (const format of TEXT)
    it.skipIf(!programs[format].file)(`${format} finds nothing wrong with any of the three books`, () => {
      for (const book of ['platform', 'coop-yiyou', 'village-yiyou'])
        run(format, programs[format].check(files.get(`${book} ${format}`)!))
    })

  it.skipIf(!programs.hledger.file)('hledger comes to our trial balance', () => {
    expect(balancesBy('hledger', files.get('coop-yiyou hledger')!)).toEqual(hledgerTruth)
  })

  it.skipIf(!programs.hledger.file)('hledger refuses a file in which a fen was changed', () => {
    const file = path.join(dir, 'tampered.hledger')
    const text = readFileSync(files.get('coop-yiyou hledger')!, 'utf8')
    const posting = / {2}(\d+)\.(\d\d) CNY\n/
    const changed = text.replace(
      posting,
      (_, yuan: string, cents: string) => `  ${Number(yuan) + 1}.${cents} CNY\n`,
    )
    writeFileSync(file, changed)
    expect(changed).not.toBe(text)
    expect(() => run('hledger', ['-f', file, 'check', '--strict'])).toThrow(/Command failed/)
  })
})
