import { fen, sumFen, zeroFen, type Fen } from '#shared/money.ts'
import type { AccountType, TouchedLine, TrialBalanceRow } from '../ledger/index.ts'
import type { Forms, SurplusTake } from './form-types.ts'
import { fillForm, headOf, rowOf } from './statement.ts'
import type { Columns, Part, Statement } from './types.ts'

/**
 * One column's facts: a year's trial balance, and all lines of the year's journals that touch the heads of what is not
 * distributed: transfers at the year's end, and distributions.
 */
export type YearFacts = { accounts: readonly TrialBalanceRow[]; touched: readonly TouchedLine[] }

/** An account's amount in one year. */
type Amounts = Map<string, Fen>

const isResult = (type: AccountType) => type === 'income' || type === 'expense'

/** 盈余及盈余分配表: this year's facts in the first column, last year's in the second. */
export function surplusStatement(years: readonly [YearFacts, YearFacts], forms: Forms): Statement {
  const readers = years.map((facts) => yearReader(facts, forms))
  const names = new Map(
    years.flatMap(({ accounts }) => accounts.map(({ code, name }) => [code, name] as const)),
  )
  const partsOf = (take: SurplusTake): Part[] => {
    const [now, before] = readers.map((read) => read(take))
    const codes = [...new Set([...(now?.keys() ?? []), ...(before?.keys() ?? [])])].sort()
    return codes
      .map((code): Part => {
        const columns: Columns = [now?.get(code) ?? zeroFen, before?.get(code) ?? zeroFen]
        return { code, name: names.get(code) ?? code, columns }
      })
      .filter(({ columns }) => columns.some((amount) => amount !== 0))
  }
  const rows = fillForm(forms.surplus, partsOf)
  const end = rowOf(rows, 'end').columns
  const agrees = years.every(({ accounts }, at) => end[at] === undistributed(accounts, forms).end)
  return { title: forms.titles.surplus, verified: forms.verified, rows, unplaced: [], agrees }
}

/** Credit positive: what is undistributed before and after, income and expenses not yet transferred included. */
function undistributed(accounts: readonly TrialBalanceRow[], forms: Forms) {
  const held = accounts.filter((row) => isUndistributed(row, forms))
  return {
    start: new Map(held.map((row) => [row.code, fen(row.openCredit - row.openDebit)] as const)),
    end: sumFen(held.map((row) => fen(row.closeCredit - row.closeDebit))),
  }
}

function isUndistributed({ code, type }: TrialBalanceRow, { profitHead, distributionHead }: Forms): boolean {
  return isResult(type) || headOf(code) === profitHead || headOf(code) === distributionHead
}

function yearReader(facts: YearFacts, forms: Forms): (take: SurplusTake) => Amounts {
  const { accounts, touched } = facts
  const results = new Set(accounts.filter(({ type }) => isResult(type)).map(({ code }) => code))
  const transferred = sumBy(touched.filter(({ account }) => results.has(account)))
  const moved = touched.filter(
    ({ account }) =>
      !results.has(account) && ![forms.profitHead, forms.distributionHead].includes(headOf(account)),
  )
  const movedOn = (heads: readonly string[]) => moved.filter(({ account }) => heads.includes(headOf(account)))
  const named = namedHeads(forms)
  /** debit positive */
  const earned = (head: string): Amounts =>
    new Map(
      accounts
        .filter(({ code, type }) => headOf(code) === head && isResult(type))
        .map((row) => [row.code, fen(row.turnDebit - row.turnCredit - (transferred.get(row.code) ?? 0))]),
    )

  return (take) => {
    if ('earned' in take) return opposite(earned(take.earned))
    if ('spent' in take) return earned(take.spent)
    if ('brought' in take) return undistributed(accounts, forms).start
    if ('distributed' in take) return opposite(sumBy(movedOn(take.distributed)))
    if ('reserved' in take)
      return opposite(sumBy(movedOn([take.reserved]).filter(({ amount }) => amount < 0)))
    if ('released' in take) return sumBy(movedOn([take.released]).filter(({ amount }) => amount > 0))
    return sumBy(moved.filter(({ account }) => !named.has(headOf(account))))
  }
}

/** Heads that some row of the form names as the other end of a distribution. */
function namedHeads({ surplus }: Forms): Set<string> {
  const takes = surplus.flatMap((row) => ('takes' in row ? row.takes : []))
  return new Set(
    takes.flatMap((take) => {
      if ('distributed' in take) return take.distributed
      return 'reserved' in take ? [take.reserved] : []
    }),
  )
}

function sumBy(lines: readonly TouchedLine[]): Amounts {
  const sums: Amounts = new Map()
  for (const { account, amount } of lines) sums.set(account, fen((sums.get(account) ?? 0) + amount))
  return sums
}

const opposite = (amounts: Amounts): Amounts =>
  new Map([...amounts].map(([code, amount]) => [code, fen(0 - amount)]))
