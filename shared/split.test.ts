import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fen, type Fen } from './money.ts'
import { refundSplit, splitFen, splitRule, waterfall, type RefundableLeg, type SplitRule } from './split.ts'

const sum = (amounts: Iterable<number>) => [...amounts].reduce((all, amount) => all + amount, 0)
const weights = fc
  .uniqueArray(fc.tuple(fc.string({ minLength: 1 }), fc.bigInt(0n, 1_000_000n)), {
    minLength: 1,
    maxLength: 12,
    selector: ([party]) => party,
  })
  .filter((all) => all.some(([, weight]) => weight > 0n))
  .map((all) => all.map(([party, weight]) => ({ party, weight })))

describe('splitFen', () => {
  it('adds up, stays within a fen of the exact share, gives nothing for nothing, and does not mind the order', () => {
    fc.assert(
      fc.property(fc.nat(1_000_000_000), weights, fc.string(), (total, all, seed) => {
        const whole = all.reduce((n, { weight }) => n + weight, 0n)
        const split = splitFen(fen(total), all, seed)

        expect(sum(split.values())).toBe(total)
        for (const { party, weight } of all) {
          const off = BigInt(split.get(party)!) * whole - BigInt(total) * weight
          expect(off < whole && off > -whole).toBe(true)
          if (weight === 0n) expect(split.get(party)).toBe(0)
        }
        expect(splitFen(fen(total), all.toReversed(), seed)).toEqual(new Map([...split].toReversed()))
      }),
    )
  })

  it.each([0, 1, 2, 97, 7919, 2 ** 31 - 1, 9_000_000_000_000_000, Number.MAX_SAFE_INTEGER])(
    'is exact for %i fen, among one, three and five hundred',
    (total) => {
      for (const count of [1, 3, 500]) {
        const all = Array.from({ length: count }, (_, n) => ({ party: `p${n}`, weight: BigInt(1 + (n % 7)) }))
        const split = splitFen(fen(total), all, 'edge')
        expect([...split.values()].reduce((whole, part) => whole + BigInt(part), 0n)).toBe(BigInt(total))
        expect(Math.min(...split.values())).toBeGreaterThanOrEqual(0)
      }
    },
  )

  it('favours nobody: over many lines, a tie falls either way about as often', () => {
    const wins = Array.from({ length: 100_000 }, (_, n) =>
      splitFen(
        fen(1),
        [
          { party: 'first', weight: 1n },
          { party: 'second', weight: 1n },
        ],
        `line-${n}`,
      ).get('first'),
    )

    // Binomial(100,000, 1/2): five standard deviations from the middle. Lines are hashed, so that it is always the same.
    expect(Math.abs(sum(wins.map((won) => won ?? 0)) - 50_000)).toBeLessThan(5 * Math.sqrt(25_000))
  })

  it('throws on what cannot be split', () => {
    expect(() => splitFen(fen(-1), [{ party: 'a', weight: 1n }], 's')).toThrow(RangeError)
    expect(() => splitFen(fen(1), [{ party: 'a', weight: 0n }], 's')).toThrow(RangeError)
    const twice = [1n, 3n].map((weight) => ({ party: 'a', weight }))
    expect(() => splitFen(fen(100), twice, 's')).toThrow(RangeError)
  })
})

// The worked example: fee, guaranteed price, basis points of the gross, the rest to the cooperative.
const guaranteed = (amountFen: number): SplitRule =>
  splitRule.parse([
    { kind: 'processor_fee' },
    { kind: 'fixed', to: 'household', amountFen, guaranteed: true },
    {
      kind: 'basis_points',
      of: 'gross',
      parts: [
        { to: 'platform', bp: 500 },
        { to: 'collective', bp: 300 },
      ],
    },
    { kind: 'rest', to: 'cooperative' },
  ])

describe('waterfall', () => {
  it('divides 199.99 as the worked example does', () => {
    const legs = waterfall(fen(19999), guaranteed(12000), {
      feeFen: fen(608),
      seed: 'order-O1/line-1/rule-v3',
    })

    expect(Object.fromEntries(legs)).toEqual({
      processor_fee: 608,
      household: 12000,
      platform: 1000,
      collective: 600,
      cooperative: 5791,
    })
  })

  it('pays the guaranteed price out of the risk fund when the price falls short', () => {
    const legs = waterfall(fen(10000), guaranteed(12000), { feeFen: fen(300), seed: 'x' })

    expect(Object.fromEntries(legs)).toEqual({
      processor_fee: 300,
      household: 12000,
      risk_fund: -2300,
      platform: 0,
      collective: 0,
      cooperative: 0,
    })
  })

  it('cuts pro rata what is no longer there, and keeps caps and floors', () => {
    const rule = splitRule.parse([
      { kind: 'processor_fee' },
      { kind: 'fixed', to: 'household', amountFen: 12000, guaranteed: true },
      {
        kind: 'basis_points',
        of: 'gross',
        parts: [
          { to: 'platform', bp: 500 },
          { to: 'collective', bp: 300, capFen: 400 },
          { to: 'risk_fund', bp: 100, floorFen: 50 },
        ],
      },
      { kind: 'rest', to: 'cooperative' },
    ])

    const cut = waterfall(fen(12900), rule, { feeFen: fen(300), seed: 'x' })
    const capped = waterfall(fen(30000), rule, { feeFen: fen(300), seed: 'x' })

    expect(sum([cut.get('platform')!, cut.get('collective')!, cut.get('risk_fund')!])).toBe(600)
    expect(cut.get('cooperative')).toBe(0)
    expect(capped.get('collective')).toBe(400)
    expect(capped.get('cooperative')).toBe(30000 - 300 - 12000 - 1500 - 400 - 300)
  })

  it('adds up for every price and fee, and only the risk fund may be negative', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 10_000_000 }),
        fc.nat(20_000),
        fc.nat(2_000_000),
        (gross, fee, price) => {
          const legs = waterfall(fen(gross), guaranteed(price), { feeFen: fen(fee), seed: String(gross) })

          expect(sum(legs.values())).toBe(gross)
          for (const [to, amount] of legs) expect(amount >= 0 || to === 'risk_fund').toBe(true)
          expect(legs.get('household')).toBe(price)
        },
      ),
    )
  })

  it('leaves 0.01 % to the rest, and knows no rule of 100.01 %', () => {
    const of = (bp: number) => [
      {
        kind: 'basis_points',
        of: 'gross',
        parts: [
          { to: 'household', bp: 5000 },
          { to: 'platform', bp },
        ],
      },
      { kind: 'rest', to: 'cooperative' },
    ]

    expect(splitRule.safeParse(of(5001)).success).toBe(false)
    const legs = waterfall(fen(10_000), splitRule.parse(of(4999)), { feeFen: fen(0), seed: 'x' })
    expect(Object.fromEntries(legs)).toEqual({ household: 5000, platform: 4999, cooperative: 1 })
  })

  it('is only read from a rule that ends with one rest tier and gives out no more than the whole', () => {
    const parts = [
      { to: 'platform', bp: 6000 },
      { to: 'collective', bp: 5000 },
    ]

    expect(splitRule.safeParse([{ kind: 'processor_fee' }]).success).toBe(false)
    expect(splitRule.safeParse([{ kind: 'rest', to: 'household' }, { kind: 'processor_fee' }]).success).toBe(
      false,
    )
    expect(
      splitRule.safeParse([
        { kind: 'basis_points', of: 'left', parts },
        { kind: 'rest', to: 'household' },
      ]).success,
    ).toBe(false)
    expect(splitRule.safeParse([{ kind: 'rest', to: 'host' }]).success).toBe(false)
  })

  it.each([
    [
      'names a payee twice in a tier',
      [
        { to: 'household', bp: 1000 },
        { to: 'household', bp: 2000 },
      ],
    ],
    ['has a floor above its cap', [{ to: 'household', bp: 1000, capFen: 1, floorFen: 9 }]],
    ['sends the processor more than its fee', [{ to: 'processor_fee', bp: 100 }]],
  ])('is not read from a rule that %s', (_what, parts) => {
    const rule = [
      { kind: 'basis_points', of: 'gross', parts },
      { kind: 'rest', to: 'cooperative' },
    ]

    expect(splitRule.safeParse(rule).success).toBe(false)
  })
})

describe('refundSplit', () => {
  const legsOf = (amounts: readonly number[]): RefundableLeg[] =>
    amounts.map((amount, index) => ({ party: `p${index}`, amount: fen(amount), refunded: fen(0) }))
  const after = (legs: RefundableLeg[], split: Map<string, Fen>) =>
    legs.map((leg) => ({ ...leg, refunded: fen(leg.refunded + (split.get(leg.party) ?? 0)) }))

  it('refunds 50.00, 33.33 and the rest of the worked example to exactly nothing left', () => {
    let legs: RefundableLeg[] = legsOf([608, 12000, 1000, 600, 200, 200, 5391])
    const rows = [5000, 3333, 11666].map((refund, n) => {
      const split = refundSplit(legs, fen(refund), `O1/refund${n + 1}`)
      legs = after(legs, split)
      return [...split.values()]
    })

    expect(rows).toEqual([
      [152, 3000, 250, 150, 50, 50, 1348],
      [102, 2000, 167, 100, 33, 33, 898],
      [354, 7000, 583, 350, 117, 117, 3145],
    ])
    expect(rows.map(sum)).toEqual([5000, 3333, 11666])
    expect(legs.every((leg) => leg.refunded === leg.amount)).toBe(true)
  })

  it('never pays a leg, never takes more than it had, and ends at zero, whatever the sequence', () => {
    fc.assert(
      fc.property(
        fc
          .array(fc.integer({ min: 0, max: 50_000 }), { minLength: 1, maxLength: 8 })
          .filter((all) => sum(all) > 0),
        fc.array(fc.integer({ min: 1, max: 20_000 }), { maxLength: 30 }),
        (amounts, refunds) => {
          const whole = sum(amounts)
          let legs = legsOf(amounts)
          let done = 0
          for (const wish of [...refunds, whole]) {
            const refund = Math.min(wish, whole - done)
            if (refund === 0) break
            const split = refundSplit(legs, fen(refund), `refund-${done}`)
            done += refund
            legs = after(legs, split)
            expect(sum(split.values())).toBe(refund)
            for (const part of split.values()) expect(part).toBeGreaterThanOrEqual(0)
            for (const leg of legs) {
              expect(leg.refunded).toBeLessThanOrEqual(leg.amount)
              expect(Math.abs(leg.refunded - (done * leg.amount) / whole)).toBeLessThan(1)
            }
          }
          expect(legs.every((leg) => leg.refunded === leg.amount)).toBe(true)
        },
      ),
    )
  })

  it('pays nobody back when one fen more is refunded, where the nearest whole shares would (Alabama)', () => {
    const legs = legsOf([60, 19, 12])
    const after64 = after(legs, refundSplit(legs, fen(64), 'r1'))
    expect([...refundSplit(after64, fen(1), 'r2').values()].filter((part) => part < 0)).toEqual([])
  })

  it('takes 50.00 fen by fen of 70.00, 20.00 and 10.00 as it would at once', () => {
    let legs = legsOf([7000, 2000, 1000])
    for (let n = 0; n < 5000; n++) legs = after(legs, refundSplit(legs, fen(1), `drip-${n}`))
    expect(legs.map(({ refunded }) => refunded)).toEqual([3500, 1000, 500])
  })

  it('refuses more than what is left', () => {
    expect(() => refundSplit(legsOf([100]), fen(101), 'x')).toThrow(RangeError)
    expect(() => refundSplit(legsOf([100]), fen(0), 'x')).toThrow(RangeError)
    expect(() => refundSplit(legsOf([-5, 100]), fen(1), 'x')).toThrow(RangeError)
  })
})
