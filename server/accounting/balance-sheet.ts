import { fen, zeroFen, type Fen } from '#shared/money.ts'
import type { TrialBalanceRow } from '../ledger/index.ts'
import type { Forms, SheetTake } from './form-types.ts'
import { fillForm, headOf, rowOf } from './statement.ts'
import type { Columns, Part, Statement } from './types.ts'

/** Debit positive: at the end of the range, and before it. */
const balancesOf = (row: TrialBalanceRow): Columns => [
  fen(row.closeDebit - row.closeCredit),
  fen(row.openDebit - row.openCredit),
]

/**
 * 资产负债表 from a trial balance whose range is the year up to the day: 期末余额 and 年初余额. Detail accounts that may
 * stand on either side are placed one by one, by where each of them stands: 114 at +500 and −300 is a receivable of 500
 * and a payable of 300, never a receivable of 200.
 */
export function balanceSheet(accounts: readonly TrialBalanceRow[], forms: Forms): Statement {
  const partsOf = ({ head, side, only = false }: SheetTake): Part[] =>
    accounts
      .filter(({ code }) => headOf(code) === head)
      .map((row): Part => {
        const [close, open] = balancesOf(row)
        const shown = (balance: Fen) => onSide(balance, side, only)
        return { code: row.code, name: row.name, columns: [shown(close), shown(open)] }
      })
      .filter(hasFigure)
  const rows = fillForm(forms.sheet, partsOf)

  const placed = new Set(
    forms.sheet.flatMap((row) => ('takes' in row ? row.takes.map(({ head }) => head) : [])),
  )
  const unplaced = accounts
    .filter(({ code }) => !placed.has(headOf(code)))
    .map((row): Part => ({ code: row.code, name: row.name, columns: balancesOf(row) }))
    .filter(hasFigure)
  const [assets, claims] = [rowOf(rows, 'assets').columns, rowOf(rows, 'claims').columns]
  const agrees = assets[0] === claims[0] && assets[1] === claims[1]
  return { title: forms.titles.sheet, verified: forms.verified, rows, unplaced, agrees }
}

function onSide(balance: Fen, side: 'debit' | 'credit', only: boolean): Fen {
  const amount = side === 'debit' ? balance : fen(0 - balance)
  return only && amount < 0 ? zeroFen : amount
}

const hasFigure = ({ columns }: Part): boolean => columns.some((amount) => amount !== 0)
