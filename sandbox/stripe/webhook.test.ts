import Stripe from 'stripe'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { sign } from './index.ts'
import { anOrder, openBench, payBy, type Bench } from './test-bench.ts'

const PAID = [
  'payment_intent.created',
  'charge.succeeded',
  'payment_intent.succeeded',
  'checkout.session.completed',
]

describe('the webhook', () => {
  let bench: Bench
  beforeEach(async () => {
    bench = await openBench()
  })
  afterEach(async () => {
    expect(bench.sandbox.violations()).toEqual([])
    await bench.close()
  })

  const sell = async () => {
    const session = await bench.stripe.checkout.sessions.create(anOrder())
    await payBy(session)
    return session
  }

  it('hears of a payment, signed so that the SDK accepts it', async () => {
    const session = await sell()
    const completed = await bench.shop.first('checkout.session.completed')
    expect(completed).toMatchObject({ object: 'event', livemode: false, api_version: Stripe.API_VERSION })
    expect(completed.data.object).toMatchObject({ id: session.id, payment_status: 'paid' })
    const events = await bench.shop.received(PAID.length)
    expect(events.map((event) => event.type).sort()).toEqual([...PAID].sort())
    expect((await bench.stripe.events.retrieve(completed.id)).data.object).toEqual(completed.data.object)
  })

  it('is tried again until it answers 2xx', async () => {
    bench.shop.answers.push(500, 404, 500, 302)
    await sell()
    const events = await bench.shop.received(PAID.length + 4)
    expect(new Set(events.map((event) => event.id)).size).toBe(PAID.length)
  })

  it('is given up after the last retry, and the event can still be listed', async () => {
    bench.shop.answers.push(...Array.from({ length: 4 * 4 }, () => 500))
    const session = await sell()
    await bench.shop.received(4 * 4)
    await bench.stripe.checkout.sessions.create(anOrder())
    const { data } = await bench.stripe.events.list({ types: ['checkout.session.*'] })
    expect(data[0]).toMatchObject({
      type: 'checkout.session.completed',
      data: { object: { id: session.id } },
    })
    expect(bench.shop.events).toHaveLength(16)
  })

  it('hears everything twice when duplicates are switched on', async () => {
    bench.sandbox.setChaos({ duplicate: 1, shuffleMs: 20 })
    await sell()
    const events = await bench.shop.received(2 * PAID.length)
    const times = new Map<string, number>()
    for (const { id } of events) times.set(id, (times.get(id) ?? 0) + 1)
    expect([...times.values()]).toEqual([2, 2, 2, 2])
  })

  it('hears nothing when deliveries are dropped, and the events tell the sweeper', async () => {
    bench.sandbox.setChaos({ drop: 1 })
    const lost = await sell()
    bench.sandbox.setChaos({ drop: 0 })
    await sell()
    await bench.shop.received(PAID.length)
    const heard = bench.shop.events.map((event) => (event.data.object as { id: string }).id)
    expect(heard).not.toContain(lost.id)
    const { data } = await bench.stripe.events.list({ type: 'checkout.session.completed' })
    expect(data.map((event) => (event.data.object as { id: string }).id)).toContain(lost.id)
  })

  it('waits as long as the delay says', async () => {
    bench.sandbox.setChaos({ delayMs: 60_000 })
    await sell()
    bench.sandbox.setChaos({ delayMs: 0 })
    await sell()
    expect(await bench.shop.received(PAID.length)).toHaveLength(PAID.length)
  })

  it('carries what the SDK needs: a wrong secret or an old time is refused', () => {
    const { webhooks } = new Stripe('sk_test_bench')
    const now = Math.floor(Date.now() / 1000)
    const body = '{"object":"event"}'
    expect(webhooks.constructEvent(body, sign(body, 'whsec_a', now), 'whsec_a').object).toBe('event')
    expect(() => webhooks.constructEvent(body, sign(body, 'whsec_b', now), 'whsec_a')).toThrow('signature')
    expect(() => webhooks.constructEvent(body, sign(body, 'whsec_a', now - 301), 'whsec_a')).toThrow(
      'tolerance',
    )
  })
})
