import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fen, sumFen } from '#shared/money.ts'
import { forEach, moneyOf, soldOutSec, timelineOf, type PostedSum } from './rules.ts'

const MINUTE = 60_000
const noon = Date.parse('2026-11-23T04:00:00Z')
const at = (minutes: number) => new Date(noon + minutes * MINUTE)
const one = (kind: string, whose: string, amountFen: number): PostedSum => ({
  ...{ kind, whose, amountFen: fen(amountFen) },
})

/** Of a sale at 59.00 with a fee of 1.00: what the platform's book gets. */
const sale = [
  one('sale', '109.stripe', 5_800),
  one('sale', 'household', -3_480),
  one('sale', 'cooperative', -1_848),
  one('sale', 'collective', -295),
  one('sale', '501.service', -177),
]
const parts = (grossFen: number, posted: readonly PostedSum[]) => {
  const money = moneyOf(fen(grossFen), posted)
  return { ...money, net: Object.fromEntries(money.parts.map(({ earner, netFen }) => [earner, netFen])) }
}

describe('whose the money is', () => {
  it('is nobody’s when nothing was sold', () => {
    const { grossFen, refundedFen, netFen, net } = parts(0, [])
    expect([grossFen, refundedFen, netFen, ...Object.values(net)]).toEqual(Array(10).fill(0))
  })

  it('is what the sale gave, and the rest of the price is Stripe’s', () => {
    const { net } = parts(5_900, sale)
    expect(net).toEqual({
      ...{ household: 3_480, cooperative: 1_848, collective: 295, alliance: 0 },
      ...{ platform: 177, risk_fund: 0, processor: 100 },
    })
  })

  it('is less what was refunded, and the fee that Stripe keeps is borne by the platform', () => {
    const refund = [
      one('refund', '211.refunds', -5_900),
      one('refund', 'household', 3_480),
      one('refund', 'cooperative', 1_848),
      one('refund', 'collective', 295),
      one('refund', '501.service', 177),
      one('refund', '524.processor-fee', 100),
    ]
    const { refundedFen, netFen, net } = parts(5_900, [...sale, ...refund])
    expect([refundedFen, netFen]).toEqual([5_900, 0])
    expect(net).toMatchObject({ household: 0, cooperative: 0, collective: 0, platform: -100, processor: 100 })
  })

  it('has the platform pay a coupon, and have it back in step with a refund', () => {
    const [, ...legs] = sale
    const cheaper = [one('sale', '109.stripe', 5_000), one('sale', '521.coupons', 800), ...legs]
    const sold = parts(5_100, cheaper)
    expect(sold.net).toMatchObject({ household: 3_480, platform: 177 - 800, processor: 100 })

    const half = [
      one('refund', '211.refunds', -2_550),
      one('refund', '521.coupons', -400),
      one('refund', 'cooperative', 2_950),
    ]
    const after = parts(5_100, [...cheaper, ...half])
    expect([after.refundedFen, after.netFen]).toEqual([2_550, 2_550])
    expect(after.net).toMatchObject({ household: 3_480, cooperative: 1_848 - 2_950, platform: 177 - 400 })
  })

  it('counts a dispute’s money when it is lost, and its fee at once', () => {
    const withdrawn = [
      one('dispute_withdrawn', '113.dispute', 5_900),
      one('dispute_withdrawn', '524.dispute-fee', 1_500),
      one('dispute_withdrawn', '109.stripe', -7_400),
    ]
    const open = parts(5_900, [...sale, ...withdrawn])
    expect([open.refundedFen, open.net.platform, open.net.processor]).toEqual([0, 177 - 1_500, 1_600])

    const beyond = [
      one('dispute_beyond', '529.refunds-borne', 900),
      one('dispute_beyond', '113.dispute', -900),
    ]
    const lost = parts(5_900, [...sale, ...withdrawn, ...beyond])
    expect([lost.refundedFen, lost.netFen, lost.net.platform]).toEqual([900, 5_000, 177 - 1_500 - 900])
  })

  it('is what buyers paid less what they have back, whatever balanced journals say', () => {
    const earner = fc.constantFrom(
      'household',
      'cooperative',
      'collective',
      'alliance',
      '501.service',
      '211.risk-fund',
    )
    const legs = fc.array(fc.tuple(earner, fc.integer({ min: -500_000, max: 500_000 })), { maxLength: 12 })
    fc.assert(
      fc.property(legs, legs, fc.nat(9_000), (sold, back, feeFen) => {
        const total = (of: typeof sold) => of.reduce((sum, [, amount]) => sum + amount, 0)
        const money = moneyOf(fen(total(sold) + feeFen), [
          one('sale', '109.stripe', total(sold)),
          ...sold.map(([whose, amount]) => one('sale', whose, -amount)),
          one('refund', '211.refunds', -total(back)),
          ...back.map(([whose, amount]) => one('refund', whose, amount)),
        ])
        expect(money.netFen).toBe(money.grossFen - money.refundedFen)
        expect(sumFen(money.parts.map(({ netFen }) => netFen))).toBe(money.netFen)
        expect(sumFen(money.parts.map(({ earnedFen }) => earnedFen))).toBe(money.grossFen)
      }),
    )
  })

  it('is not guessed: an account that nobody has explained, or a sum that does not come out, is a bug', () => {
    expect(() => moneyOf(fen(5_900), [...sale, one('sale', '531.other', -1)])).toThrow('531.other')
    expect(() => moneyOf(fen(5_900), sale.slice(0, -1))).toThrow('Parts of')
  })
})

describe('money for each', () => {
  it('is nothing to say without anybody, and to the nearest fen otherwise', () => {
    expect(forEach(fen(5_900), 0)).toBeNull()
    expect(forEach(fen(5_900), 3)).toBe(1_967)
    expect(forEach(fen(5_900), 3, 1000)).toBe(1_966_667)
    expect(forEach(fen(-100), 3)).toBe(-33)
  })
})

const facts = { startedAt: at(0), endedAt: at(3), viewers: [], asked: [], units: [], likes: [] }

describe('the curve', () => {
  it('has a point a minute, also for a session without a viewer and without a sale', () => {
    const { stepMin, points, laterUnits } = timelineOf(facts)
    expect([stepMin, laterUnits]).toEqual([1, 0])
    expect(points).toEqual(
      [0, 1, 2, 3].map((minute) => ({
        ...{ at: at(minute).toISOString(), viewers: null, asked: 0, units: 0, likes: 0 },
      })),
    )
  })

  it('goes on for payments that were under way at the end, and tells those of hours later apart', () => {
    const units = [0, 2, 9, 200].map((minute) => ({ minute: at(minute), units: 1 }))
    const { points, laterUnits } = timelineOf({ ...facts, units })
    expect([points.length, laterUnits]).toEqual([10, 1])
  })

  it('averages viewers in a step, and loses no unit and no claim, however long the session was', () => {
    const minutes = fc.array(fc.tuple(fc.integer({ min: -2, max: 6_000 }), fc.integer({ min: 1, max: 99 })))
    fc.assert(
      fc.property(fc.nat(6_000), minutes, (lasted, happened) => {
        const { points, laterUnits, stepMin } = timelineOf({
          ...{ startedAt: at(0.4), endedAt: at(lasted) },
          viewers: happened.map(([minute, viewers]) => ({ minute: at(minute), viewers })),
          asked: [],
          units: happened.map(([minute, units]) => ({ minute: at(minute), units })),
          likes: happened.map(([minute, likes]) => ({ minute: at(minute), likes })),
        })
        const shown = points.reduce((sum, point) => sum + point.units, 0)
        expect(shown + laterUnits).toBe(happened.reduce((sum, [, units]) => sum + units, 0))
        expect(points.length).toBeLessThanOrEqual(121)
        expect(points.length).toBeGreaterThan(0)
        const least = Math.min(...happened.map(([, viewers]) => viewers))
        const most = Math.max(...happened.map(([, viewers]) => viewers))
        for (const [index, point] of points.entries()) {
          expect(Date.parse(point.at)).toBe(noon + index * stepMin * MINUTE)
          if (point.viewers !== null) expect(point.viewers >= least && point.viewers <= most).toBe(true)
        }
      }),
    )
  })
})

describe('the time to sell out', () => {
  const sold = { total: 2, units: 2, openedAt: at(0), lastPaidGrantedAt: at(1.5) }
  it('is from the opening to the last unit that was paid for', () => {
    expect(soldOutSec(sold)).toBe(90)
  })
  it.each([
    ['units are left', { units: 1 }],
    ['it never opened', { openedAt: null }],
  ])('is unknown while %s', (_, change) => {
    expect(soldOutSec({ ...sold, ...change })).toBeNull()
  })
})
