import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fen, sumFen } from '#shared/money.ts'
import { goneOf, leftOf, lossOf } from './dispute-rules.ts'
import type { RefundRow } from './refund-store.ts'

type State = RefundRow['state']
const refund = (id: string, amountFen: number, state: State) => ({
  ...{
    id,
    amountFen: BigInt(amountFen),
    nettedFen: state === 'charged_back' ? BigInt(amountFen) : 0n,
    state,
  },
})
const loss = (lostFen: number, leftFen: number, refunds: ReturnType<typeof refund>[] = []) =>
  lossOf({ lostFen: fen(lostFen), leftFen: fen(leftFen), refunds })

describe('a loss', () => {
  it('is divided among those who earned, as far as the order reaches', () => {
    expect(loss(5_900, 5_900)).toEqual({ netted: [], dividedFen: 5_900, beyondFen: 0 })
    expect(loss(2_000, 5_900)).toEqual({ netted: [], dividedFen: 2_000, beyondFen: 0 })
  })

  it('after a full refund is nobody’s but the platform’s', () => {
    const all = refund('r', 5_900, 'succeeded')
    expect(loss(5_900, 0, [all])).toEqual({ netted: [], dividedFen: 0, beyondFen: 5_900 })
  })

  it('takes the place of a refund that never left, and of no other', () => {
    const waiting = refund('w', 2_000, 'requested')
    const refunds = [refund('s', 500, 'succeeded'), refund('p', 400, 'pending'), waiting]
    const netted = (partFen: number) => [{ refund: waiting, partFen }]
    expect(loss(5_900, 3_000, refunds)).toEqual({ netted: netted(2_000), dividedFen: 3_000, beyondFen: 900 })
    expect(loss(1_999, 3_000, refunds)).toEqual({ netted: netted(1_999), dividedFen: 0, beyondFen: 0 })
  })

  it('is whole, whatever went before: never more than is left, and never more set off than was owed', () => {
    const states = fc.constantFrom<State[]>('requested', 'pending', 'succeeded', 'failed', 'charged_back')
    const refunds = fc.array(fc.tuple(fc.integer({ min: 1, max: 4_000 }), states), { maxLength: 5 })
    fc.assert(
      fc.property(fc.nat(9_000), fc.nat(9_000), refunds, (lostFen, leftFen, asked) => {
        const rows = asked.map(([amount, state], n) => refund(`r${n}`, amount, state))
        const { netted, dividedFen, beyondFen } = loss(lostFen, leftFen, rows)

        const nettedFen = sumFen(netted.map(({ partFen }) => partFen))
        expect(nettedFen + dividedFen + beyondFen).toBe(lostFen)
        expect(dividedFen).toBeLessThanOrEqual(leftFen)
        expect(Math.min(nettedFen, dividedFen, beyondFen)).toBeGreaterThanOrEqual(0)
        if (beyondFen > 0) expect(dividedFen).toBe(leftFen)
        for (const { refund: one, partFen } of netted) {
          expect(['requested', 'failed']).toContain(one.state)
          expect(partFen).toBeLessThanOrEqual(one.amountFen)
        }
      }),
    )
  })
})

it('what is left of an order is what was paid, less refunds, less what was lost', () => {
  const gone = {
    refunds: [{ amountFen: 900n }],
    disputes: [{ dividedFen: 1_000n }, { dividedFen: null }],
  }
  expect(goneOf(gone)).toBe(1_900)
  expect(leftOf({ totalFen: 5_900n }, gone)).toBe(4_000)
})
