import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { randomIds } from '#server/platform/ids.ts'
import { fen } from '#shared/money.ts'
import { accept } from '#shared/result.ts'
import { aVariant, aProduct } from '#tests/make/catalog.ts'
import { aHousehold } from '#tests/make/registry.ts'
import { aSale } from '#tests/make/selling.ts'
import { aShop, anAddressOf, openCounter, origin, sessionOf, type Shop } from '#tests/make/shop.ts'
import { aStripe, type Method, type TestStripe, type Webhook } from '#tests/make/stripe.ts'
import { expectReceiptIsBooked } from '#tests/setup/receipt.ts'

/** Longer than a hold with its extension. */
const HOLD_OVER_SEC = 500
const nowhere = 'http://127.0.0.1:13699'

let stripe: TestStripe
let shop: Shop

beforeAll(async () => {
  stripe = await aStripe()
})
beforeEach(async () => {
  shop = await aShop(stripe, { stock: 10 })
})
afterEach(async () => {
  await shop.expectSound()
  await shop.close()
})
afterAll(() => stripe.close())

const orderId = async ({ number }: { number: string }) =>
  (await shop.database.db.order.findUniqueOrThrow({ where: { number } })).id
const kindsBooked = async (order: { number: string }) =>
  (await shop.ledger.journalsOf({ type: 'order', id: await orderId(order) })).map(({ kind }) => kind)
const eventsOf = async (order: { number: string; buyerId: string }) =>
  (await shop.checkout.order(order.number, order))!.events.map(({ kind }) => kind)

/** The shop on the same database, with a Stripe that does not answer. */
const withoutStripe = () =>
  openCounter({ ...shop, stripe: { ...stripe, env: { ...stripe.env, STRIPE_API_BASE: nowhere } } })

/** A wallet approved at the very moment at which the shop gave the order up: the session stays payable. */
const thatGivesUpTooEarly = () =>
  openCounter({
    ...shop,
    wrap: (services) => ({
      ...services,
      payments: {
        ...services.payments,
        expireSession: (sessionId) =>
          Promise.resolve(accept({ sessionId, reference: null, state: 'expired', tried: false })),
      },
    }),
  })

/** An order given up by the shop, whose page can still be paid. */
async function anAbandonedOrder(buyerId: string) {
  const order = await shop.anOrder(buyerId)
  await stripe.advance(HOLD_OVER_SEC)
  expect(await thatGivesUpTooEarly().checkout.closeOverduePayments()).toBe(1)
  expect(await shop.stateOf(order)).toBe('cancelled')
  return order
}

describe('news of a payment', () => {
  it('by the return page first, then the webhook, settles once', async () => {
    const order = await shop.anOrder('buyer_1')
    const letter = await shop.pay(order)

    const returned = await shop.checkout.reconcile(order.sessionId, 'return_page')
    const hooked = await shop.deliver(letter)

    expect(returned).toEqual({ orderNumber: order.number, state: 'paid' })
    expect(hooked).toBe('applied')
    expect(await kindsBooked(order)).toEqual(['sale'])
  })

  it('twice, late, shuffled and from every source at once settles each order once', async () => {
    const orders = await Promise.all(Array.from({ length: 8 }, (_, index) => shop.anOrder(`buyer_${index}`)))
    const letters: Webhook[] = await Promise.all(orders.map((order) => shop.pay(order)))
    const about = stripe.letters.filter((letter) => letter.type !== 'checkout.session.completed').reverse()

    await Promise.all([
      ...[...letters.toReversed(), ...letters, ...letters].map(shop.deliver),
      ...orders.map(({ sessionId }) => shop.checkout.reconcile(sessionId, 'return_page')),
      ...about.map(shop.deliver),
      shop.checkout.sweep(),
    ])

    for (const order of orders) {
      expect(await shop.stateOf(order)).toBe('paid')
      const view = await shop.checkout.order(order.number, order)
      await expectReceiptIsBooked(view!, await orderId(order), shop.ledger)
    }
    expect(await shop.flashSale.sale(shop.sale.id)).toMatchObject({ held: 0, sold: 8 })
    expect(await Promise.all(letters.map(shop.deliver))).toEqual(letters.map(() => 'seen'))
  })

  it('lost altogether is found by the sweeper', async () => {
    const order = await shop.anOrder('buyer_1')
    await shop.pay(order)
    await stripe.advance(60)

    await shop.checkout.sweep()

    expect(await shop.stateOf(order)).toBe('paid')
  })

  it('without Stripe’s signature is nobody’s news', async () => {
    const order = await shop.anOrder('buyer_1')
    const letter = await shop.pay(order)

    const forged = await shop.deliver({ ...letter, body: letter.body.replace('paid', 'Paid') })
    const unsigned = await shop.deliver({ ...letter, signature: '' })

    expect([forged, unsigned]).toEqual(['bad_signature', 'bad_signature'])
    expect(await shop.stateOf(order)).toBe('awaiting_payment')
    expect(await shop.database.db.paymentEvent.count()).toBe(0)
  })

  it('that a buyer was declined changes nothing, and the next try on the same page pays', async () => {
    const order = await shop.anOrder('buyer_1')
    await expect(stripe.payOn(order.page, 'card', '4000000000000002')).rejects.toThrow('402')
    await shop.checkout.reconcile(order.sessionId, 'return_page')
    expect(await shop.stateOf(order)).toBe('awaiting_payment')

    await shop.deliver(await shop.pay(order))

    expect(await shop.stateOf(order)).toBe('paid')
  })

  it('that one order can’t take leaves the others of its batch paid', async () => {
    const stranger = await aHousehold(shop.database.db, {
      id: 'hh_without_accounts',
      villageId: shop.village.id,
      cooperativeId: shop.cooperative.id,
    })
    const sale = await aSaleOf(stranger.id)
    const good = await Promise.all(['buyer_1', 'buyer_2', 'buyer_3'].map((buyer) => shop.anOrder(buyer)))
    const bad = await shop.anOrder('buyer_4', { saleId: sale.id })
    await Promise.all([bad, ...good].map((order) => shop.pay(order)))

    const outcomes = await Promise.allSettled(
      [bad, ...good].map(({ sessionId }) => shop.checkout.reconcile(sessionId, 'return_page')),
    )

    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'fulfilled', 'fulfilled', 'fulfilled'])
    for (const order of good) expect(await shop.stateOf(order)).toBe('paid')
    expect(await shop.stateOf(bad)).toBe('awaiting_payment')

    const { household, cooperative } = await shop.registry.saleParties({
      householdId: stranger.id,
      cooperativeId: shop.cooperative.id,
      collectiveId: shop.collective.id,
    })
    await shop.revenueShare.openHouseholdAccounts(household, cooperative)
    await stripe.advance(60)
    await shop.checkout.sweep()
    expect(await shop.stateOf(bad)).toBe('paid')
  })
})

async function aSaleOf(householdId: string) {
  const { db } = shop.database
  const product = await aProduct(db, {
    slug: 'other-honey',
    categoryId: shop.category.id,
    villageId: shop.village.id,
    cooperativeId: shop.cooperative.id,
    householdId,
  })
  const variant = await aVariant(db, { productId: product.id, lotId: shop.lot.id, skuCode: 'OTHER' })
  return aSale(db, { variantId: variant.id })
}

describe('the end of a hold', () => {
  it('closes the page first, then gives the units back', async () => {
    const order = await shop.anOrder('buyer_1', { quantity: 2 })
    await stripe.advance(HOLD_OVER_SEC)

    expect(await shop.checkout.closeOverduePayments()).toBe(1)

    expect(await shop.stateOf(order)).toBe('cancelled')
    expect(await shop.flashSale.sale(shop.sale.id)).toMatchObject({ held: 0, sold: 0 })
    expect(await shop.payments.session(order.sessionId)).toMatchObject({ value: { state: 'expired' } })
    await shop.deliver(await stripe.letter('checkout.session.expired', order.sessionId))
    expect(await eventsOf(order)).toEqual(['placed', 'payment_started', 'cancelled'])
    expect(await shop.placeOrder('buyer_1', order.hold.holdId)).toEqual({
      ok: false,
      refusal: { kind: 'hold_expired' },
    })
  })

  it('counts against who never pressed Pay, not who tried, nor whom Stripe gave no page', async () => {
    const [untried, tried] = [await shop.anOrder('buyer_1'), await shop.anOrder('buyer_2')]
    await expect(stripe.payOn(tried.page, 'card', '4000000000000002')).rejects.toThrow('402')
    const { holdId } = await shop.claim('buyer_3')
    const request = anAddressOf('buyer_3')
    const placing = { buyerId: 'buyer_3', holdId, request, locale: 'zh-CN', origin } as const
    await withoutStripe().checkout.placeOrder(placing)
    await stripe.advance(HOLD_OVER_SEC)

    expect(await shop.checkout.closeOverduePayments()).toBe(3)

    const lapses = await shop.db.lapse.findMany()
    expect(new Set(lapses.map((lapse) => lapse.holdId))).toEqual(new Set([untried.hold.holdId]))
    expect(lapses.map(({ who }) => who)).toContain('buyer_1')
    await shop.deliver(await stripe.letter('checkout.session.expired', untried.sessionId))
    expect(await shop.db.lapse.count()).toBe(lapses.length)
  })

  it('does not count against anybody when Stripe was away at the end of it', async () => {
    await shop.anOrder('buyer_1')
    await stripe.advance(HOLD_OVER_SEC)
    expect(await withoutStripe().checkout.closeOverduePayments()).toBe(0)
    await stripe.advance(HOLD_OVER_SEC)

    expect(await shop.checkout.closeOverduePayments()).toBe(1)
    expect(await shop.db.lapse.count()).toBe(0)
  })

  it('finds that it was paid for, and sells', async () => {
    const order = await shop.anOrder('buyer_1')
    await shop.pay(order, 'alipay')
    await stripe.advance(HOLD_OVER_SEC)

    expect(await shop.checkout.closeOverduePayments()).toBe(0)

    expect(await shop.stateOf(order)).toBe('paid')
  })

  it('releases nothing as long as Stripe can’t be asked', async () => {
    const order = await shop.anOrder('buyer_1')
    await stripe.advance(HOLD_OVER_SEC)

    expect(await withoutStripe().checkout.closeOverduePayments()).toBe(0)

    expect(await shop.stateOf(order)).toBe('awaiting_payment')
    expect(await shop.flashSale.sale(shop.sale.id)).toMatchObject({ held: 1 })
    expect(await shop.checkout.closeOverduePayments()).toBe(1)
  })

  it('gives up an order when Stripe says that its page expired', async () => {
    const order = await shop.anOrder('buyer_1')
    await shop.payments.expireSession(order.sessionId)

    await shop.deliver(await stripe.letter('checkout.session.expired', order.sessionId))

    expect(await shop.stateOf(order)).toBe('cancelled')
    expect(await shop.flashSale.sale(shop.sale.id)).toMatchObject({ held: 0, sold: 0 })
  })
})

describe('a payment that comes too late', () => {
  it('still gets the goods where units are free', async () => {
    const order = await anAbandonedOrder('buyer_1')

    await shop.deliver(await shop.pay(order))

    expect(await shop.stateOf(order)).toBe('paid')
    expect(await shop.flashSale.sale(shop.sale.id)).toMatchObject({ held: 0, sold: 1 })
    expect(await kindsBooked(order)).toEqual(['sale'])
  })

  it.each<[Method, string[]]>([
    ['card', ['placed', 'payment_started', 'cancelled', 'paid_late', 'refunded']],
    ['alipay', ['placed', 'payment_started', 'cancelled', 'paid_late', 'refund_started', 'refunded']],
  ])('goes back by %s where the goods are gone, and is booked in and out', async (method, events) => {
    const order = await anAbandonedOrder('buyer_1')
    await sellOut()
    const letter = await shop.pay(order, method)

    await Promise.all([shop.deliver(letter), shop.checkout.reconcile(order.sessionId, 'return_page')])
    if (method !== 'card') {
      expect(await shop.stateOf(order)).toBe('refund_pending')
      await stripe.advance(61)
      const { stripeRefundId } = await shop.database.db.refund.findFirstOrThrow()
      await shop.deliver(await stripe.letter('refund.updated', stripeRefundId!))
    }

    const view = await shop.checkout.order(order.number, order)
    expect(view).toMatchObject({ state: 'refunded', waterfall: { totalFen: 0, legs: [] } })
    expect(view?.events.map(({ kind }) => kind)).toEqual(events)
    expect(await kindsBooked(order)).toEqual(['returnable', 'returned'])
    expect(await shop.flashSale.hold(order.hold.holdId)).toMatchObject({ state: 'refunded_late' })
    const [owed] = await shop.ledger.balances({ book: 'platform', codePrefix: '211.refunds' })
    expect(owed?.net ?? 0).toBe(0)
  })

  it('goes back by the sweeper when Stripe was away or the webhook was lost', async () => {
    const order = await anAbandonedOrder('buyer_1')
    await sellOut()
    await shop.pay(order, 'wechat_pay')
    const stripeAwayForRefunds = openCounter({
      ...shop,
      wrap: (services) => ({
        ...services,
        payments: { ...services.payments, refund: withoutStripe().payments.refund },
      }),
    })

    await stripeAwayForRefunds.checkout.reconcile(order.sessionId, 'return_page')
    expect(await shop.stateOf(order)).toBe('refund_pending')
    await shop.checkout.sweep()
    await stripe.advance(61)
    await shop.checkout.sweep()

    expect(await shop.stateOf(order)).toBe('refunded')
    expect(await shop.database.db.refund.count()).toBe(1)
  })

  async function sellOut() {
    for (let n = 0; n < 5; n++) await shop.claim(`rival_${n}`, { quantity: 2 })
  }
})

it('sends a second payment of one order back, and leaves the order and its goods alone', async () => {
  const order = await shop.anOrder('buyer_1')
  const second = await shop.payments.createSession({
    reference: await orderId(order),
    lines: [{ name: '山上百花蜜', unitPriceFen: fen(5_900), quantity: 1 }],
    locale: 'en',
    successUrl: `${origin}/checkout/return`,
    cancelUrl: origin,
    expiresAt: new Date(stripe.clock.now().getTime() + 3_600_000),
  })
  if (!second.ok) throw new Error(second.refusal.kind)
  const page = second.value.url
  await shop.deliver(await shop.pay(order))
  const letter = await shop.pay({ page, sessionId: sessionOf(page) })

  await Promise.all([shop.deliver(letter), shop.deliver(letter), shop.deliver(letter)])

  expect(await shop.stateOf(order)).toBe('paid')
  expect(await kindsBooked(order)).toEqual(['sale', 'returnable', 'returned'])
  expect(await shop.database.db.refund.findMany()).toMatchObject([
    { reason: 'paid_twice', state: 'succeeded' },
  ])
})

describe('Stripe away', () => {
  it('is said when an order is placed; nothing is lost, and the next press goes on', async () => {
    const { holdId } = await shop.claim('buyer_1')

    const refused = await withoutStripe().checkout.placeOrder({
      buyerId: 'buyer_1',
      holdId,
      request: anAddressOf('buyer_1'),
      locale: 'zh-CN',
      origin,
    })
    const placed = await shop.placeOrder('buyer_1', holdId)

    expect(refused).toEqual({ ok: false, refusal: { kind: 'payment_unavailable' } })
    expect(placed.ok).toBe(true)
    expect(await shop.checkout.ordersOf('buyer_1')).toHaveLength(1)
  })

  it('leaves the return page with what is known, and makes a webhook come again', async () => {
    const order = await shop.anOrder('buyer_1')
    const letter = await shop.pay(order)
    const { checkout } = withoutStripe()

    const returned = await checkout.reconcile(order.sessionId, 'return_page')
    await expect(checkout.receiveWebhook(letter.body, letter.signature)).rejects.toThrow("can't be asked")
    const again = await shop.deliver(letter)

    expect(returned).toEqual({ orderNumber: order.number, state: 'awaiting_payment' })
    expect(again).toBe('applied')
    expect(await shop.stateOf(order)).toBe('paid')
  })
})

it('knows no order for a session that it did not make', async () => {
  const stranger = await shop.payments.createSession({
    reference: randomIds.next('order'),
    lines: [{ name: '别的', unitPriceFen: fen(5_900), quantity: 1 }],
    locale: 'zh-CN',
    successUrl: origin,
    cancelUrl: origin,
    expiresAt: new Date(stripe.clock.now().getTime() + 3_600_000),
  })
  if (!stranger.ok) throw new Error(stranger.refusal.kind)

  expect(await shop.checkout.reconcile(stranger.value.sessionId, 'webhook')).toBeNull()
})
