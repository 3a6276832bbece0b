import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { allianceWeights, shareAlliance, sharePercents, termsForm } from './alliance.ts'
import { fen } from './money.ts'
import { refundSplit } from './split.ts'

const VILLAGES = 15
const sum = (amounts: Iterable<number>) => [...amounts].reduce((all, amount) => all + amount, 0)
const seatsOf = (contributions: readonly number[]) =>
  contributions.map((contribution, at) => ({ party: `village-${at + 1}`, contribution }))

const formula = fc.record({
  baseBp: fc.integer({ min: 0, max: 10_000 }),
  seats: fc
    .array(fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 1_000_000_000 })), {
      minLength: VILLAGES,
      maxLength: VILLAGES,
    })
    .map(seatsOf),
})

describe('an alliance of 15 villages', () => {
  it('divides every sum from 1 to 10,000 fen exactly, nobody a fen or more from the formula, nobody below nothing', () => {
    fc.assert(
      fc.property(formula, (of) => {
        const weights = new Map(allianceWeights(of).map(({ party, weight }) => [party, weight]))
        const whole = [...weights.values()].reduce((all, weight) => all + weight, 0n)
        for (let total = 1; total <= 10_000; total += 1) {
          let left = total
          for (const [party, part] of shareAlliance(fen(total), of, 'line_1')) {
            const off = BigInt(part) * whole - BigInt(total) * weights.get(party)!
            if (part < 0 || off >= whole || -off >= whole) expect.fail(`${part} of ${total} for ${party}`)
            left -= part
          }
          if (left !== 0) expect.fail(`${left} of ${total} left over`)
        }
      }),
      { numRuns: 3 },
    )
  })

  it('follows the formula in exact fractions: the base equally, the rest by contribution', () => {
    fc.assert(
      fc.property(formula, ({ baseBp, seats }) => {
        const all = sum(seats.map(({ contribution }) => contribution))
        fc.pre(all > 0)
        const weights = allianceWeights({ baseBp, seats })
        const whole = weights.reduce((one, { weight }) => one + weight, 0n)
        weights.forEach(({ weight }, at) => {
          // weight/whole = base/10000/15 + (10000 − base)/10000 · contribution/all
          const [b, c, a, n] = [
            BigInt(baseBp),
            BigInt(seats[at]!.contribution),
            BigInt(all),
            BigInt(VILLAGES),
          ]
          expect(weight * 10_000n * n * a).toBe(whole * (b * a + (10_000n - b) * c * n))
        })
      }),
    )
  })

  it('takes back in any parts what each got, to nothing left', () => {
    fc.assert(
      fc.property(
        formula,
        fc.integer({ min: 1, max: 10_000 }),
        fc.array(fc.integer({ min: 1, max: 4_000 }), { maxLength: 6 }),
        (of, total, refunds) => {
          let legs = [...shareAlliance(fen(total), of, 'line_1')].map(([party, amount]) => ({
            ...{ party, amount, refunded: fen(0) },
          }))
          let left = total
          for (const wish of [...refunds, total]) {
            const refund = Math.min(wish, left)
            if (refund === 0) break
            const parts = refundSplit(legs, fen(refund), `line_1/${left}`)
            legs = legs.map((leg) => ({ ...leg, refunded: fen(leg.refunded + parts.get(leg.party)!) }))
            left -= refund
          }
          expect(legs.every(({ amount, refunded }) => amount === refunded)).toBe(true)
        },
      ),
    )
  })
})

describe('the formula', () => {
  it('gives 20 % equally and 80 % by contribution', () => {
    const of = { baseBp: 2_000, seats: seatsOf([600, 300, 100]) }

    expect([...shareAlliance(fen(30_000), of, 'x').values()]).toEqual([16_400, 9_200, 4_400])
    expect(sharePercents(of).get('village-1')).toBeCloseTo(54.6666, 4)
  })

  it('gives a village that brought nothing its equal part, and none where there is none', () => {
    const brought = seatsOf([10, 0])

    expect([...shareAlliance(fen(1_000), { baseBp: 2_000, seats: brought }, 'x').values()]).toEqual([
      900, 100,
    ])
    expect([...shareAlliance(fen(1_000), { baseBp: 0, seats: brought }, 'x').values()]).toEqual([1_000, 0])
  })

  it('gives all the same as long as nobody has brought anything', () => {
    const of = { baseBp: 0, seats: seatsOf([0, 0, 0, 0]) }

    expect([...shareAlliance(fen(400), of, 'x').values()]).toEqual([100, 100, 100, 100])
  })

  it('favours nobody for good: the odd fen of equal villages goes round with the lines', () => {
    const of = { baseBp: 10_000, seats: seatsOf([1, 1, 1]) }
    const got = new Map<string, number>()
    for (let line = 0; line < 3_000; line += 1)
      for (const [party, part] of shareAlliance(fen(1), of, `line_${line}`))
        got.set(party, (got.get(party) ?? 0) + part)

    expect(sum(got.values())).toBe(3_000)
    for (const times of got.values()) expect(Math.abs(times - 1_000)).toBeLessThan(150)
  })

  it('is not from less than nothing, nor of more than the whole', () => {
    expect(() => allianceWeights({ baseBp: -1, seats: seatsOf([1, 2]) })).toThrow(RangeError)
    expect(() => allianceWeights({ baseBp: 10_001, seats: seatsOf([1, 2]) })).toThrow(RangeError)
  })
})

describe('terms as typed', () => {
  const typed = { followsId: 'terms_1', fromMonth: '2027-01', basePercent: '２０%', reason: '新增示范茶园' }

  it('forgive full-width digits and a sign', () => {
    expect(termsForm.parse(typed)).toMatchObject({ fromMonth: '2027-01', basePercent: 20 })
  })

  it.each([
    { fromMonth: '2027-13' },
    { fromMonth: '2027-01-15' },
    { basePercent: '101' },
    { basePercent: '-1' },
  ])('are not read with %o', (change) => {
    expect(termsForm.safeParse({ ...typed, ...change }).success).toBe(false)
  })
})
