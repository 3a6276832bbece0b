import type Stripe from 'stripe'
import { describe, expect, it } from 'vitest'
import { disputePage, disputeState, readLine } from './disputes.ts'

const line = (known: object) => ({ id: 'txn_1', created: 0, ...known }) as Stripe.BalanceTransaction

describe('a dispute', () => {
  it('is as far as Stripe’s word for it says, and open where the word is new', () => {
    const words = {
      warning_needs_response: 'inquiry',
      warning_under_review: 'inquiry',
      warning_closed: 'inquiry_closed',
      needs_response: 'needs_response',
      appeal_needs_response: 'needs_response',
      under_review: 'under_review',
      appeal_under_review: 'under_review',
      won: 'won',
      lost: 'lost',
      prevented: 'lost',
      something_of_tomorrow: 'under_review',
    }
    for (const [word, state] of Object.entries(words)) expect(disputeState(word)).toBe(state)
  })

  it('moves fen of the price, whatever Stripe settles in', () => {
    const dispute = { amount: 5_900, currency: 'cny' }
    expect(readLine(dispute, line({ currency: 'cny', amount: -5_900, fee: 1_500 }))).toMatchObject({
      ...{ amountFen: -5_900, feeFen: 1_500 },
    })
    expect(readLine(dispute, line({ currency: 'hkd', amount: -6_396, fee: 8_500 }))).toMatchObject({
      ...{ amountFen: -5_900, feeFen: 7_841 },
    })
    expect(readLine(dispute, line({ currency: 'hkd', amount: 6_396, fee: 0 }))).toMatchObject({
      ...{ amountFen: 5_900, feeFen: 0 },
    })
  })

  it('has its page in Stripe’s dashboard, or in the sandbox', () => {
    const live = { STRIPE_SECRET_KEY: 'sk_live_x' }
    expect(disputePage(live, 'dp_1')).toBe('https://dashboard.stripe.com/disputes/dp_1')
    expect(disputePage({ STRIPE_SECRET_KEY: 'sk_test_x' }, 'dp_1')).toContain('/test/disputes/dp_1')
    expect(disputePage({ ...live, STRIPE_API_BASE: 'http://127.0.0.1:1' }, 'dp_1')).toBe(
      'http://127.0.0.1:1/disputes/dp_1',
    )
  })
})
