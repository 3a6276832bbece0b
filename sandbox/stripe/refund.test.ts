import type Stripe from 'stripe'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { anOrder, openBench, payBy, visit, type Bench } from './test-bench.ts'

const TOTAL = 25_600
const DAY_SEC = 86_400

describe('a refund', () => {
  let bench: Bench
  beforeAll(async () => {
    bench = await openBench()
  })
  afterAll(async () => {
    expect(bench.sandbox.violations()).toEqual([])
    await bench.close()
  })

  const paid = async (method = 'card') => {
    const session = await bench.stripe.checkout.sessions.create(anOrder())
    const sent = await payBy(session, { method })
    if (method !== 'card') await visit(bench.sandbox.origin + String(sent.location), { outcome: 'approve' })
    const { payment_intent: intent } = await bench.stripe.checkout.sessions.retrieve(session.id)
    return String(intent)
  }
  const chargeOf = async (intent: string) => {
    const found = await bench.stripe.paymentIntents.retrieve(intent, { expand: ['latest_charge'] })
    return found.latest_charge as Stripe.Charge
  }

  it('gives back a part at once, then the rest, and not a fen more', async () => {
    const intent = await paid()
    const part = await bench.stripe.refunds.create({
      payment_intent: intent,
      amount: 600,
      metadata: { why: 'bruised' },
    })
    expect(part).toMatchObject({ status: 'succeeded', amount: 600, metadata: { why: 'bruised' } })
    expect(await chargeOf(intent)).toMatchObject({ amount_refunded: 600, refunded: false })
    await expect(
      bench.stripe.refunds.create({ payment_intent: intent, amount: TOTAL - 599 }),
    ).rejects.toMatchObject({ code: 'amount_too_large', param: 'amount' })

    const rest = await bench.stripe.refunds.create({ payment_intent: intent }, { idempotencyKey: 'rest' })
    expect(rest.amount).toBe(TOTAL - 600)
    expect(await chargeOf(intent)).toMatchObject({ amount_refunded: TOTAL, refunded: true })
    await expect(bench.stripe.refunds.create({ payment_intent: intent })).rejects.toMatchObject({
      code: 'charge_already_refunded',
    })

    const listed = await bench.stripe.refunds.list({ payment_intent: intent })
    expect(listed.data.map((refund) => refund.id)).toEqual([rest.id, part.id])
    const read = await bench.stripe.refunds.retrieve(part.id, { expand: ['balance_transaction', 'charge'] })
    expect(read.balance_transaction).toMatchObject({ amount: -600, fee: 0, net: -600, type: 'refund' })
  })

  it.each(['alipay', 'wechat_pay'])('by %s is pending first and succeeds later', async (method) => {
    const intent = await paid(method)
    const refund = await bench.stripe.refunds.create({ payment_intent: intent })
    expect(refund.status).toBe('pending')
    await bench.sandbox.advanceClock(5)
    expect((await bench.stripe.refunds.retrieve(refund.id)).status).toBe('succeeded')
    const { data } = await bench.stripe.events.list({ type: 'refund.updated', limit: 1 })
    expect(data[0]?.data).toMatchObject({
      object: { id: refund.id, status: 'succeeded' },
      previous_attributes: { status: 'pending' },
    })
  })

  it('comes too late for a wallet after its days', async () => {
    const intent = await paid('alipay')
    await bench.sandbox.advanceClock(90 * DAY_SEC + 1)
    await expect(bench.stripe.refunds.create({ payment_intent: intent })).rejects.toMatchObject({
      code: 'charge_not_refundable',
    })
  })

  it('needs one payment, a real reason and a whole amount', async () => {
    const intent = await paid()
    const { id: charge } = await chargeOf(intent)
    const { refunds } = bench.stripe
    await expect(refunds.create({})).rejects.toThrow('payment_intent or charge')
    await expect(refunds.create({ charge, payment_intent: intent })).rejects.toThrow(
      'payment_intent or charge',
    )
    await expect(refunds.create({ charge, amount: 0 })).rejects.toMatchObject({ param: 'amount' })
    await expect(refunds.create({ charge, reason: 'customer_request' as 'duplicate' })).rejects.toMatchObject(
      {
        param: 'reason',
      },
    )
    await expect(refunds.create({ charge: 'ch_none' })).rejects.toMatchObject({ code: 'resource_missing' })
    expect((await refunds.create({ charge, reason: 'requested_by_customer' })).status).toBe('succeeded')
  })
})
