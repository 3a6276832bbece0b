import Stripe from 'stripe'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { fen } from '#shared/money.ts'
import type { RefundReason } from '#shared/refund.ts'
import { accept } from '#shared/result.ts'
import { aShop, openCounter, type Shop } from '#tests/make/shop.ts'
import { aStripe, type TestStripe, type Webhook } from '#tests/make/stripe.ts'

const TOTAL = 5_900
const FEE = 1_500
const DAY_SEC = 86_400
const nowhere = 'http://127.0.0.1:13699'
const chen = { userId: 'user_chen', name: '陈会计' }

let stripe: TestStripe
let shop: Shop
let parties: Awaited<ReturnType<Shop['saleParties']>>

beforeAll(async () => {
  stripe = await aStripe()
})
beforeEach(async () => {
  shop = await aShop(stripe, { stock: 10 })
  const { household, cooperative, collective } = shop
  parties = await shop.saleParties({
    ...{ householdId: household.id, cooperativeId: cooperative.id, collectiveId: collective.id },
  })
})
afterEach(async () => {
  await shop.expectSound()
  await shop.close()
})
afterAll(() => stripe.close())

async function aPaidOrder(buyerId: string) {
  const order = await shop.anOrder(buyerId)
  await shop.deliver(await shop.pay(order))
  const { chargeId } = await shop.database.db.order.findUniqueOrThrow({ where: { number: order.number } })
  return {
    ...{ ...order, chargeId: chargeId! },
    of: { cooperativeId: shop.cooperative.id, orderNumber: order.number },
  }
}
type PaidOrder = Awaited<ReturnType<typeof aPaidOrder>>

const hear = async (type: string, about: string) => shop.deliver(await stripe.letter(type, about))
const opened = (id: string) => hear('charge.dispute.created', id)
async function lost(id: string) {
  await stripe.decide(id, 'lost')
  await hear('charge.dispute.closed', id)
}
async function won(id: string) {
  await stripe.decide(id, 'won')
  await hear('charge.dispute.closed', id)
}

const refundable = async ({ of }: PaidOrder) => (await shop.checkout.refundableOrder(of))!
async function refund(order: PaidOrder, amountFen: number, reason: RefundReason = 'quality') {
  const { refundedFen } = await refundable(order)
  return shop.checkout.refundOrder(order.of, {
    ...{ amountFen: fen(amountFen), reason, refundedBeforeFen: refundedFen, by: '陈会计' },
  })
}
const balance = async (codePrefix: string) =>
  (await shop.ledger.balances({ book: 'platform', codePrefix })).reduce((sum, { net }) => sum + net, 0)
const owed = async (who: 'household' | 'cooperative' | 'collective') =>
  (await shop.revenueShare.owedTo(parties[who].partyId)).pendingFen
const owedToAll = async () =>
  (await owed('household')) + (await owed('cooperative')) + (await owed('collective'))
const buyersView = async (order: PaidOrder) => (await shop.checkout.order(order.number, order))!

/** of a card that is disputed as soon as it has paid */
async function newestDispute() {
  const { hostname: host, port } = new URL(stripe.env.STRIPE_API_BASE)
  const sdk = new Stripe(stripe.env.STRIPE_SECRET_KEY, { host, port, protocol: 'http' })
  return (await sdk.disputes.list({ limit: 1 })).data[0]!.id
}

/** Stripe's balance and the books say the same, and every line of Stripe's is accounted for. */
async function expectCounted() {
  const answer = await shop.clearing.count(chen)
  if (!answer.ok) throw new Error(answer.refusal.kind)
  const count = (await shop.clearing.find(answer.value.countId))!
  // The sandbox is that of all tests of this file: what the shops before had is at Stripe and not in these books.
  const mine = await shop.database.db.order.findMany({ select: { chargeId: true } })
  const charges = new Set(mine.map(({ chargeId }) => chargeId))
  const ours = count.differences.filter(
    ({ booked, stripe: lines }) => booked.length > 0 || lines.some((line) => charges.has(line.chargeId)),
  )
  expect(ours).toEqual([])
  expect(count.unexplainedFen).toBe(0)
}

describe('a dispute', () => {
  it('is money that Stripe withdrew, until it is decided; the fee is spent', async () => {
    const order = await aPaidOrder('buyer_1')
    const before = await Promise.all([balance('109.stripe'), owedToAll()])
    const id = await stripe.dispute(order.chargeId)

    await opened(id)

    expect(await balance('113.dispute')).toBe(TOTAL)
    expect(await balance('524.dispute-fee')).toBe(FEE)
    expect(await Promise.all([balance('109.stripe'), owedToAll()])).toEqual([
      before[0]! - TOTAL - FEE,
      before[1],
    ])
    const view = await refundable(order)
    expect(view).toMatchObject({ isDisputed: true, leftFen: TOTAL, refundedFen: 0 })
    expect(view.disputes).toMatchObject([
      { disputeId: id, amountFen: TOTAL, state: 'needs_response', feeFen: FEE, borne: null },
    ])
    await expectCounted()
  })

  it('that is won leaves everything as it was, but for the fee', async () => {
    const order = await aPaidOrder('buyer_1')
    const before = await Promise.all([balance('109.stripe'), owedToAll(), buyersView(order)])
    const id = await stripe.dispute(order.chargeId)
    await opened(id)
    await won(id)

    expect(await balance('113.dispute')).toBe(0)
    const [stripeBefore, ...rest] = before
    expect(await balance('109.stripe')).toBe(stripeBefore - FEE)
    expect(await Promise.all([owedToAll(), buyersView(order)])).toEqual(rest)
    expect(await refund(order, TOTAL)).toMatchObject({ ok: true })
    await expectCounted()
  })

  it('that is lost is borne as the policy says, in every book, and is nobody’s to refund again', async () => {
    const order = await aPaidOrder('buyer_1')
    const id = await stripe.dispute(order.chargeId)
    await opened(id)
    const before = await shop.checkout.dispute(id)
    await lost(id)

    expect(await balance('113.dispute')).toBe(0)
    expect(await owedToAll()).toBe(0)
    expect(await balance('501.')).toBe(0)
    const view = await refundable(order)
    expect(view).toMatchObject({ isDisputed: false, leftFen: 0, refundedFen: TOTAL, refunds: [] })
    const [{ borne }] = view.disputes as [(typeof view.disputes)[0]]
    expect(borne).toMatchObject({ amountFen: TOTAL, policy: { version: 2 } })
    // What the platform was told before is what was booked.
    const after = await shop.checkout.dispute(id)
    expect(before?.loss).toEqual({ ...after?.loss, booked: false })
    expect(await refund(order, 1)).toMatchObject({ refusal: { kind: 'refund_beyond_order', leftFen: 0 } })
    const { waterfall, state } = await buyersView(order)
    expect([state, waterfall.totalFen, waterfall.returnedFen]).toEqual(['paid', 0, TOTAL])
    await expectCounted()
  })

  it('of a part is lost by that part: the platform first, and the rest can be refunded', async () => {
    const order = await aPaidOrder('buyer_1')
    const [household, platform] = [await owed('household'), -(await balance('501.service'))]
    const id = await stripe.dispute(order.chargeId, { amount: platform })
    await opened(id)
    await lost(id)

    // The platform’s leg and the processor’s share the first tier, so that the household is spared.
    expect(await owed('household')).toBe(household)
    expect(await refund(order, TOTAL)).toMatchObject({
      refusal: { kind: 'refund_beyond_order', leftFen: TOTAL - platform },
    })
    expect(await refund(order, TOTAL - platform)).toMatchObject({ ok: true })
    expect(await owedToAll()).toBe(0)
    await expectCounted()
  })

  it('told twice, late, in any order and by several at once is booked once', async () => {
    const order = await aPaidOrder('buyer_1')
    const id = await stripe.dispute(order.chargeId)
    await stripe.decide(id, 'lost')
    const types = ['closed', 'funds_withdrawn', 'created'].map((type) => `charge.dispute.${type}`)
    const letters: Webhook[] = []
    for (const type of types) letters.push(await stripe.letter(type, id))

    await Promise.all([...letters, ...letters].map((letter) => shop.deliver(letter)))
    for (const letter of letters) await shop.deliver(letter)

    expect(await shop.database.db.disputeLine.count()).toBe(1)
    expect(await shop.database.db.refundShare.count()).toBe(1)
    expect(await balance('524.dispute-fee')).toBe(FEE)
    expect(await balance('113.dispute')).toBe(0)
  })

  it('heard of before its payment settles the payment first', async () => {
    const order = await shop.anOrder('buyer_1')
    await stripe.payOn(order.page, 'card', '4000000000000259')

    await opened(await newestDispute())

    expect(await shop.stateOf(order)).toBe('paid')
    expect(await balance('113.dispute')).toBe(TOTAL)
  })

  it('whose letters were all lost is found by counting', async () => {
    const order = await aPaidOrder('buyer_1')
    const id = await stripe.dispute(order.chargeId)
    await expectCounted()
    expect(await balance('113.dispute')).toBe(TOTAL)

    // What is decided for the buyer moves nothing at Stripe: it is asked about as long as it is undecided.
    await stripe.decide(id, 'lost')
    await expectCounted()
    expect(await balance('113.dispute')).toBe(0)
    expect(await owedToAll()).toBe(0)
  })

  it('of a charge that is no order’s is left to the count', async () => {
    const order = await aPaidOrder('buyer_1')
    const id = await stripe.dispute(order.chargeId)
    const stranger = await aShop(stripe)
    const letter = await stripe.letter('charge.dispute.created', id)

    expect(await stranger.deliver(letter)).toBe('applied')

    expect(await stranger.database.db.dispute.count()).toBe(0)
    await stranger.close()
  })

  it('with Stripe away comes again', async () => {
    const order = await aPaidOrder('buyer_1')
    const letter = await stripe.letter('charge.dispute.created', await stripe.dispute(order.chargeId))
    const away = openCounter({
      database: shop.database,
      stripe: { ...stripe, env: { ...stripe.env, STRIPE_API_BASE: nowhere } },
    })
    await expect(away.checkout.receiveWebhook(letter.body, letter.signature)).rejects.toThrow('asked')

    expect(await shop.deliver(letter)).toBe('applied')
    expect(await balance('113.dispute')).toBe(TOTAL)
    await away.flashSale.close()
  })
})

describe('an inquiry', () => {
  it('moves nothing, and a refund settles it', async () => {
    const order = await aPaidOrder('buyer_1')
    const id = await stripe.dispute(order.chargeId, { inquiry: true })
    await opened(id)
    expect(await refundable(order)).toMatchObject({ isDisputed: false, disputes: [{ state: 'inquiry' }] })
    expect(await balance('113.dispute')).toBe(0)

    expect(await refund(order, TOTAL)).toMatchObject({ ok: true })
    await hear('charge.dispute.closed', id)

    expect(await refundable(order)).toMatchObject({
      ...{ leftFen: 0, disputes: [{ state: 'inquiry_closed' }], refunds: [{ state: 'succeeded' }] },
    })
    expect((await shop.checkout.dispute(id))?.loss).toBeNull()
  })

  it('that escalates is a dispute', async () => {
    const order = await aPaidOrder('buyer_1')
    const id = await stripe.dispute(order.chargeId, { inquiry: true })
    await opened(id)
    await stripe.escalate(id)
    await hear('charge.dispute.funds_withdrawn', id)

    expect(await balance('113.dispute')).toBe(TOTAL)
    expect(await refundable(order)).toMatchObject({ isDisputed: true })
  })
})

describe('a chargeback is not a double loss', () => {
  it('after a full refund: nobody gives back twice, and what the buyer has twice is the platform’s', async () => {
    const order = await aPaidOrder('buyer_1')
    expect(await refund(order, TOTAL)).toMatchObject({ ok: true })
    const id = await stripe.dispute(order.chargeId)
    await opened(id)
    expect((await shop.checkout.dispute(id))?.loss).toMatchObject({ divided: null, beyondFen: TOTAL })
    const legs = await owedToAll()
    await lost(id)

    expect(await owedToAll()).toBe(legs)
    expect(await balance('529.refunds-borne')).toBe(TOTAL)
    expect(await balance('113.dispute')).toBe(0)
    expect((await shop.checkout.dispute(id))?.loss).toMatchObject({ booked: true, beyondFen: TOTAL })
    await expectCounted()
  })

  it('after a partial refund only what is left is divided', async () => {
    const order = await aPaidOrder('buyer_1')
    await refund(order, 2_000)
    const id = await stripe.dispute(order.chargeId)
    await opened(id)
    await lost(id)

    expect(await owedToAll()).toBe(0)
    expect(await balance('529.refunds-borne')).toBe(2_000)
    expect(await refundable(order)).toMatchObject({ leftFen: 0, refundedFen: TOTAL })
    await expectCounted()
  })

  it('refuses a refund while it is open, by the form, and by the database', async () => {
    const order = await aPaidOrder('buyer_1')
    await opened(await stripe.dispute(order.chargeId, { amount: 1_000 }))
    const { db } = shop.database

    const asked = { amountFen: fen(100), reason: 'quality' } as const
    const refused = { ok: false, refusal: { kind: 'refund_disputed' } }
    expect(await shop.checkout.previewRefund(order.of, asked)).toEqual(refused)
    expect(await refund(order, 100)).toEqual(refused)
    const { id: orderId } = await db.order.findFirstOrThrow()
    const row = { id: 'refund_x', orderId, chargeId: order.chargeId, amountFen: 1n, reason: 'quality' }
    await expect(
      db.refund.create({ data: { ...row, askedBy: '甲', state: 'requested', createdAt: new Date() } }),
    ).rejects.toThrow(/REFUND_DISPUTED/)
  })

  it('a refund asked for before the shop heard of it waits; lost, the chargeback has paid it', async () => {
    const order = await aPaidOrder('buyer_1')
    const id = await stripe.dispute(order.chargeId)
    expect(await refund(order, 2_000)).toMatchObject({ ok: true })
    expect(await balance('211.refunds')).toBe(-2_000)
    await shop.checkout.sweep()
    await opened(id)
    expect((await shop.checkout.dispute(id))?.loss).toMatchObject({ nettedFen: 2_000, beyondFen: 0 })
    await lost(id)

    expect(await Promise.all(['211.refunds', '113.dispute', '529.'].map(balance))).toEqual([0, 0, 0])
    expect(await owedToAll()).toBe(0)
    expect(await refundable(order)).toMatchObject({ leftFen: 0, refunds: [{ state: 'charged_back' }] })
    // Whatever is asked later, that refund is over.
    await stripe.advance(2 * DAY_SEC)
    await shop.checkout.sweep()
    expect((await buyersView(order)).refunds).toMatchObject([{ state: 'charged_back' }])
    await expectCounted()
  })

  it('a refund asked for before the shop heard of it waits; won, it goes', async () => {
    const order = await aPaidOrder('buyer_1')
    const id = await stripe.dispute(order.chargeId)
    await refund(order, 2_000)
    await opened(id)
    // Stripe answers an equal request for a day as it did at first.
    await stripe.advance(2 * DAY_SEC)
    await won(id)

    expect(await refundable(order)).toMatchObject({ refunds: [{ state: 'succeeded' }] })
    expect(await Promise.all(['211.refunds', '113.dispute'].map(balance))).toEqual([0, 0])
    await expectCounted()
  })

  it('of a payment that came too late has given it back', async () => {
    const order = await anAbandonedOrder('buyer_1')
    for (let n = 0; n < 5; n++) await shop.claim(`rival_${n}`, { quantity: 2 })
    await stripe.payOn(order.page, 'card', '4000000000000259')

    await shop.deliver(await stripe.letter('checkout.session.completed', order.sessionId))
    // Stripe refunds nothing of it: the bank has fetched it.
    expect(await shop.stateOf(order)).toBe('refund_pending')
    const id = await newestDispute()
    await opened(id)
    await lost(id)

    expect(await shop.stateOf(order)).toBe('refunded')
    expect(await shop.flashSale.hold(order.hold.holdId)).toMatchObject({ state: 'refunded_late' })
    expect(await Promise.all(['211.refunds', '113.dispute', '529.'].map(balance))).toEqual([0, 0, 0])
  })
})

/** Its wallet approved at the moment at which the shop gave it up: the page stays payable. */
async function anAbandonedOrder(buyerId: string) {
  const order = await shop.anOrder(buyerId)
  await stripe.advance(500)
  const { checkout, flashSale } = openCounter({
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
  expect(await checkout.closeOverduePayments()).toBe(1)
  await flashSale.close()
  return order
}

describe('the database', () => {
  it('keeps a loss and what moved, opens nothing again, and lets nobody give back more than was paid', async () => {
    const order = await aPaidOrder('buyer_1')
    await refund(order, 900)
    const id = await stripe.dispute(order.chargeId, { amount: 2_000 })
    await opened(id)
    const { db } = shop.database
    const lose = (dividedFen: number, beyondFen: number) =>
      db.dispute.update({
        where: { id },
        data: {
          ...{ state: 'lost', lostAt: new Date(), nettedFen: 0n },
          ...{ dividedFen: BigInt(dividedFen), beyondFen: BigInt(beyondFen) },
        },
      })

    await expect(lose(5_001, 0)).rejects.toThrow(/DISPUTE_BEYOND_ORDER/)
    await expect(lose(1_999, 0)).rejects.toThrow(/DISPUTE_SUM/)
    await lost(id)
    await expect(lose(0, 2_000)).rejects.toThrow(/DISPUTE_KEPT/)
    await expect(db.dispute.update({ where: { id }, data: { state: 'needs_response' } })).rejects.toThrow(
      /DISPUTE_KEPT/,
    )
    await expect(db.dispute.deleteMany()).rejects.toThrow(/DISPUTE|relation|permission/)
    await expect(db.disputeLine.updateMany({ data: { feeFen: 0n } })).rejects.toThrow(
      /APPEND_ONLY|permission/,
    )
    const [made] = await db.refund.findMany()
    const another = { ...made!, id: 'refund_x', stripeRefundId: null, state: 'requested', settledAt: null }
    await expect(db.refund.create({ data: { ...another, amountFen: 3_001n } })).rejects.toThrow(
      /REFUND_BEYOND_ORDER/,
    )
    await expect(db.refund.updateMany({ data: { state: 'charged_back' } })).rejects.toThrow(
      /checkout_refund_netted/,
    )
  })
})
