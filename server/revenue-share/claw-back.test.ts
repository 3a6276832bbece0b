import fc from 'fast-check'
import { expect, it } from 'vitest'
import { fen } from '#shared/money.ts'
import { matured, netAgainst, takeBack } from './claw-back.ts'

it('takes 32.00 of the cooperative that has 31.45 available, and leaves 0.55 to be owed', () => {
  const has = { pendingFen: fen(0), availableFen: fen(3_145) }

  expect(takeBack(fen(3_200), has)).toEqual({ pendingFen: 0, availableFen: 3_145, owesFen: 55 })
})

it('takes all of it as a debt of the household that was paid out', () => {
  const has = { pendingFen: fen(0), availableFen: fen(0) }

  expect(takeBack(fen(6_000), has)).toEqual({ pendingFen: 0, availableFen: 0, owesFen: 6_000 })
})

const amount = fc.nat(1_000_000).map(fen)

it('takes what is pending before what is available before it makes a debt, and never more than there is', () => {
  fc.assert(
    fc.property(amount, amount, amount, (part, pendingFen, availableFen) => {
      const taken = takeBack(part, { pendingFen, availableFen })

      expect(taken.pendingFen + taken.availableFen + taken.owesFen).toBe(part)
      expect(taken.pendingFen).toBeLessThanOrEqual(pendingFen)
      expect(taken.availableFen).toBeLessThanOrEqual(availableFen)
      if (taken.availableFen > 0) expect(taken.pendingFen).toBe(pendingFen)
      if (taken.owesFen > 0) expect(taken.availableFen).toBe(availableFen)
    }),
  )
})

it('leaves a household at least half of what matures, and pays a debt no more than once', () => {
  expect(netAgainst(fen(6_000), fen(4_500), true)).toBe(2_250)
  expect(netAgainst(fen(6_000), fen(4_500), false)).toBe(4_500)
  fc.assert(
    fc.property(amount, amount, fc.boolean(), (owes, maturing, isHousehold) => {
      const net = netAgainst(owes, maturing, isHousehold)

      expect(net).toBeLessThanOrEqual(owes)
      expect(net).toBeLessThanOrEqual(maturing)
      if (isHousehold) expect(2 * net).toBeLessThanOrEqual(maturing)
      // What is left of the debt is left because nothing more could be taken.
      if (net < owes) expect(net + 1).toBeGreaterThan(isHousehold ? maturing / 2 - 0.5 : maturing - 0.5)
    }),
  )
})

it('matures what is pending beyond what unmatured sales leave, if anything', () => {
  expect(matured(fen(80), fen(30))).toBe(50)
  expect(matured(fen(20), fen(30))).toBe(0)
})
