import fc from 'fast-check'
import { expect, it } from 'vitest'
import { OFFER_TOTAL_MAX } from '#shared/coupons.ts'
import { fen, sumFen } from '#shared/money.ts'
import { piecesOf } from './pieces.ts'

const seed = fc.string({ minLength: 1, maxLength: 20 })
const pieces = fc.integer({ min: 1, max: 400 })

it('divides a red packet to the fen, nobody getting less than a third of the average or more than thrice it', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: OFFER_TOTAL_MAX }), pieces, seed, (total, count, chance) => {
      const draft = {
        kind: 'red_packet',
        amountFen: fen(total),
        pieces: count,
        minSpendFen: fen(total * 2),
      } as const
      const answer = piecesOf(draft, chance)
      const average = total / count
      if (!answer.ok) {
        expect(average).toBeLessThan(3)
        return
      }
      const { amountsFen, totalFen } = answer.value
      expect(totalFen).toBe(total)
      expect(amountsFen).toHaveLength(count)
      expect(sumFen(amountsFen)).toBe(total)
      expect(Math.min(...amountsFen)).toBeGreaterThan(average / 3 - 1)
      expect(Math.max(...amountsFen)).toBeLessThan(average * 3 + 1)
    }),
  )
})

it('takes no offer whose pieces could take off more than half of what must be spent, whatever chance says', () => {
  fc.assert(
    fc.property(fc.integer({ min: 500, max: OFFER_TOTAL_MAX }), pieces, seed, (total, count, chance) => {
      const draft = { kind: 'red_packet', amountFen: fen(total), pieces: count } as const
      const asked = piecesOf({ ...draft, minSpendFen: fen(1) }, chance)
      expect(asked).toMatchObject({ ok: false, refusal: { kind: 'offer_does_not_divide' } })
      if (asked.ok || asked.refusal.kind !== 'offer_does_not_divide') return
      const { leastSpendFen } = asked.refusal
      const answer = piecesOf({ ...draft, minSpendFen: leastSpendFen }, chance)
      if (answer.ok) expect(Math.max(...answer.value.amountsFen) * 2).toBeLessThanOrEqual(leastSpendFen)
      expect(piecesOf({ ...draft, minSpendFen: fen(leastSpendFen - 1) }, chance).ok).toBe(false)
    }),
  )
})

it('gives a coupon’s pieces one amount, half of what must be spent at most', () => {
  const five = { kind: 'coupon', amountFen: fen(500), pieces: 3 } as const
  expect(piecesOf({ ...five, minSpendFen: fen(1_000) }, 'x')).toMatchObject({
    value: { totalFen: 1_500, amountsFen: [500, 500, 500] },
  })
  expect(piecesOf({ ...five, minSpendFen: fen(999) }, 'x')).toMatchObject({
    refusal: { kind: 'offer_does_not_divide', leastSpendFen: 1_000 },
  })
  expect(piecesOf({ ...five, pieces: 4_001, minSpendFen: fen(1_000) }, 'x')).toMatchObject({
    refusal: { kind: 'offer_too_dear', mostFen: OFFER_TOTAL_MAX },
  })
})

it('comes out otherwise with another seed', () => {
  const draft = { kind: 'red_packet', amountFen: fen(10_000), pieces: 20, minSpendFen: fen(5_000) } as const
  const amounts = (chance: string) => {
    const answer = piecesOf(draft, chance)
    return answer.ok ? answer.value.amountsFen : []
  }
  expect(amounts('one')).toEqual(amounts('one'))
  expect(amounts('one')).not.toEqual(amounts('two'))
})
