import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { fen } from '#shared/money.ts'
import type { RefundReason } from '#shared/refund.ts'
import { aShop, openCounter, type Shop } from '#tests/make/shop.ts'
import { aStripe, type Method, type TestStripe } from '#tests/make/stripe.ts'

const WEEK_SEC = 7 * 86_400
const nowhere = 'http://127.0.0.1:13699'

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
    householdId: household.id,
    cooperativeId: cooperative.id,
    collectiveId: collective.id,
  })
})
afterEach(async () => {
  await expectMirrored()
  await shop.expectSound()
  await shop.close()
})
afterAll(() => stripe.close())

async function aPaidOrder(buyerId: string, method: Method = 'card') {
  const order = await shop.anOrder(buyerId)
  await shop.deliver(await shop.pay(order, method))
  expect(await shop.stateOf(order)).toBe('paid')
  return { ...order, of: { cooperativeId: shop.cooperative.id, orderNumber: order.number } }
}
type PaidOrder = Awaited<ReturnType<typeof aPaidOrder>>

async function refund({ of }: PaidOrder, amountFen: number, reason: RefundReason = 'quality') {
  const { refundedFen } = (await shop.checkout.refundableOrder(of))!
  return shop.checkout.refundOrder(of, {
    ...{ amountFen: fen(amountFen), reason, refundedBeforeFen: refundedFen, by: '陈会计' },
  })
}

const owed = ({ partyId }: { partyId: string }) => shop.revenueShare.owedTo(partyId)
const balance = async (book: string, codePrefix: string) =>
  (await shop.ledger.balances({ book, codePrefix })).reduce((sum, { net }) => sum + net, 0)

/** I12: what the cooperative has to come of the platform is what the platform owes it and its household. */
async function expectMirrored() {
  const [household, cooperative] = [await owed(parties.household), await owed(parties.cooperative)]
  const owes = (one: typeof household) => one.pendingFen + one.availableFen - one.owesFen
  expect(await balance('coop-yiyou', '113.platform')).toBe(owes(household) + owes(cooperative))
  expect(await balance('village-yiyou', '112.platform')).toBe(owes(await owed(parties.collective)))
}

describe('a refund of a paid order', () => {
  it('shows before who bears it, books just that, and reaches the buyer', async () => {
    const order = await aPaidOrder('buyer_1')
    const preview = await shop.checkout.previewRefund(order.of, { amountFen: fen(2_000), reason: 'quality' })

    expect(await refund(order, 2_000)).toMatchObject({ ok: true })

    const { refunds, refundedFen, leftFen } = (await shop.checkout.refundableOrder(order.of))!
    expect(preview).toMatchObject({ ok: true, value: { refundedBeforeFen: 0, bearers: refunds[0]!.bearers } })
    expect(refunds).toMatchObject([
      { amountFen: 2_000, reason: 'quality', state: 'succeeded', askedBy: '陈会计' },
    ])
    expect([refundedFen, leftFen]).toEqual([2_000, 3_900])
    const view = (await shop.checkout.order(order.number, order))!
    expect(view.state).toBe('paid')
    expect(view.refunds).toMatchObject([{ amountFen: 2_000, state: 'succeeded' }])
    expect(view.events.map(({ kind }) => kind).slice(-2)).toEqual(['refund_asked', 'refunded'])
    expect(await balance('platform', '211.refunds')).toBe(0)
  })

  it('in parts brings every leg and every book back to where it was, the fee to the platform’s expense', async () => {
    const order = await aPaidOrder('buyer_1')
    for (const part of [1, 1_999, 900, 3_000]) expect(await refund(order, part)).toMatchObject({ ok: true })

    for (const party of [parties.household, parties.cooperative, parties.collective])
      expect(await owed(party)).toEqual({ pendingFen: 0, availableFen: 0, payingFen: 0, owesFen: 0 })
    expect(await balance('coop-yiyou', '501.')).toBe(0)
    expect(await balance('platform', '501.')).toBe(0)
    const fee = await balance('platform', '524.')
    expect(fee).toBeGreaterThan(0)
    expect(await balance('platform', '109.')).toBe(-fee)
    expect(await refund(order, 1)).toEqual({
      ok: false,
      refusal: { kind: 'refund_beyond_order', leftFen: 0 },
    })
  })

  it('for remorse leaves the household what it got; the platform stands in for what the others can’t give', async () => {
    const order = await aPaidOrder('buyer_1')
    const before = await owed(parties.household)

    await refund(order, 5_900, 'remorse')

    expect(await owed(parties.household)).toEqual(before)
    expect(await owed(parties.cooperative)).toEqual({
      pendingFen: 0,
      availableFen: 0,
      payingFen: 0,
      owesFen: 0,
    })
    expect(await balance('platform', '529.')).toBe(before.pendingFen)
  })

  it('asked for by two at once, or sent twice, is made once', async () => {
    const order = await aPaidOrder('buyer_1')
    const asked = { amountFen: fen(5_900), reason: 'quality', refundedBeforeFen: fen(0), by: '甲' } as const

    const answers = await Promise.all([1, 2, 3].map(() => shop.checkout.refundOrder(order.of, asked)))

    expect(answers.filter(({ ok }) => ok)).toHaveLength(1)
    for (const answer of answers.filter(({ ok }) => !ok))
      expect(answer).toEqual({ ok: false, refusal: { kind: 'refunded_meanwhile' } })
    expect(await shop.database.db.refund.count()).toBe(1)
  })

  it('of another cooperative’s order, or of one that is not paid, is refused', async () => {
    const paid = await aPaidOrder('buyer_1')
    const unpaid = await shop.anOrder('buyer_2')
    const asked = { amountFen: fen(1), reason: 'quality', refundedBeforeFen: fen(0), by: '甲' } as const
    const notFound = { ok: false, refusal: { kind: 'order_not_found' } }

    expect(await shop.checkout.refundOrder({ ...paid.of, cooperativeId: 'other' }, asked)).toEqual(notFound)
    expect(await shop.checkout.refundOrder({ ...paid.of, orderNumber: unpaid.number }, asked)).toEqual(
      notFound,
    )
    expect(await shop.checkout.previewRefund({ ...paid.of, cooperativeId: 'other' }, asked)).toEqual(notFound)
  })

  it('puts goods that came back, and can be sold again, back into stock, and no more of them than were sent', async () => {
    const { db } = shop.database
    const hold = await shop.anOrder('buyer_1', { quantity: 2 })
    await shop.deliver(await shop.pay(hold))
    const of = { cooperativeId: shop.cooperative.id, orderNumber: hold.number }
    const asked = { amountFen: fen(100), reason: 'remorse', by: '甲' } as const
    const onHand = async () => (await db.stock.findFirstOrThrow()).onHand
    const before = await onHand()
    const back = (unitsBack: number, refundedBeforeFen: number) =>
      shop.checkout.refundOrder(of, { ...asked, unitsBack, refundedBeforeFen: fen(refundedBeforeFen) })

    expect(await back(3, 0)).toEqual({ ok: false, refusal: { kind: 'units_beyond_order', leftUnits: 2 } })
    expect(await back(1, 0)).toMatchObject({ ok: true })
    expect(await back(2, 100)).toEqual({ ok: false, refusal: { kind: 'units_beyond_order', leftUnits: 1 } })
    expect(await back(0, 100)).toMatchObject({ ok: true })

    expect(await onHand()).toBe(before + 1)
    expect(await shop.checkout.refundableOrder(of)).toMatchObject({ unitsOut: 1 })
    const made = await db.refund.findFirstOrThrow({ where: { unitsBack: 1 } })
    const another = { ...made, id: 'refund_x', stripeRefundId: null, state: 'requested', settledAt: null }
    await expect(db.refund.create({ data: { ...another, amountFen: 1n, unitsBack: 2 } })).rejects.toThrow(
      /UNITS_BEYOND_ORDER/,
    )
    await expect(db.refund.updateMany({ data: { unitsBack: 2 } })).rejects.toThrow(/REFUND_KEPT/)
  })

  it('to a wallet is on its way until Stripe’s letter, and is booked as returned once', async () => {
    const order = await aPaidOrder('buyer_1', 'alipay')
    await refund(order, 1_000)
    const stateNow = async () => (await shop.checkout.order(order.number, order))!.refunds[0]!.state
    expect(await stateNow()).toBe('pending')
    expect(await balance('platform', '211.refunds')).toBe(-1_000)

    await stripe.advance(120)
    const letter = await stripe.letter('refund.updated')
    await shop.deliver(letter)
    await shop.deliver(letter)
    await shop.checkout.sweep()

    expect(await stateNow()).toBe('succeeded')
    expect(await balance('platform', '211.refunds')).toBe(0)
  })

  it('with Stripe away is owed to the buyer, and the sweeper sends it', async () => {
    const order = await aPaidOrder('buyer_1')
    const away = openCounter({
      ...shop,
      stripe: { ...stripe, env: { ...stripe.env, STRIPE_API_BASE: nowhere } },
    })
    const asked = { amountFen: fen(700), reason: 'quality', refundedBeforeFen: fen(0), by: '甲' } as const
    expect(await away.checkout.refundOrder(order.of, asked)).toMatchObject({ ok: true })
    expect(await balance('platform', '211.refunds')).toBe(-700)

    await shop.checkout.sweep()

    expect(await balance('platform', '211.refunds')).toBe(0)
  })
})

describe('an earning', () => {
  it('matures a week after it was paid for, once, however often and by how many it is asked', async () => {
    await aPaidOrder('buyer_1')
    const before = await owed(parties.household)
    expect(await shop.revenueShare.matureEarnings(stripe.clock.now())).toBe(0)
    await stripe.advance(WEEK_SEC + 60)
    const late = await aPaidOrder('buyer_2')

    const now = stripe.clock.now()
    await Promise.all([1, 2, 3].map(() => shop.revenueShare.matureEarnings(now)))
    await shop.revenueShare.matureEarnings(now)

    const after = await owed(parties.household)
    expect(after.availableFen).toBe(before.pendingFen)
    expect(after.pendingFen).toBe(before.pendingFen)
    expect(await shop.stateOf(late)).toBe('paid')
  })

  it('that was refunded before matures by what is left of it', async () => {
    const order = await aPaidOrder('buyer_1')
    await refund(order, 2_950)
    const { pendingFen } = await owed(parties.household)
    await stripe.advance(WEEK_SEC + 60)

    await shop.revenueShare.matureEarnings(stripe.clock.now())

    expect(await owed(parties.household)).toEqual({
      pendingFen: 0,
      availableFen: pendingFen,
      payingFen: 0,
      owesFen: 0,
    })
  })

  it('that has matured is taken back of what is pending, then of what is available', async () => {
    const [first] = [await aPaidOrder('buyer_1'), await aPaidOrder('buyer_2')]
    const each = (await owed(parties.household)).pendingFen / 2
    await stripe.advance(WEEK_SEC + 60)
    await shop.revenueShare.matureEarnings(stripe.clock.now())
    const third = await aPaidOrder('buyer_3')

    await refund(first, 5_900)
    expect(await owed(parties.household)).toEqual({
      pendingFen: 0,
      availableFen: 2 * each,
      payingFen: 0,
      owesFen: 0,
    })
    await refund(third, 5_900)
    expect(await owed(parties.household)).toEqual({
      pendingFen: 0,
      availableFen: each,
      payingFen: 0,
      owesFen: 0,
    })

    // What was taken of the third for the first is not there when the third's week is over.
    await stripe.advance(WEEK_SEC + 60)
    await shop.revenueShare.matureEarnings(stripe.clock.now())
    expect(await owed(parties.household)).toEqual({
      pendingFen: 0,
      availableFen: each,
      payingFen: 0,
      owesFen: 0,
    })
  })
})

describe('the database', () => {
  it('takes no refund beyond the order, none of what is not paid, and no other amount later', async () => {
    const order = await aPaidOrder('buyer_1')
    await refund(order, 5_000)
    const { db } = shop.database
    const [made] = await db.refund.findMany()
    const another = { ...made!, id: 'refund_x', stripeRefundId: null, state: 'requested', settledAt: null }

    await expect(db.refund.create({ data: { ...another, amountFen: 901n } })).rejects.toThrow(
      /REFUND_BEYOND_ORDER/,
    )
    await expect(db.refund.create({ data: { ...another, chargeId: 'ch_other' } })).rejects.toThrow(
      /REFUND_NOT_PAID/,
    )
    await expect(db.refund.create({ data: { ...another, amountFen: 1n, askedBy: null } })).rejects.toThrow(
      /asked_by/,
    )
    await expect(db.refund.updateMany({ data: { amountFen: 1n } })).rejects.toThrow(/REFUND_KEPT/)
  })

  it('takes no division of a refund twice, none that does not add up, and none beyond what was got', async () => {
    const order = await aPaidOrder('buyer_1')
    await refund(order, 5_000)
    const { db } = shop.database
    const share = (await db.refundShare.findMany())[0]!
    const part = (await db.refundPart.findMany({ where: { party: parties.household.partyId } }))[0]!
    const again = { ...share, id: 'refund_x', journalId: '00000000-0000-4000-8000-000000000001' }
    const divide = (amountFen: bigint, partFen: bigint) =>
      db.$transaction(async (tx) => {
        await tx.refundShare.create({ data: { ...again, amountFen, beyondFen: 0n } })
        await tx.refundPart.create({ data: { ...part, refundId: again.id, amountFen: partFen } })
      })

    await expect(db.refundShare.create({ data: share })).rejects.toThrow(/[Uu]nique/)
    await expect(divide(10n, 9n)).rejects.toThrow(/SPLIT_REFUND_SUM/)
    await expect(divide(5_000n, 5_000n)).rejects.toThrow(/split_allocation_refunded/)
    await expect(
      db.refundShare.create({ data: { ...again, amountFen: 901n, beyondFen: 901n } }),
    ).rejects.toThrow(/SPLIT_REFUND_BEYOND_LINE/)
    await expect(db.refundPart.deleteMany()).rejects.toThrow(/APPEND_ONLY/)
    await expect(db.allocation.updateMany({ data: { maturesAt: new Date(0) } })).rejects.toThrow(
      /SPLIT_ALLOCATION_KEPT/,
    )
  })
})
