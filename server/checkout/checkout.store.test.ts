import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { aSale } from '#tests/make/selling.ts'
import { aShop, anAddressOf, origin, type Shop, honeyGoods } from '#tests/make/shop.ts'
import { maskPhone } from './rules.ts'
import { aStripe, type Method, type TestStripe } from '#tests/make/stripe.ts'

let stripe: TestStripe
let shop: Shop

beforeAll(async () => {
  stripe = await aStripe()
})
beforeEach(async () => {
  shop = await aShop(stripe)
})
afterEach(async () => {
  await shop.expectSound()
  await shop.close()
})
afterAll(() => stripe.close())

describe('a whole purchase', () => {
  it.each<Method>(['card', 'alipay', 'wechat_pay'])(
    'by %s: held, paid, booked, and told to the fen',
    async (method) => {
      const order = await shop.anOrder('buyer_1', { quantity: 2 })
      const before = await shop.checkout.order(order.number, { buyerId: 'buyer_1' })

      const letter = await shop.pay(order, method)
      expect(await shop.deliver(letter)).toBe('applied')

      const after = await shop.checkout.order(order.number, { buyerId: 'buyer_1' })
      expect(before).toMatchObject({ state: 'awaiting_payment', totalFen: 11_800, freightFen: 0 })
      expect(after).toMatchObject({
        state: 'paid',
        paymentMethod: method,
        phoneMasked: maskPhone(anAddressOf('buyer_1').phone),
      })
      expect(after?.events.map(({ kind }) => kind)).toEqual(['placed', 'payment_started', 'paid'])
      expect(await shop.flashSale.hold(order.hold.holdId)).toMatchObject({ state: 'paid' })
      expect(await shop.flashSale.sale(shop.sale.id)).toMatchObject({ held: 0, sold: 2 })
      const shown = after!.waterfall
      expect(before!.waterfall.estimated).toBe(true)
      expect(shown).toMatchObject({
        totalFen: 11_800,
        ruleCode: 'standard',
        ruleVersion: 1,
        estimated: false,
      })
      expect(shown.legs.reduce((sum, { amountFen }) => sum + amountFen, 0)).toBe(11_800)
    },
  )

  it('adds freight under 59 yuan, and gives it to the cooperative that ships', async () => {
    const cheap = { id: 'sale_cheap', variantId: shop.variant.id, priceFen: 1_999n, total: 1 }
    const sale = await aSale(shop.database.db, cheap)
    const order = await shop.anOrder('buyer_1', { saleId: sale.id })

    await shop.deliver(await shop.pay(order))

    const paid = await shop.checkout.order(order.number, { buyerId: 'buyer_1' })
    expect(paid).toMatchObject({ subtotalFen: 1_999, freightFen: 800, totalFen: 2_799, state: 'paid' })
    expect(paid!.waterfall.legs.reduce((sum, { amountFen }) => sum + amountFen, 0)).toBe(2_799)
  })

  it('is found by its buyer or by the phone, and by nobody else', async () => {
    const { number } = await shop.anOrder('buyer_1')

    expect(await shop.checkout.order(number, { phone: anAddressOf('buyer_1').phone })).toMatchObject({
      number,
    })
    expect(await shop.checkout.order(number, { buyerId: 'buyer_2' })).toBeNull()
    expect(await shop.checkout.order(number, { phone: '13900000000' })).toBeNull()
    expect(await shop.checkout.ordersOf('buyer_1')).toMatchObject([{ number, quantity: 1 }])
    expect(await shop.checkout.ordersOf('buyer_2')).toEqual([])
  })

  it('asks for the address once', async () => {
    const first = await shop.anOrder('buyer_1')
    const second = await shop.claim('buyer_1')

    const view = await shop.checkout.holdForCheckout('buyer_1', second.holdId)

    expect(view).toMatchObject({ totalFen: 5_900, pendingOrderNumber: null, returnClass: 'seven_days' })
    expect(view?.lastAddress).toMatchObject({ recipientName: '王小明', city: '福州市' })
    expect(await shop.checkout.holdForCheckout('buyer_2', second.holdId)).toBeNull()
    expect(await shop.checkout.holdForCheckout('buyer_1', first.hold.holdId)).toMatchObject({
      pendingOrderNumber: first.number,
    })
  })
})

describe('placing an order', () => {
  it('again, from two tabs at once and with another address, is one order and one payment', async () => {
    const hold = await shop.claim('buyer_1')

    const answers = await Promise.all([
      shop.placeOrder('buyer_1', hold.holdId),
      shop.placeOrder('buyer_1', hold.holdId),
      shop.placeOrder('buyer_1', hold.holdId, { street: '另一条街 9 号' }),
    ])
    const last = await shop.placeOrder('buyer_1', hold.holdId, { street: '最后的街 1 号' })

    const pages = new Set([...answers, last].map((answer) => answer.ok && answer.value.redirectTo))
    expect(pages.size).toBe(1)
    const [summary, ...others] = await shop.checkout.ordersOf('buyer_1')
    expect(others).toEqual([])
    const order = await shop.checkout.order(summary!.number, { buyerId: 'buyer_1' })
    expect(order?.address).toContain('最后的街 1 号')
    expect(order?.events.map(({ kind }) => kind)).toEqual(['placed', 'payment_started'])
  })

  it('needs an explicit tick for fresh goods', async () => {
    await shop.database.db.product.updateMany({ data: { returnClass: 'fresh' } })
    const { holdId } = await shop.claim('buyer_1')

    const { acceptFreshReturn: _tick, ...unticked } = anAddressOf('buyer_1')
    const refused = await shop.checkout.placeOrder({
      buyerId: 'buyer_1',
      holdId,
      request: unticked,
      locale: 'zh-CN',
      origin,
    })

    expect(refused).toEqual({ ok: false, refusal: { kind: 'fresh_return_not_accepted' } })
    expect(await shop.placeOrder('buyer_1', holdId)).toMatchObject({ ok: true })
  })

  it('is refused for a hold that is another buyer’s, unknown or over', async () => {
    const { holdId } = await shop.claim('buyer_1')

    const notTheirs = await shop.placeOrder('buyer_2', holdId)
    const unknown = await shop.placeOrder('buyer_1', 'hold_nowhere')
    await stripe.advance(301)
    const over = await shop.placeOrder('buyer_1', holdId)

    expect(notTheirs).toEqual({ ok: false, refusal: { kind: 'hold_not_found' } })
    expect(unknown).toEqual({ ok: false, refusal: { kind: 'hold_not_found' } })
    expect(over).toEqual({ ok: false, refusal: { kind: 'hold_expired' } })
  })

  it('is refused once paid, also before the webhook has come', async () => {
    const order = await shop.anOrder('buyer_1')
    await shop.pay(order)

    const again = await shop.placeOrder('buyer_1', order.hold.holdId)

    expect(again).toEqual({ ok: false, refusal: { kind: 'already_paid', orderNumber: order.number } })
    expect(await shop.stateOf(order)).toBe('paid')
  })

  it('keeps the rule of its moment', async () => {
    const order = await shop.anOrder('buyer_1')
    const { rule } = await shop.revenueShare.activeRule(honeyGoods('standard'), stripe.clock.now())
    await shop.revenueShare.activate({
      ruleCode: 'standard',
      version: 2,
      validFrom: stripe.clock.now(),
      rule: [{ kind: 'processor_fee' }, ...rule.slice(-1)],
      author: '甲',
      approver: '乙',
    })

    await shop.deliver(await shop.pay(order))

    const paid = await shop.checkout.order(order.number, { buyerId: 'buyer_1' })
    expect(paid).toMatchObject({ totalFen: 5_900, waterfall: { ruleVersion: 1 } })
  })
})

describe('the page of an order that awaits payment', () => {
  it('leads to the same page again, until there is nothing to pay', async () => {
    const order = await shop.anOrder('buyer_1')

    const resumed = await shop.checkout.resumePayment('buyer_1', order.number)
    const notTheirs = await shop.checkout.resumePayment('buyer_2', order.number)
    await shop.deliver(await shop.pay(order))
    const paid = await shop.checkout.resumePayment('buyer_1', order.number)

    expect(resumed).toMatchObject({ ok: true, value: { redirectTo: order.page } })
    expect(notTheirs).toEqual({ ok: false, refusal: { kind: 'hold_not_found' } })
    expect(paid).toEqual({ ok: false, refusal: { kind: 'already_paid', orderNumber: order.number } })
  })
})

it('gives soldOrders what a book needs, and nothing about the buyer', async () => {
  const order = await shop.anOrder('buyer_1')
  await shop.deliver(await shop.pay(order))
  const { id } = await shop.database.db.order.findFirstOrThrow()

  const [sold] = await shop.checkout.soldOrders([id])

  expect(sold).toMatchObject({ orderId: id, number: order.number, quantity: 1, totalFen: 5_900 })
  expect(JSON.stringify(sold)).not.toContain(anAddressOf('buyer_1').phone)
})
