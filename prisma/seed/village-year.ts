import type { JournalLine, JournalRequest, Ledger } from '#server/ledger/index.ts'
import type { Db } from '#server/platform/db.ts'
import { addMonths, businessDay, monthsBetween } from '#shared/calendar.ts'
import { fen } from '#shared/money.ts'
import { collectiveBook } from './places.ts'

// What collectives took in and spent in the last twelve months, for the pages of 村务公开. All of it is invented; one
// village is left without an entry, as a village is on its first day.

type Year = { village: string; rentYuan: number; costYuan: number; publicYuan: number; subsidyYuan: number }
/** yuan in an average month; the subsidy comes once */
const years: Year[] = [
  { village: 'dingcun', rentYuan: 34_200, costYuan: 9800, publicYuan: 5200, subsidyYuan: 0 },
  { village: 'luokeng', rentYuan: 11_350, costYuan: 3100, publicYuan: 1900, subsidyYuan: 20_000 },
  { village: 'longdi', rentYuan: 12_480, costYuan: 4050, publicYuan: 2200, subsidyYuan: 0 },
  { village: 'yiyou', rentYuan: 6350, costYuan: 1750, publicYuan: 1240, subsidyYuan: 15_000 },
  { village: 'xiadang', rentYuan: 5120, costYuan: 1480, publicYuan: 900, subsidyYuan: 30_000 },
  { village: 'yunxi', rentYuan: 2980, costYuan: 1120, publicYuan: 360, subsidyYuan: 12_000 },
]
/** In hundredths of an average month, January first: a village earns by its seasons. */
const SEASONS = [72, 58, 96, 138, 124, 92, 76, 84, 112, 130, 118, 100]
const SUBSIDY_MONTH = 3

const ACCOUNTS = [
  { code: '102.bank', name: '银行存款', type: 'asset' },
  { code: '501.rent', name: '经营收入 · 发包租赁', type: 'income' },
  { code: '503.subsidy', name: '补助收入', type: 'income' },
  { code: '513.admin', name: '管理费用', type: 'expense' },
  { code: '514.public', name: '公益支出', type: 'expense' },
] as const

type Fact = { account: string; amountFen: number; kind: string; memo: string; day: string }

function factsOf({ rentYuan, costYuan, publicYuan, subsidyYuan }: Year, month: string): Fact[] {
  const number = Number(month.slice(5))
  const season = SEASONS[number - 1]!
  const facts: Fact[] = [
    { account: '501.rent', amountFen: -rentYuan * season, kind: 'rent', memo: '收承包和租赁款', day: '05' },
    { account: '513.admin', amountFen: costYuan * 100, kind: 'expense', memo: '办公、水电和管护', day: '08' },
    {
      account: '514.public',
      amountFen: publicYuan * season,
      kind: 'expense',
      memo: '修路、保洁和助老',
      day: '12',
    },
  ]
  if (number === SUBSIDY_MONTH && subsidyYuan > 0)
    facts.push({
      account: '503.subsidy',
      amountFen: -subsidyYuan * 100,
      kind: 'subsidy',
      memo: '收运转补助',
      day: '20',
    })
  return facts
}

function journal(book: string, { account, amountFen, kind, memo, day }: Fact, month: string): JournalRequest {
  const line = (code: string, amount: number): JournalLine => ({ book, account: code, amount: fen(amount) })
  return {
    ...{ key: `demo-village:${book}:${month}:${account}`, kind, memo, effectiveOn: `${month}-${day}` },
    source: { type: 'demo', id: `${book}-${month}` },
    actor: 'user_collective',
    lines: [line(account, amountFen), line('102.bank', -amountFen)],
  }
}

export async function seedVillageYear(parts: { db: Db; ledger: Ledger; now: Date }): Promise<void> {
  const { db, ledger, now } = parts
  const today = businessDay(now)
  const months = monthsBetween(`${addMonths(today.slice(0, 7), -11)}-01`, today)
  for (const year of years) {
    const book = collectiveBook(year.village)
    await ledger.openAccounts(ACCOUNTS.map((account) => ({ book, ...account })))
    const journals = months.flatMap((month) => factsOf(year, month).map((fact) => journal(book, fact, month)))
    await ledger.post(
      db,
      journals.filter(({ effectiveOn }) => effectiveOn <= today),
    )
  }
}
