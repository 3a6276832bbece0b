import fc from 'fast-check'
import { expect, it } from 'vitest'
import { fen } from '#shared/money.ts'
import { bank, bankTransit, clearing } from '../revenue-share/index.ts'
import type { StripePayout } from '../payments/index.ts'
import { movementJournal, movementsDue, type Movement } from './movements.ts'

const aPayout = (state: StripePayout['state']): StripePayout => ({
  ...{ payoutId: 'po_1', amountFen: fen(500), currency: 'cny', state, lineId: 'txn_1' },
  returnLineId: state === 'returned' ? 'txn_2' : null,
})

/** whatever was heard of it, in whatever order and however often: where the money is in the books */
function heard(states: readonly StripePayout['state'][]) {
  const booked = new Set<Movement>()
  const money: Record<string, number> = { [clearing]: 500, [bankTransit]: 0, [bank]: 0 }
  for (const state of states)
    for (const movement of movementsDue(aPayout(state), booked)) {
      booked.add(movement)
      for (const { account, amount } of movementJournal(aPayout(state), movement, { on: '', actor: '' })
        .lines)
        money[account] = (money[account] ?? 0) + amount
    }
  return money
}

it('leaves a payout’s money where Stripe says it is, whatever was heard before and how late', () => {
  const state = fc.constantFrom<StripePayout['state'][]>('on_its_way', 'arrived', 'returned')
  fc.assert(
    fc.property(fc.array(state, { minLength: 1, maxLength: 8 }), (states) => {
      const money = heard(states)
      const last = states.includes('returned') ? clearing : states.includes('arrived') ? bank : bankTransit
      expect(money).toEqual({ [clearing]: 0, [bankTransit]: 0, [bank]: 0, [last]: 500 })
    }),
  )
})
