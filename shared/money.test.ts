import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fen, sumFen, timesFen, yuanText } from './money.ts'

describe('money', () => {
  it('is a whole number of fen, or a bug', () => {
    expect(fen(1999n)).toBe(1999)
    for (const wrong of [0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53, 2n ** 60n])
      expect(() => fen(wrong)).toThrow(RangeError)
  })

  it('has one zero', () => {
    expect(Object.is(fen(-0), 0)).toBe(true)
    expect(Object.is(sumFen([]), 0)).toBe(true)
    expect(yuanText(fen(-0))).toBe('0.00')
  })

  it('sums and multiplies exactly', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 10_000_000 }),
        fc.integer({ min: 1, max: 99 }),
        (unit, quantity) => {
          const many = sumFen(Array.from({ length: quantity }, () => fen(unit)))
          expect(timesFen(fen(unit), quantity)).toBe(many)
        },
      ),
    )
  })

  it('is written in yuan with two decimals', () => {
    expect([0, 5, 99, 100, 1999, -1].map((amount) => yuanText(fen(amount)))).toEqual([
      '0.00',
      '0.05',
      '0.99',
      '1.00',
      '19.99',
      '-0.01',
    ])
  })
})
