import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Payment, PaymentSession } from '#server/payments/index.ts'
import { orderState } from '#shared/checkout.ts'
import { fen } from '#shared/money.ts'
import {
  FREE_FREIGHT_FROM_FEN,
  FREIGHT_FEN,
  maskPhone,
  nextStep,
  orderNumber,
  priceOf,
  sessionExpiresAt,
  type OrderFacts,
} from './rules.ts'

const payment: Payment = {
  amountFen: fen(9_900),
  feeFen: fen(337),
  netFen: fen(9_563),
  method: 'alipay',
  chargeId: 'ch_1',
  paymentIntentId: 'pi_1',
}
const order: OrderFacts = {
  state: 'awaiting_payment',
  totalFen: fen(9_900),
  checkoutSessionId: 'cs_1',
  chargeId: null,
}
const about = { sessionId: 'cs_1', reference: 'order_1' }
const paid: PaymentSession = { ...about, state: 'paid', payment }
const expired: PaymentSession = { ...about, state: 'expired', tried: false }

describe('price', () => {
  it('adds freight below 59 yuan and none from there on', () => {
    expect(priceOf({ unitPriceFen: fen(5_899), quantity: 1 })).toEqual({
      subtotalFen: 5_899,
      freightFen: FREIGHT_FEN,
      discountFen: 0,
      totalFen: 6_699,
    })
    expect(priceOf({ unitPriceFen: fen(2_950), quantity: 2 })).toEqual({
      subtotalFen: FREE_FREIGHT_FROM_FEN,
      freightFen: 0,
      discountFen: 0,
      totalFen: 5_900,
    })
  })

  it('is less by a coupon, which makes no freight dearer', () => {
    expect(priceOf({ unitPriceFen: fen(2_950), quantity: 2 }, fen(800))).toEqual({
      ...{ subtotalFen: 5_900, freightFen: 0, discountFen: 800, totalFen: 5_100 },
    })
    expect(priceOf({ unitPriceFen: fen(5_899), quantity: 1 }, fen(800)).totalFen).toBe(5_899)
  })

  it('always adds up', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 100, max: 10_000_000 }),
        fc.integer({ min: 1, max: 99 }),
        (unit, quantity) => {
          const { subtotalFen, freightFen, totalFen } = priceOf({ unitPriceFen: fen(unit), quantity })
          expect(subtotalFen).toBe(unit * quantity)
          expect(totalFen).toBe(subtotalFen + freightFen)
        },
      ),
    )
  })

  it('asks for a session that Stripe accepts for as long as the hold lives', () => {
    const holdEnds = new Date('2026-11-23T12:08:00Z')

    const lastMoment = sessionExpiresAt(holdEnds).getTime() - holdEnds.getTime()

    expect(lastMoment).toBeGreaterThan(30 * 60_000)
    expect(lastMoment).toBeLessThan(24 * 3600_000)
  })
})

describe('next step', () => {
  it('settles a paid order, also one that was given up', () => {
    expect(nextStep(order, paid)).toEqual({ do: 'settle', payment })
    expect(nextStep({ ...order, state: 'cancelled' }, paid)).toEqual({ do: 'settle', payment })
  })

  it('waits while Stripe waits', () => {
    expect(nextStep(order, { ...about, state: 'open', url: 'https://pay' })).toEqual({ do: 'nothing' })
    expect(nextStep(order, { ...about, state: 'processing' })).toEqual({ do: 'nothing' })
  })

  it('gives up an order only when its own session expired', () => {
    expect(nextStep(order, expired)).toEqual({ do: 'cancel', tried: false })
    expect(nextStep(order, { ...expired, sessionId: 'cs_older' })).toEqual({ do: 'nothing' })
    expect(nextStep({ ...order, state: 'paid', chargeId: 'ch_1' }, expired)).toEqual({ do: 'nothing' })
  })

  it('sends a second payment back', () => {
    const settled: OrderFacts = { ...order, state: 'paid', chargeId: 'ch_0' }

    expect(nextStep(settled, paid)).toEqual({ do: 'return_second_payment', payment })
  })

  it('goes nowhere when told again what it knows, whatever came of it', () => {
    fc.assert(
      fc.property(fc.constantFrom('paid', 'refund_pending', 'refunded'), (state) => {
        expect(nextStep({ ...order, state, chargeId: payment.chargeId }, paid)).toEqual({ do: 'nothing' })
      }),
    )
  })

  it('never gives up an order that has money', () => {
    const sessions = [paid, expired, { ...about, state: 'processing' } as const]
    fc.assert(
      fc.property(
        fc.constantFrom(...orderState.options),
        fc.constantFrom(...sessions),
        fc.constantFrom(null, 'ch_1', 'ch_2'),
        (state, session, chargeId) => {
          const step = nextStep({ ...order, state, chargeId }, session)
          if (session.state === 'paid') expect(step.do).not.toBe('cancel')
          if (state !== 'awaiting_payment') expect(step.do).not.toBe('cancel')
        },
      ),
    )
  })

  it('calls another amount than the order’s a bug', () => {
    expect(() => nextStep({ ...order, totalFen: fen(9_901) }, paid)).toThrow(/9900 fen, its order 9901/)
  })
})

describe('what a receipt shows', () => {
  it('has a number that can be read out', () => {
    expect(orderNumber('4b1d2c5e-0d0f-4a63-9a9e-1f0a7a0f7f11')).toMatch(/^SH(-[0-9A-HJKMNP-TV-Z]{4}){4}$/)
    expect(orderNumber('one')).not.toBe(orderNumber('two'))
  })

  it('hides the middle of the phone number', () => {
    expect(maskPhone('13812345678')).toBe('138****5678')
  })
})
