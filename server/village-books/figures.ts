import { addMonths } from '#shared/calendar.ts'
import { tierOf } from '#shared/collective-tier.ts'
import { fen, sumFen, zeroFen, type Fen } from '#shared/money.ts'
import { isPayableToMembers, specialFunds } from '../dividends/index.ts'
import type { AccountMonth } from '../ledger/index.ts'
import type { BookKeeper } from '../registry/index.ts'
import type { Figures, HeadAmount, TierStanding } from './types.ts'

// Pure: turnover of accounts in, what villagers are shown out.

type Kind = BookKeeper['kind']

/** 经营收入 has the same head in both charts. */
const OPERATING = '501'
export const headOf = (code: string): string => code.split('.')[0] ?? code

export const yearOf = (day: string): string => day.slice(0, 4)
export const monthOf = (day: string): string => day.slice(0, 7)
export const ofBook = (rows: readonly AccountMonth[], book: string) => rows.filter((row) => row.book === book)

/** Of the year that the day lies in. */
export function ofYear(rows: readonly AccountMonth[], book: string, on: string): AccountMonth[] {
  return ofBook(rows, book).filter(({ month }) => yearOf(month) === yearOf(on))
}

const nothing: Figures = {
  operatingFen: zeroFen,
  otherFen: zeroFen,
  spentFen: zeroFen,
  grantReceivedFen: zeroFen,
  grantSpentFen: zeroFen,
  declaredFen: zeroFen,
  paidFen: zeroFen,
}
const figureNames = Object.keys(nothing) as (keyof Figures)[]

export function addFigures(all: readonly Figures[]): Figures {
  const sums = figureNames.map((name) => [name, sumFen(all.map((figures) => figures[name]))] as const)
  return { ...nothing, ...Object.fromEntries(sums) }
}

/** Without its transfer to the surplus at the year's end. */
const earned = ({ debit, credit, besideHeads }: AccountMonth): Fen => fen(credit - debit + besideHeads)

function figuresOf(row: AccountMonth, kind: Kind): Partial<Figures> {
  const head = headOf(row.account)
  if (row.type === 'income')
    return head === OPERATING ? { operatingFen: earned(row) } : { otherFen: earned(row) }
  if (row.type === 'expense') return { spentFen: fen(-earned(row)) }
  if (head === specialFunds[kind]) return { grantReceivedFen: row.credit, grantSpentFen: row.debit }
  if (isPayableToMembers(kind, row.account)) return { declaredFen: row.credit, paidFen: row.debit }
  return {}
}

export function figures(rows: readonly AccountMonth[], kind: Kind): Figures {
  return addFigures(rows.map((row) => ({ ...nothing, ...figuresOf(row, kind) })))
}

/** 收入从哪里来、钱花到哪里去: by head of the chart, the largest first. */
export function byHead(
  rows: readonly AccountMonth[],
  type: 'income' | 'expense',
  names: ReadonlyMap<string, HeadAmount['name']>,
): HeadAmount[] {
  const sums = new Map<string, number>()
  for (const row of rows.filter((one) => one.type === type)) {
    const head = headOf(row.account)
    sums.set(head, (sums.get(head) ?? 0) + (type === 'income' ? earned(row) : -earned(row)))
  }
  return [...sums]
    .filter(([, amount]) => amount !== 0)
    .map(([head, amount]) => ({
      head,
      name: names.get(head) ?? { zh: head, en: head },
      amountFen: fen(amount),
    }))
    .sort((one, other) => other.amountFen - one.amountFen || one.head.localeCompare(other.head))
}

/** The first of the twelve months that end with it. */
export const twelveMonthsTo = (month: string): string => addMonths(month, -11)

/** By twelve months of booked operating income; a grant changes a collective's cash, not its tier. */
export function tierStanding(rows: readonly AccountMonth[], toMonth: string): TierStanding {
  const fromMonth = twelveMonthsTo(toMonth)
  const counted = rows.filter(({ month }) => month >= fromMonth && month <= toMonth)
  const { operatingFen } = figures(counted, 'collective')
  return { ...tierOf(operatingFen), operatingFen, fromMonth, toMonth }
}
