import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { firstPolicies, policyNow } from '#tests/make/refund-policy.ts'
import { fen, sumFen, type Fen } from './money.ts'
import { refundPolicyBody, refundReason, shareRefund, type RefundLeg, type RefundReason } from './refund.ts'
import { splitRule, waterfall, type Beneficiary, type SplitRule } from './split.ts'

const sum = (amounts: Iterable<number>) => [...amounts].reduce((all, amount) => all + amount, 0)

const legsOf = (amounts: Partial<Record<Beneficiary, number>>): RefundLeg[] =>
  Object.entries(amounts).map(([kind, amount]) => ({
    partyKind: kind as Beneficiary,
    amountFen: fen(amount),
    refundedFen: fen(0),
  }))

/** the worked example: gross 199.99, fee 6.08, guaranteed price 120.00; the alliance's hundredth is the village's here */
const worked = {
  processor_fee: 608,
  household: 12_000,
  platform: 1_000,
  collective: 800,
  risk_fund: 200,
  cooperative: 5_391,
}

function refundAll(legs: RefundLeg[], refunds: readonly (readonly [RefundReason, number])[]) {
  let now = legs
  const rows = refunds.map(([reason, amount], n) => {
    const { parts, beyondFen } = shareRefund(now, fen(amount), {
      tiers: policyNow[reason],
      seed: `line/${n}`,
    })
    now = now.map((leg) => ({
      ...leg,
      refundedFen: fen(leg.refundedFen + (parts.get(leg.partyKind) ?? 0)),
    }))
    return { ...Object.fromEntries(parts), ...(beyondFen > 0 && { beyond: Number(beyondFen) }) }
  })
  return { rows, legs: now }
}

describe('a refund for quality', () => {
  it('is borne by everyone in proportion, to nothing left of any leg', () => {
    const { rows, legs } = refundAll(legsOf(worked), [
      ['quality', 5_000],
      ['quality', 3_333],
      ['quality', 11_666],
    ])

    expect(rows[0]).toEqual({
      processor_fee: 152,
      household: 3_000,
      platform: 250,
      collective: 200,
      risk_fund: 50,
      cooperative: 1_348,
    })
    expect(legs.every((leg) => leg.refundedFen === leg.amountFen)).toBe(true)
  })

  it('takes 60.00, 32.00, 3.00, 1.00 and 4.00 of the 200.00 order that is refunded by half', () => {
    const order = { household: 12_000, cooperative: 6_400, collective: 600, risk_fund: 200, platform: 800 }

    const { rows } = refundAll(legsOf(order), [['quality', 10_000]])

    expect(rows).toEqual([
      { household: 6_000, cooperative: 3_200, collective: 300, risk_fund: 100, platform: 400 },
    ])
  })

  it('gives the risk fund back what it added to a price that fell short of the guaranteed one', () => {
    const short = { household: 12_000, risk_fund: -2_300, processor_fee: 300 }

    const { rows, legs } = refundAll(legsOf(short), [
      ['quality', 5_000],
      ['quality', 5_000],
    ])

    expect(rows[0]).toEqual({ household: 6_000, processor_fee: 150, risk_fund: -1_150 })
    expect(legs.every((leg) => leg.refundedFen === leg.amountFen)).toBe(true)
  })
})

describe('a refund for remorse or of what was lost on the way', () => {
  it.each(['remorse', 'logistics'] as const)('(%s) leaves the household what it got', (reason) => {
    const { rows, legs } = refundAll(legsOf(worked), [
      [reason, 3_000],
      [reason, 3_000],
      [reason, 13_999],
    ])

    expect(rows).toEqual([
      { risk_fund: 200, cooperative: 2_800 },
      { cooperative: 2_591, platform: 254, processor_fee: 155 },
      { platform: 746, processor_fee: 453, collective: 800, beyond: 12_000 },
    ])
    expect(legs.find(({ partyKind }) => partyKind === 'household')?.refundedFen).toBe(0)
  })
})

it('lost as a dispute is the platform’s first, then the fund’s, then everyone else’s', () => {
  const { rows } = refundAll(legsOf(worked), [
    ['dispute', 1_608],
    ['dispute', 200 + 1_819],
  ])

  expect(rows[0]).toEqual({ platform: 1_000, processor_fee: 608 })
  expect(rows[1]).toEqual({ risk_fund: 200, household: 1_200, cooperative: 539, collective: 80 })
})

it('refuses a refund of nothing', () => {
  const by = { tiers: policyNow.quality, seed: 'x' }
  expect(() => shareRefund(legsOf(worked), fen(0), by)).toThrow(RangeError)
})

/** Any rule that the schema admits, of guaranteed prices, shares and a rest. */
const rules: fc.Arbitrary<SplitRule> = fc
  .record({
    fee: fc.boolean(),
    guarantee: fc.option(fc.nat(20_000), { nil: undefined }),
    bps: fc.array(fc.nat(2_000), { minLength: 3, maxLength: 3 }),
    rest: fc.constantFrom('cooperative' as const, 'platform' as const),
  })
  .map(({ fee, guarantee, bps, rest }) =>
    splitRule.parse([
      ...(fee ? [{ kind: 'processor_fee' }] : []),
      ...(guarantee === undefined
        ? []
        : [{ kind: 'fixed', to: 'household', amountFen: guarantee, guaranteed: true }]),
      {
        kind: 'basis_points',
        of: 'gross',
        parts: (['household', 'collective', 'risk_fund'] as const).map((to, n) => ({ to, bp: bps[n] })),
      },
      { kind: 'rest', to: rest },
    ]),
  )
const anyReason = fc.constantFrom(...refundReason.options)
const refunds = (reason: fc.Arbitrary<RefundReason>) =>
  fc.array(fc.tuple(reason, fc.integer({ min: 1, max: 9_000 })), { maxLength: 15 })

type Order = { legs: RefundLeg[]; grossFen: Fen }
const orders: fc.Arbitrary<Order> = fc
  .record({ rule: rules, gross: fc.integer({ min: 1, max: 30_000 }), fee: fc.nat(600) })
  .map(({ rule, gross, fee }) => ({
    grossFen: fen(gross),
    legs: legsOf(Object.fromEntries(waterfall(fen(gross), rule, { feeFen: fen(fee), seed: 'line' }))),
  }))

/** Refunds what is asked, as far as there is something left, then the rest; looks after every step. */
function refundWhole(
  { legs, grossFen }: Order,
  asked: readonly (readonly [RefundReason, number])[],
  last: RefundReason,
) {
  let now = legs
  let done = 0
  let beyond = 0
  for (const [n, [reason, wish]] of [...asked, [last, grossFen] as const].entries()) {
    const refund = fen(Math.min(wish, grossFen - done))
    if (refund === 0) break
    const by = { tiers: policyNow[reason], seed: `line/${n}` }
    const { parts, beyondFen } = shareRefund(now, refund, by)
    expect(sumFen([...parts.values(), beyondFen])).toBe(refund)
    expect(beyondFen).toBeGreaterThanOrEqual(0)
    now = now.map((leg) => {
      const part = parts.get(leg.partyKind) ?? 0
      // Nobody is paid by a refund, and nobody gives back more than he got.
      expect(Math.sign(part) * Math.sign(leg.amountFen)).toBeGreaterThanOrEqual(0)
      const refundedFen = fen(leg.refundedFen + part)
      expect(Math.abs(refundedFen)).toBeLessThanOrEqual(Math.abs(leg.amountFen))
      return { ...leg, refundedFen }
    })
    done += refund
    beyond += beyondFen
    expect(sum(now.map(({ refundedFen }) => refundedFen)) + beyond).toBe(done)
  }
  return { legs: now, beyond }
}

it('adds up, takes from nobody more than he got, and ends at the whole, whatever the rule, the reasons and the parts', () => {
  fc.assert(
    fc.property(orders, refunds(anyReason), anyReason, (order, asked, last) => {
      refundWhole(order, asked, last)
    }),
    { numRuns: 500 },
  )
})

it('brings every leg to nothing when all of it was for quality', () => {
  fc.assert(
    fc.property(orders, refunds(fc.constant('quality')), (order, asked) => {
      const { legs, beyond } = refundWhole(order, asked, 'quality')

      expect(beyond).toBe(0)
      expect(legs.every((leg) => leg.refundedFen === leg.amountFen)).toBe(true)
    }),
  )
})

it('never touches a protected household, however much is refunded', () => {
  fc.assert(
    fc.property(orders, refunds(fc.constantFrom('remorse', 'logistics')), (order, asked) => {
      const { legs } = refundWhole(order, asked, 'remorse')

      expect(legs.find(({ partyKind }) => partyKind === 'household')?.refundedFen ?? 0).toBe(0)
    }),
  )
})

describe('a policy', () => {
  it('asks each leg once for a reason, and says something of every reason', () => {
    const twice = { ...policyNow, quality: [['platform'], ['household', 'platform']] }
    expect(refundPolicyBody.safeParse(twice).success).toBe(false)
    expect(refundPolicyBody.safeParse({ ...policyNow, quality: undefined }).success).toBe(false)
    expect(refundPolicyBody.safeParse({ ...policyNow, quality: [] }).success).toBe(true)
  })

  it('of version 2 says of a sale without an alliance what version 1 said', () => {
    const [first, second] = firstPolicies
    for (const reason of refundReason.options)
      expect(second![reason].map((tier) => tier.filter((kind) => kind !== 'alliance'))).toEqual(
        first![reason],
      )
  })
})
