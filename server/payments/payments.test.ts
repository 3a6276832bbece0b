import pino from 'pino'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { fen } from '#shared/money.ts'
import { aStripe, type TestStripe } from '#tests/make/stripe.ts'
import { createPayments, type Payments, type SessionRequest } from './index.ts'

const log = pino({ level: 'silent' })
// The sandbox compiles its schemas at the first use, which takes seconds on a busy machine.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

let stripe: TestStripe
let payments: Payments

beforeAll(async () => {
  stripe = await aStripe()
  payments = createPayments({ env: stripe.env, log })
})
afterAll(() => stripe.close())

let orders = 0
function aRequest(): SessionRequest {
  orders += 1
  return {
    reference: `order_${orders}`,
    lines: [
      { name: '山上百花蜜', description: '500克/瓶', unitPriceFen: fen(2_500), quantity: 2 },
      { name: '运费', unitPriceFen: fen(800), quantity: 1 },
    ],
    locale: 'zh-CN',
    successUrl: 'http://127.0.0.1:13600/checkout/return?session_id={CHECKOUT_SESSION_ID}',
    cancelUrl: 'http://127.0.0.1:13600/checkout/hold_1',
    expiresAt: new Date(stripe.clock.now().getTime() + 40 * 60_000),
  }
}

async function created(request = aRequest()) {
  const answer = await payments.createSession(request)
  if (!answer.ok) throw new Error(answer.refusal.kind)
  return answer.value
}

async function paidCharge() {
  const session = await created()
  await stripe.payOn(session.url, 'card')
  const answer = await payments.session(session.sessionId)
  if (!answer.ok || answer.value.state !== 'paid') throw new Error('not paid')
  return { ...session, ...answer.value.payment }
}

describe('a checkout session', () => {
  it('is one, however often and however fast it is asked for', async () => {
    const request = aRequest()

    const answers = await Promise.all(Array.from({ length: 5 }, () => created(request)))

    expect(new Set(answers.map(({ sessionId }) => sessionId)).size).toBe(1)
  })

  it('asks for the whole price, and says whose it is', async () => {
    const request = aRequest()
    const { sessionId, url } = await created(request)

    expect(await payments.session(sessionId)).toEqual({
      ok: true,
      value: { sessionId, reference: request.reference, state: 'open', url },
    })
    await stripe.payOn(url, 'wechat_pay')
    expect(await payments.session(sessionId)).toMatchObject({
      value: { state: 'paid', payment: { amountFen: 5_800, method: 'wechat_pay' } },
    })
  })

  it('can be closed once, unless somebody has paid', async () => {
    const { sessionId } = await created()
    const paid = await paidCharge()

    const expired = { ok: true, value: { state: 'expired', tried: false } }
    expect(await payments.expireSession(sessionId)).toMatchObject(expired)
    expect(await payments.expireSession(sessionId)).toMatchObject(expired)
    expect(await payments.expireSession(paid.sessionId)).toMatchObject({ ok: true, value: { state: 'paid' } })
  })

  it('says of one that was closed whether its buyer had tried to pay', async () => {
    const { sessionId, url } = await created()
    await expect(stripe.payOn(url, 'card', '4000000000000002')).rejects.toThrow('402')

    const closed = await payments.expireSession(sessionId)

    expect(closed).toMatchObject({ ok: true, value: { state: 'expired', tried: true } })
  })

  it('that Stripe refuses is a bug of ours, and thrown', async () => {
    await expect(payments.createSession({ ...aRequest(), expiresAt: new Date(0) })).rejects.toThrow(
      'expires_at',
    )
  })
})

describe('a refund', () => {
  it('is one, however often it is asked for', async () => {
    const { chargeId, amountFen } = await paidCharge()
    const request = { reference: 'refund_1', chargeId, amountFen }

    const [first, second] = [await payments.refund(request), await payments.refund(request)]

    expect(first).toMatchObject({ ok: true, value: { state: 'succeeded', reference: 'refund_1' } })
    expect(second).toEqual(first)
    expect(first.ok && (await payments.refundState(first.value.stripeRefundId))).toEqual(first)
  })
})

describe('a dispute', () => {
  it('is told with what it moved, and keeps its charge from being refunded', async () => {
    const { chargeId, amountFen } = await paidCharge()
    const id = await stripe.dispute(chargeId)

    expect(await payments.dispute(id)).toMatchObject({
      ok: true,
      value: {
        ...{ disputeId: id, chargeId, reference: `order_${orders}`, amountFen, state: 'needs_response' },
        lines: [{ amountFen: -amountFen, feeFen: 1_500 }],
      },
    })
    expect(await payments.refund({ reference: 'refund_2', chargeId, amountFen })).toEqual({
      ...{ ok: false, refusal: { kind: 'charge_disputed' } },
    })
    const { body, signature } = await stripe.letter('charge.dispute.created', id)
    expect(payments.verifyWebhook(body, signature)).toMatchObject({ about: 'dispute', objectId: id })
  })
})

describe('a webhook', () => {
  it('is read only when Stripe signed these very bytes', async () => {
    const { sessionId } = await paidCharge()
    const { body, signature } = await stripe.letter('checkout.session.completed', sessionId)

    expect(payments.verifyWebhook(body, signature)).toMatchObject({
      type: 'checkout.session.completed',
      objectId: sessionId,
      about: 'checkout_session',
    })
    expect(payments.verifyWebhook(`${body} `, signature)).toBeNull()
    expect(
      payments.verifyWebhook(
        body,
        signature.replace(/.$/, (last) => (last === '0' ? '1' : '0')),
      ),
    ).toBeNull()
    expect(payments.verifyWebhook(body, '')).toBeNull()
  })
})

it.each(['Infinity', 'cs_test_../charges', '%\u000fº&N', '龙井'])(
  'finds no session %j that somebody made up',
  async (sessionId) => {
    expect(await payments.findSession(sessionId)).toEqual({ ok: true, value: null })
  },
)

it('says that Stripe is away, rather than guess', async () => {
  const away = createPayments({
    env: { ...stripe.env, STRIPE_API_BASE: 'http://127.0.0.1:13699' },
    log,
  })

  expect(await away.session('cs_1')).toEqual({ ok: false, refusal: { kind: 'payment_unavailable' } })
})
