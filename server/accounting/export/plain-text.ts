import { addDays } from '#shared/calendar.ts'
import { yuanText } from '#shared/money.ts'
import type { Amount, BookExport, ExportItem } from './entries.ts'

type Dialect = {
  comment(text: string): string
  /** before the entries: the currency and the accounts */
  declare(book: BookExport): string
  entry(entry: { on: string; code: string; memo: string; lines: readonly Amount[] }): string
  /** a proof that the outside program makes for us: these accounts hold this at the end of that day */
  balances(on: string, lines: readonly Amount[]): string
}

const cny = ({ amount }: Amount) => `${yuanText(amount)} CNY`
const posting = (line: Amount) => `    ${line.account.plainName}  ${cny(line)}\n`

/** One line, and nothing that ends a description or begins a comment. */
const oneLine = (text: string) => text.replaceAll(/[\p{C};|"\\]+/gu, ' ').trim()

const ledgerCli: Dialect = {
  comment: (text) => `; ${oneLine(text)}\n`,
  declare: ({ accounts }) =>
    `commodity CNY\n    format 1000.00 CNY\n\n${accounts.map(({ plainName }) => `account ${plainName}\n`).join('')}\n`,
  entry: ({ on, code, memo, lines }) =>
    `${on} * (${code}) ${oneLine(memo)}\n${lines.map(posting).join('')}\n`,
  balances: (on, lines) =>
    `${on} * 月末核对\n${lines.map((line) => `    ${line.account.plainName}  0.00 CNY = ${cny(line)}\n`).join('')}\n`,
}

const hledger: Dialect = {
  ...ledgerCli,
  declare: ({ accounts }) =>
    `commodity CNY\n    format 1000.00 CNY\n\n${accounts.map(({ plainName, name }) => `account ${plainName}  ; ${oneLine(name)}\n`).join('')}\n`,
}

const beancount: Dialect = {
  comment: (text) => `; ${oneLine(text)}\n`,
  declare: ({ book, range, accounts }) => {
    const since = addDays(range.from, -1)
    return (
      `option "title" "${oneLine(book.name)}"\noption "operating_currency" "CNY"\n\n${since} commodity CNY\n` +
      `${accounts.map(({ plainName }) => `${since} open ${plainName} CNY\n`).join('')}\n`
    )
  },
  entry: ({ on, code, memo, lines }) =>
    `${on} * "${oneLine(memo)}"\n  voucher: "${code}"\n${lines.map(posting).join('')}\n`,
  // Beancount looks at the beginning of the day that is named.
  balances: (on, lines) =>
    `${lines.map((line) => `${addDays(on, 1)} balance ${line.account.plainName}  ${cny(line)}\n`).join('')}\n`,
}

const dialects = { hledger, ledger: ledgerCli, beancount }

/** Double-entry journals for the three programs of plain-text accounting, with a balance proof at every month's end. */
export async function* plainText(
  exported: BookExport,
  program: keyof typeof dialects,
): AsyncGenerator<string> {
  const dialect = dialects[program]
  const { book, range, head, items } = exported
  yield dialect.comment(`${book.name} · ${book.chart.title.zh} · ${range.from} – ${range.to}`) + '\n'
  yield dialect.declare(exported)
  for await (const item of items) yield textOf(dialect, item)
  yield dialect.comment(`block ${head.height} ${head.hash}`)
}

function textOf(dialect: Dialect, item: ExportItem): string {
  if (item.is === 'balances') return dialect.balances(item.on, item.lines)
  if (item.is === 'opening')
    return dialect.entry({ on: item.on, code: 'opening', memo: '期初余额', lines: item.lines })
  const { voucher, lines } = item
  const code = `${voucher.month}-${voucher.number}`
  return dialect.entry({ on: voucher.effectiveOn, code, memo: voucher.memo, lines })
}
