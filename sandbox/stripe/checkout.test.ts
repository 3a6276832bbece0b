import type Stripe from 'stripe'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { anOrder, cards, openBench, payBy, SHOP, visit, type Bench } from './test-bench.ts'

const TOTAL = 25_600

describe('a Checkout Session', () => {
  let bench: Bench
  beforeAll(async () => {
    bench = await openBench()
  })
  afterAll(async () => {
    expect(bench.sandbox.violations()).toEqual([])
    await bench.close()
  })

  const open = (options?: Partial<Stripe.Checkout.SessionCreateParams>) =>
    bench.stripe.checkout.sessions.create(anOrder(options))

  const paymentOf = async (session: Stripe.Checkout.Session) => {
    const paths = ['payment_intent.latest_charge.balance_transaction', 'line_items']
    const found = await bench.stripe.checkout.sessions.retrieve(session.id, { expand: paths })
    const intent = found.payment_intent as Stripe.PaymentIntent
    return { session: found, intent, charge: intent.latest_charge as Stripe.Charge }
  }

  it('adds up its lines and can be read back', async () => {
    const session = await open()
    expect(session).toMatchObject({
      status: 'open',
      payment_status: 'unpaid',
      currency: 'cny',
      amount_total: TOTAL,
      payment_intent: null,
      payment_method_types: ['card', 'alipay', 'wechat_pay'],
      url: `${bench.sandbox.origin}/c/pay/${session.id}`,
    })
    expect(await bench.stripe.checkout.sessions.retrieve(session.id)).toEqual(
      expect.objectContaining({ id: session.id, metadata: { order: 'order_1' } }),
    )
    const lines = await bench.stripe.checkout.sessions.listLineItems(session.id)
    expect(lines.data.map((line) => [line.description, line.quantity, line.amount_total])).toEqual([
      ['土蜂蜜 500g', 2, 13_600],
      ['武夷岩茶 100g', 1, 12_000],
    ])
  })

  it('is paid by card: the buyer is sent back, the charge carries its fee', async () => {
    const opened = await open()
    const seen = await payBy(opened)
    expect(seen).toMatchObject({ status: 303, location: `${SHOP}/done?session=${opened.id}` })

    const { session, intent, charge } = await paymentOf(opened)
    expect(session).toMatchObject({ status: 'complete', payment_status: 'paid', url: null })
    expect(session.customer_details?.email).toBe('buyer@example.com')
    expect(session.line_items?.data).toHaveLength(2)
    expect(intent).toMatchObject({ status: 'succeeded', amount_received: TOTAL, transfer_group: 'order_1' })
    expect(charge.payment_method_details?.card?.last4).toBe('4242')
    const fee = 870 + 235
    expect(charge.balance_transaction).toMatchObject({
      amount: TOTAL,
      fee,
      net: TOTAL - fee,
      status: 'pending',
    })
  })

  it('is not paid twice when the buyer presses Pay twice', async () => {
    const session = await open()
    const [first, second] = await Promise.all([payBy(session), payBy(session)])
    expect([first.status, second.status]).toEqual([303, 303])
    const { intent } = await paymentOf(session)
    const charges = await bench.stripe.charges.list({ payment_intent: intent.id })
    expect(charges.data).toHaveLength(1)
  })

  it('stays open after a declined card, and takes another', async () => {
    const session = await open()
    const refused = await payBy(session, { card: cards.declined })
    expect(refused.status).toBe(402)
    expect(refused.text).toContain('role="alert"')

    const declined = await paymentOf(session)
    expect(declined.session.status).toBe('open')
    expect(declined.intent).toMatchObject({ status: 'requires_payment_method' })
    expect(declined.intent.last_payment_error).toMatchObject({ code: 'card_declined', type: 'card_error' })
    expect(declined.charge).toMatchObject({ status: 'failed', paid: false, balance_transaction: null })

    expect((await payBy(session)).status).toBe(303)
    const paid = await paymentOf(session)
    expect(paid.intent.id).toBe(declined.intent.id)
    expect(paid.charge).toMatchObject({ status: 'succeeded', paid: true })
  })

  it.each([
    { method: 'card', card: cards.challenged, path: '/authenticate/' },
    { method: 'alipay', path: '/alipay/' },
    { method: 'wechat_pay', path: '/wechat-pay/' },
  ])('sends a buyer by $method elsewhere, to fail there and then to succeed', async ({ path, ...paying }) => {
    const session = await open()
    const sent = await payBy(session, paying)
    expect(sent.status).toBe(303)
    expect(sent.location).toContain(path)
    const page = bench.sandbox.origin + String(sent.location)
    expect((await visit(page)).text).toContain('name="outcome"')
    expect((await paymentOf(session)).intent).toMatchObject({ status: 'requires_action' })

    const refused = await visit(page, { outcome: 'refuse' })
    expect(refused.location).toBe(`/c/pay/${session.id}`)
    expect((await visit(String(session.url))).text).toContain('role="alert"')
    expect((await paymentOf(session)).intent).toMatchObject({ status: 'requires_payment_method' })

    await payBy(session, paying)
    const approved = await visit(page, { outcome: 'approve' })
    expect(approved).toMatchObject({ status: 303, location: `${SHOP}/done?session=${session.id}` })
    const paid = await paymentOf(session)
    expect(paid.session.payment_status).toBe('paid')
    expect(paid.charge.payment_method_details?.type).toBe(paying.method)
  })

  it('can be expired, once, and then cannot be paid', async () => {
    const session = await open()
    await payBy(session, { method: 'alipay' })
    const expired = await bench.stripe.checkout.sessions.expire(session.id)
    expect(expired).toMatchObject({ status: 'expired', url: null })
    expect((await paymentOf(session)).intent.status).toBe('canceled')
    await expect(bench.stripe.checkout.sessions.expire(session.id)).rejects.toThrow('status of `expired`')
    const late = await payBy(session)
    expect(late.status).toBe(200)
    expect((await bench.stripe.checkout.sessions.retrieve(session.id)).payment_status).toBe('unpaid')
  })

  it('cannot be expired once it is paid', async () => {
    const session = await open()
    await payBy(session)
    await expect(bench.stripe.checkout.sessions.expire(session.id)).rejects.toThrow('status of `complete`')
  })

  it('expires by itself at expires_at, on the sandbox clock', async () => {
    const now = await bench.sandbox.advanceClock(0)
    const session = await open({ expires_at: now + 1_900 })
    await bench.sandbox.advanceClock(1_800)
    expect((await bench.stripe.checkout.sessions.retrieve(session.id)).status).toBe('open')
    await bench.sandbox.advanceClock(101)
    expect((await bench.stripe.checkout.sessions.retrieve(session.id)).status).toBe('expired')
    expect((await bench.shop.first('checkout.session.expired')).type).toBe('checkout.session.expired')
  })

  it.each([1_700, 86_500])('refuses an expiry %i seconds away', async (seconds) => {
    const now = await bench.sandbox.advanceClock(0)
    await expect(open({ expires_at: now + seconds })).rejects.toMatchObject({
      param: 'expires_at',
      statusCode: 400,
    })
  })

  it('shows only the methods that were asked for, and never an unknown card', async () => {
    const session = await open({ allowed_payment_method_types: ['card'] })
    expect((await payBy(session, { method: 'alipay' })).status).toBe(400)
    expect((await payBy(session, { card: '4111 1111 1111 1111' })).status).toBe(400)
    expect((await bench.stripe.checkout.sessions.retrieve(session.id)).payment_intent).toBeNull()
  })

  it('speaks Chinese to a Chinese session, and says on every page that it is a sandbox', async () => {
    const chinese = await visit(String((await open({ locale: 'zh' })).url))
    const english = await visit(String((await open({ locale: 'en' })).url))
    expect(chinese.text).toContain('微信支付')
    expect(english.text).toContain('WeChat Pay')
    for (const { text } of [chinese, english, await visit(`${bench.sandbox.origin}/nowhere`)]) {
      expect(text).toContain('data-sandbox-banner')
    }
  })

  it('writes what the shop named as text, never as HTML', async () => {
    const [line] = anOrder().line_items ?? []
    const name = '<script>alert("茶")</script>'
    const session = await open({
      line_items: [{ ...line, price_data: { currency: 'cny', unit_amount: 900, product_data: { name } } }],
    })
    expect((await visit(String(session.url))).text).not.toContain('<script')
  })

  it('moves money from pending to available after the settlement time', async () => {
    const opened = await open()
    await payBy(opened)
    await bench.sandbox.advanceClock(7 * 86_400)
    const { charge } = await paymentOf(opened)
    expect(charge.balance_transaction).toMatchObject({ status: 'available' })
  })
})
