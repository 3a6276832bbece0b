import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fen } from '#shared/money.ts'
import type { AccountType, TouchedLine, TrialBalanceRow } from '../ledger/index.ts'
import { balanceSheet } from './balance-sheet.ts'
import { collectiveForms } from './collective-forms.ts'
import { cooperativeForms } from './cooperative-forms.ts'
import type { Forms } from './form-types.ts'
import { headOf, rowOf } from './statement.ts'
import { surplusStatement } from './surplus-statement.ts'

type Posted = { year: 0 | 1 | 2; lines: [account: string, amount: number][] }

/** Heads by type, as both charts have them, 181 apart: it has no row in the form. */
const typesIn: Record<string, Record<string, AccountType>> = {
  cooperative: {
    ...{ '102': 'asset', '113.p': 'asset', '114.a': 'asset', '114.b': 'asset', '152': 'asset' },
    ...{ '211.x': 'liability', '221': 'liability', '222': 'liability', '301': 'equity', '322': 'equity' },
    ...{
      '331': 'equity',
      '332': 'equity',
      '401': 'cost',
      '501.s': 'income',
      '502': 'income',
      '523': 'expense',
    },
    ...{ '531': 'expense' },
  },
  collective: {
    ...{ '102': 'asset', '112.p': 'asset', '113.a': 'asset', '113.b': 'asset', '152': 'asset' },
    ...{ '211.x': 'liability', '221': 'liability', '301': 'equity', '311': 'equity' },
    ...{
      '321': 'equity',
      '322': 'equity',
      '401': 'cost',
      '501.s': 'income',
      '503': 'income',
      '514': 'expense',
    },
  },
}
const formsIn: Record<string, Forms> = { cooperative: cooperativeForms, collective: collectiveForms }

/** A ledger of arrays: what the database would answer for the year `year`. */
function trialBalance(
  posted: readonly Posted[],
  year: number,
  types: Record<string, AccountType>,
): TrialBalanceRow[] {
  return Object.entries(types).flatMap(([code, type]) => {
    const sum = (of: (one: Posted, amount: number) => number) =>
      posted.reduce(
        (all, one) =>
          all +
          one.lines.filter(([account]) => account === code).reduce((s, [, amount]) => s + of(one, amount), 0),
        0,
      )
    const open = sum((one, amount) => (one.year < year ? amount : 0))
    const debit = sum((one, amount) => (one.year === year ? Math.max(amount, 0) : 0))
    const credit = sum((one, amount) => (one.year === year ? Math.max(-amount, 0) : 0))
    const close = open + debit - credit
    if (open === 0 && debit === 0 && credit === 0) return []
    const sides = (net: number) => [fen(Math.max(net, 0)), fen(Math.max(-net, 0))] as const
    const [[openDebit, openCredit], [closeDebit, closeCredit]] = [sides(open), sides(close)]
    const turn = { turnDebit: fen(debit), turnCredit: fen(credit) }
    return [{ code, name: code, type, openDebit, openCredit, ...turn, closeDebit, closeCredit }]
  })
}

function touching(
  posted: readonly Posted[],
  year: number,
  { profitHead, distributionHead }: Forms,
): TouchedLine[] {
  return posted.flatMap((one, at) =>
    one.year === year && one.lines.some(([code]) => [profitHead, distributionHead].includes(headOf(code)))
      ? one.lines.map(([account, amount]) => ({ journalId: String(at), account, amount: fen(amount) }))
      : [],
  )
}

const histories = (types: Record<string, AccountType>) =>
  fc.array(
    fc
      .record({
        year: fc.constantFrom<0 | 1 | 2>(0, 1, 2),
        amounts: fc.array(
          fc.tuple(fc.constantFrom(...Object.keys(types)), fc.integer({ min: -9999, max: 9999 })),
          {
            minLength: 1,
            maxLength: 4,
          },
        ),
        last: fc.constantFrom(...Object.keys(types)),
      })
      .map(({ year, amounts, last }): Posted => {
        const rest = -amounts.reduce((sum, [, amount]) => sum + amount, 0)
        return { year, lines: [...amounts, [last, rest]] }
      }),
    { maxLength: 12 },
  )

describe.each(Object.keys(formsIn))('the %s’s statements of any history', (kind) => {
  const [forms, types] = [formsIn[kind]!, typesIn[kind]!]
  const facts = (posted: readonly Posted[], year: number) => ({
    accounts: trialBalance(posted, year, types),
    touched: touching(posted, year, forms),
  })

  it('balance, and end with what the balance sheet has', () => {
    fc.assert(
      fc.property(histories(types), (posted) => {
        const sheet = balanceSheet(facts(posted, 2).accounts, forms)
        const surplus = surplusStatement([facts(posted, 2), facts(posted, 1)], forms)

        expect(sheet).toMatchObject({ agrees: true, unplaced: [] })
        expect(surplus.agrees).toBe(true)
        expect(rowOf(surplus.rows, 'end').columns).toEqual(rowOf(sheet.rows, 'undistributed').columns)
      }),
      { numRuns: 100 },
    )
  }, 30_000)

  it('never net a claim against a debt of another', () => {
    const [current, other] = kind === 'cooperative' ? ['114.a', '114.b'] : ['113.a', '113.b']
    const posted: Posted[] = [
      {
        year: 2,
        lines: [
          [current!, 500],
          [other!, -300],
          ['102', -200],
        ],
      },
    ]
    const { rows } = balanceSheet(trialBalance(posted, 2, types), forms)
    const shown = (key: string) => rowOf(rows, key).columns[0]
    expect([shown('receivables'), shown('payables')]).toEqual([500, 300])
  })
})

describe('a transfer at the end of the year', () => {
  it('does not undo what was earned', () => {
    const types = typesIn.cooperative!
    const posted: Posted[] = [
      {
        year: 2,
        lines: [
          ['102', 900],
          ['501.s', -900],
        ],
      },
      {
        year: 2,
        lines: [
          ['501.s', 900],
          ['331', -900],
        ],
      },
      {
        year: 2,
        lines: [
          ['331', 900],
          ['332', -900],
        ],
      },
    ]
    const year = { accounts: trialBalance(posted, 2, types), touched: touching(posted, 2, cooperativeForms) }
    const { rows } = surplusStatement([year, { accounts: [], touched: [] }], cooperativeForms)
    const shown = (key: string) => rowOf(rows, key).columns[0]
    expect([shown('operating'), shown('year'), shown('other-in'), shown('end')]).toEqual([900, 900, 0, 900])
  })
})

it('an account without a row in the form is named, and the sides are said to differ', () => {
  const rows = trialBalance(
    [
      {
        year: 2,
        lines: [
          ['181', 70],
          ['102', -70],
        ],
      },
    ],
    2,
    { '181': 'asset', '102': 'asset' },
  )
  const sheet = balanceSheet(rows, cooperativeForms)
  expect(sheet.agrees).toBe(false)
  expect(sheet.unplaced).toEqual([{ code: '181', name: '181', columns: [70, 0] }])
})
