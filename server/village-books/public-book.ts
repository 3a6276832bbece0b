import { monthsBetween } from '#shared/calendar.ts'
import { fen } from '#shared/money.ts'
import { specialFunds, type Dividends } from '../dividends/index.ts'
import type { AccountMonth, Ledger } from '../ledger/index.ts'
import type { BookKeeper } from '../registry/index.ts'
import { byHead, figures, headOf, ofYear, yearOf } from './figures.ts'
import type { PublicBook, PublicGrant } from './types.ts'

export type BookDeps = {
  ledger: Pick<Ledger, 'book' | 'trialBalance'>
  dividends: Pick<Dividends, 'grantsOf'>
}

type Keeping = { keeper: BookKeeper; on: string; height: number }

/** One legal person's book, of the year up to a day. */
export async function publicBook(
  deps: BookDeps,
  { rows, ...keeping }: Keeping & { rows: readonly AccountMonth[] },
): Promise<PublicBook> {
  const { keeper, on } = keeping
  const own = ofYear(rows, keeper.bookCode, on)
  const [view, grants] = await Promise.all([deps.ledger.book(keeper.bookCode), publicGrants(deps, keeping)])
  const names = new Map(view?.chart.heads.map(({ head, name }) => [head, name] as const))
  const monthRows = (month: string) => own.filter((row) => row.month === month)
  return {
    keeper,
    months: monthsBetween(`${yearOf(on)}-01-01`, on).map((month) => ({
      month,
      ...figures(monthRows(month), keeper.kind),
    })),
    year: figures(own, keeper.kind),
    income: byHead(own, 'income', names),
    spending: byHead(own, 'expense', names),
    grants,
  }
}

/** By the book; what a grant is for is the register's to say. */
async function publicGrants(
  { ledger, dividends }: BookDeps,
  { keeper, on, height }: Keeping,
): Promise<PublicGrant[]> {
  const range = { book: keeper.bookCode, from: `${yearOf(on)}-01-01`, to: on, height }
  const [rows, known] = await Promise.all([ledger.trialBalance(range), dividends.grantsOf(keeper.id)])
  const grants = new Map(known.map((grant) => [grant.account, grant] as const))
  return rows
    .filter(({ code }) => headOf(code) === specialFunds[keeper.kind])
    .map((row) => ({
      account: row.code,
      purpose: grants.get(row.code)?.purpose ?? row.name,
      funder: grants.get(row.code)?.funder ?? '',
      receivedFen: row.turnCredit,
      spentFen: row.turnDebit,
      balanceFen: fen(row.closeCredit - row.closeDebit),
    }))
}
