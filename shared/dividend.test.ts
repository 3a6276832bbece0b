import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { figuresOf, partsOf, votesNeeded, type Basis, type MemberBases, type Part } from './dividend.ts'
import { fen } from './money.ts'

const amountsBy = (basis: Basis, parts: readonly Part[]) =>
  parts.filter((part) => part.basis === basis).map(({ amountFen }) => amountFen)

const totalOf = (memberId: string, parts: readonly Part[]) =>
  parts.filter((part) => part.memberId === memberId).reduce((sum, { amountFen }) => sum + amountFen, 0)

function partsFor(figures: Parameters<typeof partsOf>[0], members: readonly MemberBases[], seed = 'run_1') {
  const answer = partsOf(figures, members, seed)
  if (!answer.ok) throw new Error(answer.refusal.kind)
  return answer.value
}

const member = (at: number, trade: number, share: number): MemberBases => ({
  memberId: `m${at}`,
  trade: BigInt(trade),
  share: BigInt(share),
})

describe('what a plan comes to', () => {
  it('is the worked example: 10,000.03 less 1,000.00 less 10 % is 8,100.03; 4,860.02 by trade, 3,240.01 by share', () => {
    const figures = figuresOf({
      regime: 'cooperative',
      surplusFen: fen(1_000_003),
      lossBeforeFen: fen(100_000),
      reserveBp: 1000,
      poolBp: 6000,
    })

    expect(figures).toEqual({
      surplusFen: 1_000_003,
      lossCoverFen: 100_000,
      reserveFen: 90_000,
      distributableFen: 810_003,
      poolFen: 486_002,
      restFen: 324_001,
    })
    const parts = partsFor(figures, [member(1, 123_456, 5), member(2, 98_765, 3), member(3, 45_000, 2)])
    expect(amountsBy('trade', parts)).toEqual([224_533, 179_626, 81_843])
    expect(amountsBy('share', parts)).toEqual([162_001, 97_200, 64_800])
  })

  it('is the golden case of article 44: trade 5:3:2:0, capital, reserve and an equal part of the subsidy', () => {
    const figures = figuresOf({
      regime: 'cooperative',
      surplusFen: fen(10_000_000),
      lossBeforeFen: fen(0),
      reserveBp: 0,
      poolBp: 6000,
    })
    const shareOf = (capital: number) => capital + 50_000 + 15_000_000
    const members = [
      member(1, 5, shareOf(100_000)),
      member(2, 3, shareOf(300_000)),
      member(3, 2, shareOf(200_000)),
      member(4, 0, shareOf(400_000)),
    ]

    const parts = partsFor(figures, members)

    expect(amountsBy('trade', parts)).toEqual([3_000_000, 1_800_000, 1_200_000])
    expect(amountsBy('share', parts)).toEqual([990_196, 1_003_268, 996_732, 1_009_804])
    expect(members.map(({ memberId }) => totalOf(memberId, parts))).toEqual([
      3_990_196, 2_803_268, 2_196_732, 1_009_804,
    ])
  })

  it('shares 100.00 among three and among six to the fen, where rounding each part would not', () => {
    const equal = (count: number) => Array.from({ length: count }, (_, at) => member(at, 0, 1))
    const rest = { poolFen: fen(0), restFen: fen(10_000) }

    expect(amountsBy('share', partsFor(rest, equal(3))).sort()).toEqual([3333, 3333, 3334])
    expect(amountsBy('share', partsFor(rest, equal(6))).sort()).toEqual([1666, 1666, 1667, 1667, 1667, 1667])
  })

  it('rounds the pool up: of 1,000.01 at 60 % it is 600.01, never 600.00; of one fen it is all', () => {
    const poolOf = (amount: number) =>
      figuresOf({
        regime: 'cooperative',
        surplusFen: fen(amount),
        lossBeforeFen: fen(0),
        reserveBp: 0,
        poolBp: 6000,
      }).poolFen

    expect([poolOf(100_001), poolOf(1), poolOf(0), poolOf(5)]).toEqual([60_001, 1, 0, 3])
  })

  it('gives a collective all by shares, after the reserve', () => {
    expect(
      figuresOf({
        regime: 'collective',
        surplusFen: fen(100_001),
        lossBeforeFen: fen(0),
        reserveBp: 2000,
        poolBp: 6000,
      }),
    ).toMatchObject({ reserveFen: 20_000, poolFen: 0, restFen: 80_001 })
  })

  it('lets a loss eat the surplus before anybody else does', () => {
    const request = { regime: 'cooperative', reserveBp: 1000, poolBp: 6000 } as const
    expect(figuresOf({ ...request, surplusFen: fen(500), lossBeforeFen: fen(800) })).toMatchObject({
      lossCoverFen: 500,
      distributableFen: 0,
    })
    expect(figuresOf({ ...request, surplusFen: fen(-500), lossBeforeFen: fen(800) })).toMatchObject({
      lossCoverFen: 0,
      distributableFen: 0,
    })
  })

  it('never shares less than 60 % by trade, and adds up to the surplus, whatever the figures', () => {
    fc.assert(
      fc.property(
        fc.record({
          surplus: fc.bigInt(0n, 9_000_000_000_000_000n),
          loss: fc.bigInt(0n, 1_000_000n),
          reserveBp: fc.integer({ min: 0, max: 10_000 }),
          poolBp: fc.integer({ min: 6000, max: 10_000 }),
        }),
        ({ surplus, loss, reserveBp, poolBp }) => {
          const one = figuresOf({
            regime: 'cooperative',
            surplusFen: fen(surplus),
            lossBeforeFen: fen(loss),
            reserveBp,
            poolBp,
          })

          expect(one.lossCoverFen + one.reserveFen + one.poolFen + one.restFen).toBe(Number(surplus))
          expect(BigInt(one.poolFen) * 10n).toBeGreaterThanOrEqual(BigInt(one.distributableFen) * 6n)
          expect(Math.min(...Object.values(one))).toBeGreaterThanOrEqual(0)
        },
      ),
    )
  })
})

describe('the parts of the members', () => {
  const membership = fc
    .array(fc.tuple(fc.bigInt(0n, 10n ** 12n), fc.bigInt(0n, 10n ** 12n)), { minLength: 1, maxLength: 60 })
    .map((rows) => rows.map(([trade, share], at): MemberBases => ({ memberId: `m${at}`, trade, share })))
    .filter((rows) => rows.some(({ trade }) => trade > 0n) && rows.some(({ share }) => share > 0n))

  it('add up to pool and rest, less than a fen from exact, in any order of members', () => {
    fc.assert(
      fc.property(
        membership,
        fc.integer({ min: 0, max: 2 ** 50 }),
        fc.integer({ min: 0, max: 2 ** 50 }),
        (members, pool, rest) => {
          const figures = { poolFen: fen(pool), restFen: fen(rest) }
          const parts = partsFor(figures, members)
          const backwards = partsFor(figures, members.toReversed())

          for (const [basis, total] of [
            ['trade', pool],
            ['share', rest],
          ] as const) {
            const all = members.reduce((sum, one) => sum + one[basis], 0n)
            expect(amountsBy(basis, parts).reduce((sum, amount) => sum + amount, 0)).toBe(total)
            for (const { amountFen, weight } of parts.filter((part) => part.basis === basis)) {
              const off = BigInt(amountFen) * all - BigInt(total) * weight
              expect(off < all && off > -all).toBe(true)
            }
          }
          const byName = (a: Part, b: Part) => (a.memberId + a.basis < b.memberId + b.basis ? -1 : 1)
          expect(parts.toSorted(byName)).toEqual(backwards.toSorted(byName))
        },
      ),
      { numRuns: 300 },
    )
  })

  it('are refused, not thrown, when nobody traded or nobody holds a share', () => {
    const figures = { poolFen: fen(60), restFen: fen(40) }
    expect(partsOf(figures, [member(1, 0, 1)], 'x')).toEqual({ ok: false, refusal: { kind: 'no_trade' } })
    expect(partsOf(figures, [member(1, 1, 0)], 'x')).toEqual({ ok: false, refusal: { kind: 'no_shares' } })
    expect(partsOf({ poolFen: fen(0), restFen: fen(0) }, [], 'x')).toEqual({ ok: true, value: [] })
  })
})

it('needs one vote more than half, and two thirds rounded up', () => {
  expect([votesNeeded(10, 'half'), votesNeeded(11, 'half'), votesNeeded(1, 'half')]).toEqual([6, 6, 1])
  expect([votesNeeded(9, 'two_thirds'), votesNeeded(10, 'two_thirds')]).toEqual([6, 7])
})
