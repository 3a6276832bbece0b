import fc from 'fast-check'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { fen, sumFen, type Fen } from '#shared/money.ts'
import { accept } from '#shared/result.ts'
import type { RefundReason } from '#shared/refund.ts'
import { aShop, anAddressOf, openCounter, sessionOf, type Shop } from '#tests/make/shop.ts'
import { aStripe, type TestStripe } from '#tests/make/stripe.ts'

// One honey costs 59.00 yuan and travels free; a coupon takes 8.00 off.
const PRICE = 5_900
const OFF = 800
const HOLD_OVER_SEC = 500

let stripe: TestStripe
let shop: Shop

beforeAll(async () => {
  stripe = await aStripe()
})
beforeEach(async () => {
  shop = await aShop(stripe, { stock: 20, perBuyerLimit: 4 })
})
afterEach(async () => {
  await shop.expectSound()
  await shop.close()
})
afterAll(() => stripe.close())

/** A coupon in the hand of each of these people. */
async function couponsFor(...buyers: string[]): Promise<string[]> {
  const { coupons, village, liveSession } = shop
  const offer = { kind: 'coupon', villageId: village.id, amountFen: fen(OFF), pieces: 20 } as const
  const terms = { minSpendFen: fen(3_900), validDays: 30 } as const
  const granted = await coupons.grant({ ...offer, ...terms }, { userId: 'op', name: '小周' })
  if (!granted.ok) throw new Error(granted.refusal.kind)
  const { offerId } = granted.value
  expect(await coupons.release(offerId, liveSession.id, { name: '林小满' })).toMatchObject({ ok: true })
  const taken: string[] = []
  for (const buyer of buyers) {
    const answer = await coupons.take(buyer, { offerId })
    if (!answer.ok) throw new Error(answer.refusal.kind)
    taken.push(answer.value.couponId)
  }
  return taken
}

async function anOrderWith(buyerId: string, couponId: string, quantity = 1) {
  const hold = await shop.claim(buyerId, { quantity })
  const answer = await shop.placeOrder(buyerId, hold.holdId, { couponId })
  if (!answer.ok) throw new Error(`Not placed: ${answer.refusal.kind}`)
  const { orderNumber, redirectTo } = answer.value
  return { buyerId, hold, number: orderNumber, page: redirectTo, sessionId: sessionOf(redirectTo) }
}
async function aPaidOrderWith(buyerId: string, couponId: string, quantity = 1) {
  const order = await anOrderWith(buyerId, couponId, quantity)
  await shop.deliver(await shop.pay(order))
  expect(await shop.stateOf(order)).toBe('paid')
  return { ...order, of: { cooperativeId: shop.cooperative.id, orderNumber: order.number } }
}
type PaidOrder = Awaited<ReturnType<typeof aPaidOrderWith>>

async function refund({ of }: PaidOrder, amountFen: number, reason: RefundReason = 'quality') {
  const { refundedFen } = (await shop.checkout.refundableOrder(of))!
  return shop.checkout.refundOrder(of, {
    ...{ amountFen: fen(amountFen), reason, refundedBeforeFen: refundedFen, by: '陈会计' },
  })
}
const view = async ({ number, buyerId }: { number: string; buyerId: string }) =>
  (await shop.checkout.order(number, { buyerId }))!
const balance = async (account: string): Promise<Fen> =>
  sumFen((await shop.ledger.balances({ book: 'platform', codePrefix: account })).map(({ net }) => fen(net)))
const partOf = (legs: readonly { partyKind: string; amountFen: Fen }[], kind: string) =>
  legs.find(({ partyKind }) => partyKind === kind)?.amountFen ?? 0
const states = async (buyerId: string) => (await shop.coupons.wallet(buyerId, 9)).map(({ state }) => state)

describe('an order with a coupon', () => {
  it('costs less at Stripe, and divides the whole price: only the platform has less', async () => {
    const [mine] = await couponsFor('buyer_1')
    const plain = await shop.anOrder('buyer_2')
    await shop.deliver(await shop.pay(plain))
    const offered = (await shop.checkout.holdForCheckout('buyer_1', (await shop.claim('buyer_1')).holdId))!
    expect(offered).toMatchObject({
      ...{ couponId: mine, discountFen: OFF, totalFen: PRICE - OFF, waterfall: { discountFen: OFF } },
    })

    const order = await aPaidOrderWith('buyer_1', mine!)

    const { waterfall, totalFen, discountFen } = await view(order)
    const without = (await view(plain)).waterfall
    expect([totalFen, discountFen, waterfall.totalFen]).toEqual([PRICE - OFF, OFF, PRICE - OFF])
    expect(sumFen(waterfall.legs.map(({ amountFen }) => amountFen))).toBe(PRICE - OFF)
    for (const kind of ['household', 'collective'])
      expect(partOf(waterfall.legs, kind)).toBe(partOf(without.legs, kind))
    expect(partOf(waterfall.legs, 'platform')).toBe(partOf(without.legs, 'platform') - OFF)
    expect(await balance('521.coupons')).toBe(OFF)
    expect(await states('buyer_1')).toEqual(['used'])
  })

  it('is shown what takes most off, or what the buyer chose, or none', async () => {
    const [mine] = await couponsFor('buyer_1')
    const { holdId } = await shop.claim('buyer_1')
    const shown = (couponId?: string) => shop.checkout.holdForCheckout('buyer_1', holdId, couponId)
    expect(await shown()).toMatchObject({ couponId: mine, coupons: [{ couponId: mine, amountFen: OFF }] })
    expect(await shown(mine)).toMatchObject({ couponId: mine, totalFen: PRICE - OFF })
    expect(await shown('')).toMatchObject({ couponId: null, totalFen: PRICE, coupons: [{}] })
    expect(await shown('coupon_of_nobody')).toMatchObject({ couponId: null, totalFen: PRICE })
  })

  it('keeps its price when it is placed again, whatever is asked for then', async () => {
    const [mine] = await couponsFor('buyer_1')
    const order = await anOrderWith('buyer_1', mine!)
    const again = await shop.placeOrder('buyer_1', order.hold.holdId, { couponId: '' })
    expect(again).toMatchObject({ ok: true, value: { orderNumber: order.number, redirectTo: order.page } })
    expect((await view(order)).totalFen).toBe(PRICE - OFF)
    expect(await shop.checkout.holdForCheckout('buyer_1', order.hold.holdId)).toMatchObject({
      ...{ coupons: [], discountFen: OFF, totalFen: PRICE - OFF },
    })
  })
})

describe('a coupon', () => {
  it('is used for one order, whoever asks at once; the other begins no payment', async () => {
    const [mine] = await couponsFor('buyer_1')
    const holds = [await shop.claim('buyer_1'), await shop.claim('buyer_1')]
    const answers = await Promise.all(
      holds.map(({ holdId }) => shop.placeOrder('buyer_1', holdId, { couponId: mine! })),
    )
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1)
    expect(answers.find(({ ok }) => !ok)).toMatchObject({ refusal: { kind: 'coupon_not_usable' } })
    const free = holds[answers.findIndex(({ ok }) => !ok)]!
    expect(await shop.flashSale.hold(free.holdId)).toMatchObject({ state: 'held' })
    expect(await shop.placeOrder('buyer_1', free.holdId)).toMatchObject({ ok: true })
  })

  it('is nobody else’s, and one of an offer a phone', async () => {
    const [first, second] = await couponsFor('buyer_1', 'buyer_2')
    await anOrderWith('buyer_1', first!)
    const { holdId } = await shop.claim('buyer_2')
    const { phone } = anAddressOf('buyer_1')
    expect(await shop.placeOrder('buyer_2', holdId, { couponId: first! })).toMatchObject({
      refusal: { kind: 'coupon_not_usable' },
    })
    expect(await shop.placeOrder('buyer_2', holdId, { couponId: second!, phone })).toMatchObject({
      refusal: { kind: 'coupon_used_by_phone' },
    })
    expect(await shop.placeOrder('buyer_2', holdId, { couponId: second! })).toMatchObject({ ok: true })
  })

  it('is the buyer’s again when the order is given up', async () => {
    const [mine] = await couponsFor('buyer_1')
    const order = await anOrderWith('buyer_1', mine!)
    await stripe.advance(HOLD_OVER_SEC)
    await shop.checkout.closeOverduePayments()
    expect(await shop.stateOf(order)).toBe('cancelled')
    expect(await states('buyer_1')).toEqual(['usable'])
    expect((await view(await aPaidOrderWith('buyer_1', mine!))).discountFen).toBe(OFF)
  })
})

/** An order given up by the shop, whose page can still be paid. */
async function anAbandonedOrder(buyerId: string, couponId: string) {
  const order = await anOrderWith(buyerId, couponId)
  await stripe.advance(HOLD_OVER_SEC)
  const early = openCounter({
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
  expect(await early.checkout.closeOverduePayments()).toBe(1)
  return order
}

describe('an order that was given up and is paid after all', () => {
  it('uses its coupon again, where it is still there', async () => {
    const [mine] = await couponsFor('buyer_1')
    const order = await anAbandonedOrder('buyer_1', mine!)
    await shop.deliver(await shop.pay(order))
    expect(await shop.stateOf(order)).toBe('paid')
    expect(await states('buyer_1')).toEqual(['used'])
  })

  it('gets its money back, where the coupon was used for another order meanwhile', async () => {
    const [mine] = await couponsFor('buyer_1')
    const order = await anAbandonedOrder('buyer_1', mine!)
    const other = await aPaidOrderWith('buyer_1', mine!)
    await shop.deliver(await shop.pay(order))
    expect(await shop.stateOf(order)).toBe('refunded')
    expect(await shop.stateOf(other)).toBe('paid')
    expect(await balance('521.coupons')).toBe(OFF)
    expect(await balance('211.refunds')).toBe(0)
  })
})

describe('a refund of an order with a coupon', () => {
  it('in whatever parts and for whatever reasons brings the platform its discount back in step', async () => {
    const reasons = fc.constantFrom<RefundReason>('quality', 'remorse', 'logistics')
    const cuts = fc.array(fc.tuple(fc.integer({ min: 1, max: PRICE - OFF - 1 }), reasons), {
      ...{ minLength: 1, maxLength: 3 },
    })
    const buyers = Array.from({ length: 5 }, (_, n) => `buyer_${n}`)
    const mine = await couponsFor(...buyers)
    const samples = fc.sample(cuts, { numRuns: buyers.length, seed: 20_261_128 })
    for (const [n, sample] of samples.entries()) {
      const before = await balance('521.coupons')
      const order = await aPaidOrderWith(buyers[n]!, mine[n]!)
      const at = [...new Set([...sample.map(([cut]) => cut), PRICE - OFF])].sort((a, b) => a - b)
      for (const [step, until] of at.entries()) {
        const part = until - (at[step - 1] ?? 0)
        expect(await refund(order, part, sample[step]?.[1])).toMatchObject({ ok: true })
        const { waterfall, refunds } = await view(order)
        expect(sumFen(waterfall.legs.map(({ amountFen }) => amountFen))).toBe(PRICE - OFF - until)
        expect(sumFen(refunds.map(({ amountFen }) => amountFen))).toBe(until)
        const given = fen((await balance('521.coupons')) - before)
        expect(given).toBe(OFF - Math.floor((OFF * until) / (PRICE - OFF)))
      }
      expect(await balance('521.coupons')).toBe(before)
      expect(await refund(order, 1)).toMatchObject({ refusal: { kind: 'refund_beyond_order' } })
    }
    expect(await balance('211.refunds')).toBe(0)
  })

  it('shows before who bears it, and books just that', async () => {
    const [mine] = await couponsFor('buyer_1')
    const order = await aPaidOrderWith('buyer_1', mine!)
    const preview = await shop.checkout.previewRefund(order.of, { amountFen: fen(2_000), reason: 'quality' })
    await refund(order, 2_000)
    const { refunds } = (await shop.checkout.refundableOrder(order.of))!
    expect(preview).toMatchObject({ ok: true, value: { bearers: refunds[0]!.bearers } })
    const { parts, beyondFen } = refunds[0]!.bearers
    expect(sumFen([...parts.map(({ amountFen }) => amountFen), beyondFen])).toBe(2_000)
  })
})

describe('the database', () => {
  it('takes no order whose discount is not its coupon’s, and none that is used by two', async () => {
    const [mine] = await couponsFor('buyer_1')
    const order = await anOrderWith('buyer_1', mine!)
    const { id } = await shop.db.order.findUniqueOrThrow({ where: { number: order.number } })
    const other = await shop.anOrder('buyer_2')
    const { id: otherId } = await shop.db.order.findUniqueOrThrow({ where: { number: other.number } })
    const use = await shop.db.couponUse.findUniqueOrThrow({ where: { orderId: id } })
    await expect(
      shop.db.order.update({ where: { id: otherId }, data: { discountFen: 800n, totalFen: 5_100n } }),
    ).rejects.toThrow('ORDER_DISCOUNT')
    await expect(shop.db.couponUse.create({ data: { ...use, orderId: otherId } })).rejects.toThrow()
    await expect(
      shop.db.discount.create({
        data: {
          orderLineId: 'line_none',
          amountFen: 800n,
          journalId: '00000000-0000-4000-8000-000000000000',
        },
      }),
    ).rejects.toThrow('SPLIT_DISCOUNT')
    expect(await shop.placeOrder('buyer_2', other.hold.holdId, { ...anAddressOf('buyer_2') })).toMatchObject({
      ok: true,
    })
  })
})
