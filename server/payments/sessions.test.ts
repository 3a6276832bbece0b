import type Stripe from 'stripe'
import { describe, expect, it } from 'vitest'
import { readSession } from './sessions.ts'

type Settled = { currency: string; amount: number; fee: number }

/** As much of a session as the shop reads, as Stripe would tell it with the payment expanded. */
function aSession(session: object, charge: object = {}): Stripe.Checkout.Session {
  const { intent, ...rest } = { intent: 'succeeded', ...session }
  return {
    id: 'cs_1',
    client_reference_id: 'order_1',
    url: null,
    payment_intent: {
      id: 'pi_1',
      status: intent,
      latest_charge: { id: 'ch_1', amount: 9_900, payment_method_details: { type: 'alipay' }, ...charge },
    },
    ...rest,
  } as unknown as Stripe.Checkout.Session
}
const paid = (settled: Settled | null) =>
  readSession(aSession({ status: 'complete', payment_status: 'paid' }, { balance_transaction: settled }))

describe('a checkout session', () => {
  it('is paid with its fee taken apart', () => {
    expect(paid({ currency: 'cny', amount: 9_900, fee: 337 })).toEqual({
      sessionId: 'cs_1',
      reference: 'order_1',
      state: 'paid',
      payment: {
        amountFen: 9_900,
        feeFen: 337,
        netFen: 9_563,
        method: 'alipay',
        chargeId: 'ch_1',
        paymentIntentId: 'pi_1',
      },
    })
  })

  it('brings a fee that was kept in another currency back to the price’s', () => {
    expect(paid({ currency: 'hkd', amount: 10_732, fee: 600 })).toMatchObject({
      payment: { amountFen: 9_900, feeFen: 553, netFen: 9_347 },
    })
  })

  it('is still being processed when completed but not paid, or before the fee is known', () => {
    const unpaid = aSession({ status: 'complete', payment_status: 'unpaid', intent: 'processing' })

    expect(readSession(unpaid)).toMatchObject({ state: 'processing' })
    expect(paid(null)).toMatchObject({ state: 'processing' })
  })

  it('is over when it expired, and when its payment failed after all', () => {
    const failed = { status: 'complete', payment_status: 'unpaid', intent: 'requires_payment_method' }

    const untried = { status: 'expired', payment_intent: null }
    expect(readSession(aSession(untried))).toMatchObject({ state: 'expired', tried: false })
    expect(readSession(aSession({ status: 'expired' }))).toMatchObject({ state: 'expired', tried: true })
    expect(readSession(aSession(failed))).toMatchObject({ state: 'expired', tried: true })
  })

  it('that is open has a page, or something is wrong', () => {
    expect(readSession(aSession({ status: 'open', url: 'https://pay.test' }))).toMatchObject({
      state: 'open',
      url: 'https://pay.test',
    })
    expect(() => readSession(aSession({ status: 'open' }))).toThrow('without a page')
  })
})
