import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addFigures, emptied, equityOf, givenBack, noFigures, quantified } from './member-account.ts'
import { fen, zeroFen } from './money.ts'
import { memberCommand } from './member-forms.ts'

describe('what is quantified', () => {
  it('adds up to the fund, less than a fen from exact, and names nobody who gets nothing', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 1_000_000_007 }),
        fc.array(fc.integer({ min: 0, max: 1_000_000 }), { minLength: 1, maxLength: 30 }),
        (total, contributions) => {
          const sum = contributions.reduce((all, one) => all + one, 0)
          fc.pre(sum > 0)
          const weights = contributions.map((one, at) => ({ party: `m${at}`, weight: BigInt(one) }))
          const lines = quantified('reserve', { total: fen(total), weights, seed: 'fact' })
          expect(lines.reduce((all, { amount }) => all + amount, 0)).toBe(total)
          for (const { memberId, amount } of lines) {
            expect(amount).toBeGreaterThan(0)
            const exact = (total * contributions[Number(memberId.slice(1))]!) / sum
            expect(Math.abs(amount - exact)).toBeLessThan(1)
          }
        },
      ),
    )
  })
})

describe('a member’s figures', () => {
  const figures = {
    ...noFigures,
    contribution: fen(500),
    aid: fen(40),
    reserve: fen(30),
    grant: fen(7),
    shares: 2,
  }

  it('weigh with everything, but only contribution and reserve share are given back, less losses', () => {
    expect(equityOf(figures)).toBe(577)
    expect(givenBack(figures, zeroFen)).toBe(570)
    expect(givenBack(figures, fen(70))).toBe(500)
  })

  it('are nothing once they are emptied', () => {
    const taken = emptied('m1', figures)
    expect(taken.map(({ head }) => head)).toEqual(['contribution', 'aid', 'reserve', 'grant', 'shares'])
    const left = taken.map(({ head, amount }) => ({ ...noFigures, [head]: amount }))
    expect(addFigures([figures, ...left])).toEqual(noFigures)
  })
})

it('an heir is a member, or has a name', () => {
  const asked = { command: 'succeed', on: '2026-03-01' }
  expect(memberCommand.safeParse(asked).success).toBe(false)
  expect(memberCommand.safeParse({ ...asked, name: '黄小土' }).success).toBe(true)
  expect(memberCommand.safeParse({ ...asked, heir: 'mem_1' }).success).toBe(true)
})
