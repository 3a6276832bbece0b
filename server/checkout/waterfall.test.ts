import fc from 'fast-check'
import { expect, it } from 'vitest'
import { fen, sumFen } from '#shared/money.ts'
import { refundReason, shareRefund, type RefundLeg } from '#shared/refund.ts'
import { policyNow } from '#tests/make/refund-policy.ts'
import { legsLeft } from './waterfall.ts'

const legsOf = (amounts: Partial<Record<RefundLeg['partyKind'], number>>): RefundLeg[] =>
  Object.entries(amounts).map(([kind, amount]) => ({
    partyKind: kind as RefundLeg['partyKind'],
    amountFen: fen(amount),
    refundedFen: fen(0),
  }))
const left = (legs: readonly RefundLeg[], returned: Parameters<typeof legsLeft>[1]) => {
  const sums = new Map<string, number>()
  for (const { partyKind, amountFen } of legsLeft(legs, returned))
    sums.set(partyKind, (sums.get(partyKind) ?? 0) + amountFen)
  return Object.fromEntries(sums)
}

it('leaves the processor its fee, which the platform stands in for', () => {
  const legs = legsOf({ household: 600, platform: 100, processor_fee: 20 }).map((leg) => ({
    ...leg,
    refundedFen: leg.amountFen,
  }))
  expect(left(legs, [{ beyondFen: fen(0) }])).toEqual({ processor_fee: 20, platform: -20 })
})

it('tells what the platform stood in for as less of the platform’s, also where it had no part', () => {
  expect(left(legsOf({ household: 600 }), [{ beyondFen: fen(250) }])).toEqual({
    household: 600,
    platform: -250,
  })
})

it('adds up to what was paid less what went back, after whatever refunds', () => {
  const amounts = fc.record({
    ...{ household: fc.nat(9_000), cooperative: fc.nat(9_000), collective: fc.nat(900) },
    ...{ platform: fc.nat(900), processor_fee: fc.nat(400), risk_fund: fc.integer({ min: -50, max: 200 }) },
  })
  const refunds = fc.array(fc.tuple(fc.constantFrom(...refundReason.options), fc.nat(5_000)), {
    maxLength: 8,
  })
  fc.assert(
    fc.property(amounts, refunds, (parts, asked) => {
      let legs = legsOf(parts)
      const paid = sumFen(legs.map(({ amountFen }) => amountFen))
      fc.pre(paid > 0)
      let gone = 0
      const returned: { beyondFen: ReturnType<typeof fen> }[] = []
      asked.forEach(([reason, wish], n) => {
        const amount = fen(Math.min(wish, paid - gone))
        if (amount <= 0) return
        const shares = shareRefund(legs, amount, { tiers: policyNow[reason], seed: `line/${n}` })
        legs = legs.map((leg) => ({
          ...leg,
          refundedFen: fen(leg.refundedFen + (shares.parts.get(leg.partyKind) ?? 0)),
        }))
        returned.push({ beyondFen: shares.beyondFen })
        gone += amount
      })

      const shown = legsLeft(legs, returned)
      expect(sumFen(shown.map(({ amountFen }) => amountFen))).toBe(paid - gone)
      expect(shown.every(({ amountFen }) => amountFen !== 0)).toBe(true)
    }),
  )
})
