import { describe, expect, it } from 'vitest'
import { tierOf } from './collective-tier.ts'
import { fen } from './money.ts'

describe('the tier of a collective', () => {
  it.each([
    [-100, 'below', { tier: 'middle', missingFen: 5_000_100 }],
    [0, 'below', { tier: 'middle', missingFen: 5_000_000 }],
    [4_999_999, 'below', { tier: 'middle', missingFen: 1 }],
    [5_000_000, 'middle', { tier: 'upper', missingFen: 5_000_000 }],
    [9_999_999, 'middle', { tier: 'upper', missingFen: 1 }],
    [10_000_000, 'upper', null],
  ])('of %i fen is %s', (operating, tier, next) => {
    expect(tierOf(fen(operating))).toEqual({ tier, next })
  })
})
