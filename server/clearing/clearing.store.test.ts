import Stripe from 'stripe'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { businessDay } from '#shared/calendar.ts'
import { fen } from '#shared/money.ts'
import { aShop, openCounter, type Shop } from '#tests/make/shop.ts'
import { aStripe, type TestStripe } from '#tests/make/stripe.ts'
import { asOwner } from '#tests/setup/ledger.ts'

const DAY_SEC = 86_400
const AVAILABLE_AT_ONCE = '4000000000000077'
const chen = { userId: 'user_chen', name: '陈会计' }
const nowhere = 'http://127.0.0.1:13699'

let stripe: TestStripe
let sdk: Stripe
let shop: Shop

beforeEach(async () => {
  stripe = await aStripe()
  const { hostname: host, port } = new URL(stripe.env.STRIPE_API_BASE)
  sdk = new Stripe(stripe.env.STRIPE_SECRET_KEY, { host, port, protocol: 'http' })
  shop = await aShop(stripe, { stock: 20 })
})
afterEach(async () => {
  await shop.expectSound()
  await shop.close()
  await stripe.close()
})

async function aPaidOrder(buyerId: string, deliver = true) {
  const order = await shop.anOrder(buyerId)
  await stripe.payOn(order.page, 'card', AVAILABLE_AT_ONCE)
  const letter = await stripe.letter('checkout.session.completed', order.sessionId)
  if (deliver) await shop.deliver(letter)
  return { ...order, letter, of: { cooperativeId: shop.cooperative.id, orderNumber: order.number } }
}

async function counted() {
  const answer = await shop.clearing.count(chen)
  if (!answer.ok) throw new Error(answer.refusal.kind)
  return (await shop.clearing.find(answer.value.countId))!
}
const balance = async (account: string) =>
  (await shop.ledger.balances({ book: 'platform', codePrefix: account }))[0]?.net ?? 0
const payOut = (amount: number) => sdk.payouts.create({ amount, currency: 'cny' })
const reasonsOf = ({ differences }: Awaited<ReturnType<typeof counted>>) =>
  differences.map(({ reason, differenceFen }) => [reason, differenceFen])

describe('counting', () => {
  it('of nothing agrees', async () => {
    expect(await shop.clearing.latest()).toBeNull()
    expect(await counted()).toMatchObject({ stripeFen: 0, bookFen: 0, unexplainedFen: 0, differences: [] })
  })

  it('finds sales and refunds at Stripe as they were booked', async () => {
    const [one] = [await aPaidOrder('buyer_1'), await aPaidOrder('buyer_2')]
    const refund = {
      amountFen: fen(900),
      reason: 'quality',
      refundedBeforeFen: fen(0),
      by: '陈会计',
    } as const
    expect(await shop.checkout.refundOrder(one.of, refund)).toMatchObject({ ok: true })

    const count = await counted()

    expect(count).toMatchObject({ explainedFen: 0, unexplainedFen: 0, byName: '陈会计', differences: [] })
    expect(count.stripeFen).toBe(count.bookFen)
    expect(count.stripeFen).toBe(await balance('109.stripe'))
    expect(count.agreed.map(({ type, count: lines }) => [type, lines])).toEqual([
      ['charge', 2],
      ['refund', 1],
    ])
  })

  it('says what of the difference is what, and carries on what stays open', async () => {
    await aPaidOrder('buyer_1')
    const young = await aPaidOrder('buyer_2', false)
    await shop.ledger.openAccounts([
      { book: 'platform', code: '529.other', name: '其他支出', type: 'expense' },
    ])
    await shop.ledger.post(shop.database.db, [
      {
        ...{
          key: 'by-hand:1',
          kind: 'correction',
          effectiveOn: '2026-11-27',
          actor: 'user_chen',
          memo: '手工',
        },
        source: { type: 'hand', id: '1' },
        lines: [
          { book: 'platform', account: '109.stripe', amount: fen(123) },
          { book: 'platform', account: '529.other', amount: fen(-123) },
        ],
      },
    ])
    const first = await counted()
    const net = first.differences.find(({ reason }) => reason === 'recent')!.differenceFen
    expect(reasonsOf(first)).toEqual([
      ['not_at_stripe', -123],
      ['recent', net],
    ])
    expect(first.stripeFen - first.bookFen).toBe(net - 123)
    expect(first.unexplainedFen).toBe(0)
    const [booked] = first.differences[0]!.booked
    expect(await shop.ledger.voucher({ book: 'platform', ...booked! })).toMatchObject({
      journalId: booked!.journalId,
      memo: '手工',
    })

    await stripe.advance(DAY_SEC)
    expect(reasonsOf(await counted())).toEqual([
      ['not_at_stripe', -123],
      ['not_booked', net],
    ])

    await shop.deliver(young.letter)
    const last = await counted()
    expect(reasonsOf(last)).toEqual([['not_at_stripe', -123]])
    expect(last).toMatchObject({ unexplainedFen: 0, agreed: [{ type: 'charge', count: 1, amountFen: net }] })
    expect(await shop.clearing.counts(10)).toHaveLength(3)
  })

  it('looks at everything again when the count before had missed something', async () => {
    await aPaidOrder('buyer_1')
    const { data } = await sdk.balanceTransactions.list()
    await asOwner(
      shop.databaseUrl,
      `insert into clearing_count select 'count_before', '2026-11-26', '2026-11-26', null, null, 0, 0, 0, 0, 0,
         '${data[0]!.id}', 0, '[]', '[]'`,
    )

    expect(await counted()).toMatchObject({ unexplainedFen: 0, differences: [], agreed: [{ count: 1 }] })
  })

  it('with Stripe away writes nothing, and loses nothing', async () => {
    await aPaidOrder('buyer_1')
    const before = await counted()
    const away = openCounter({
      database: shop.database,
      stripe: { ...stripe, env: { ...stripe.env, STRIPE_API_BASE: nowhere } },
    })

    expect(await away.clearing.count(chen)).toEqual({ ok: false, refusal: { kind: 'payment_unavailable' } })

    expect(await shop.clearing.latest()).toMatchObject({ countId: before.countId })
    await away.flashSale.close()
  })

  it('of a balance in another currency is refused, and said', async () => {
    const session = await sdk.checkout.sessions.create({
      mode: 'payment',
      line_items: [
        { quantity: 1, price_data: { currency: 'hkd', unit_amount: 900, product_data: { name: '茶' } } },
      ],
      success_url: 'http://127.0.0.1:9/done',
    })
    await stripe.payOn(session.url!, 'card')

    const refused = { ok: false, refusal: { kind: 'other_currency', currency: 'hkd' } }
    expect(await shop.clearing.count(chen)).toEqual(refused)
  })
})

describe('what Stripe takes by itself', () => {
  it('of disputes is booked by counting, and agrees', async () => {
    const order = await aPaidOrder('buyer_1')
    const { chargeId } = await shop.database.db.order.findUniqueOrThrow({ where: { number: order.number } })
    const id = await stripe.dispute(chargeId!, { amount: 900 })

    const withdrawn = await counted()
    expect(withdrawn).toMatchObject({ unexplainedFen: 0, differences: [] })
    expect(withdrawn.agreed).toContainEqual({ type: 'dispute', count: 1, amountFen: -2_400 })
    await stripe.decide(id, 'won')
    const returned = await counted()
    expect(returned.agreed).toEqual([{ type: 'dispute_reversal', count: 1, amountFen: 900 }])
    expect(await Promise.all(['113.dispute', '524.dispute-fee'].map(balance))).toEqual([0, 1_500])
  })

  it('for itself is the platform’s expense, once, on the day on which it was taken', async () => {
    await aPaidOrder('buyer_1')
    await stripe.chargeFee(700, 'Radar')
    await stripe.chargeFee(200, 'Connect')
    const day = (await sdk.balanceTransactions.list({ type: 'stripe_fee' })).data[0]!.created
    await stripe.advance(3 * DAY_SEC)

    const [one] = await Promise.all([counted(), counted()])
    await counted()

    expect(one).toMatchObject({ unexplainedFen: 0, differences: [] })
    expect(one.agreed).toContainEqual({ type: 'stripe_fee', count: 2, amountFen: -900 })
    expect(await balance('524.stripe-fee')).toBe(900)
    const fees = await shop.database.db.clearingFee.findMany()
    expect(fees.map(({ amountFen }) => Number(amountFen)).toSorted()).toEqual([200, 700])
    const [journal] = await shop.ledger.journalsOf({ type: 'stripe_balance', id: fees[0]!.lineId })
    expect(journal).toMatchObject({ effectiveOn: businessDay(new Date(day * 1000)) })
    expect(journal?.memo).toMatch(/Radar|Connect/)
  })
})

describe('a payout to the bank', () => {
  it('is booked by counting, once, and leaves no credit in the bank', async () => {
    await aPaidOrder('buyer_1')
    await payOut(2_000)

    const count = await counted()
    expect(count).toMatchObject({ unexplainedFen: 0, differences: [] })
    expect(await Promise.all(['109.bank-transit', '102.bank'].map(balance))).toEqual([2_000, 0])

    await stripe.advance(2 * DAY_SEC)
    await Promise.all([counted(), counted()])
    expect(await Promise.all(['109.bank-transit', '102.bank'].map(balance))).toEqual([0, 2_000])
    const voucher = await shop.ledger.journalsOf({ type: 'stripe_payout', id: (await payouts())[0]! })
    expect(voucher.map(({ kind }) => kind)).toEqual(['bank_payout', 'bank_payout_arrived'])
  })

  it('is booked by the webhooks alone, however often and in whatever order they come', async () => {
    await aPaidOrder('buyer_1')
    const { id } = await payOut(2_000)
    await stripe.advance(2 * DAY_SEC)
    const letters = [await stripe.letter('payout.paid', id), await stripe.letter('payout.created', id)]

    for (const letter of [...letters, ...letters]) await shop.deliver(letter)
    expect(await balance('102.bank')).toBe(2_000)
    expect(await counted()).toMatchObject({ unexplainedFen: 0, differences: [] })
  })

  it('that the bank refuses is at Stripe again', async () => {
    await aPaidOrder('buyer_1')
    const before = await balance('109.stripe')
    stripe.sandbox.setChaos({ payoutFail: 1 })
    const { id } = await payOut(2_000)
    await shop.deliver(await stripe.letter('payout.created', id))
    expect(await balance('109.bank-transit')).toBe(2_000)
    await stripe.advance(2 * DAY_SEC)
    await shop.deliver(await stripe.letter('payout.failed', id))

    expect(await Promise.all(['109.stripe', '109.bank-transit', '102.bank'].map(balance))).toEqual([
      before,
      0,
      0,
    ])
    expect(await counted()).toMatchObject({ unexplainedFen: 0, differences: [] })
  })

  it('that the bank sends back after it had arrived leaves the bank again', async () => {
    await aPaidOrder('buyer_1')
    const before = await balance('109.stripe')
    stripe.sandbox.setChaos({ payoutBounce: 1 })
    await payOut(2_000)
    await stripe.advance(2 * DAY_SEC)
    await counted()
    expect(await balance('102.bank')).toBe(2_000)
    await stripe.advance(2 * DAY_SEC)

    expect(await counted()).toMatchObject({ unexplainedFen: 0, differences: [] })
    expect(await Promise.all(['109.stripe', '109.bank-transit', '102.bank'].map(balance))).toEqual([
      before,
      0,
      0,
    ])
  })
})

describe('the database', () => {
  it('keeps what was counted and booked, and what does not add up it does not take', async () => {
    await aPaidOrder('buyer_1')
    await payOut(500)
    await counted()
    const owner = (statement: string) => asOwner(shop.databaseUrl, statement)

    await stripe.chargeFee(1, 'Radar')
    await counted()
    for (const table of ['clearing_count', 'clearing_movement', 'clearing_fee']) {
      await expect(owner(`delete from ${table}`)).rejects.toThrow('APPEND_ONLY')
      await expect(owner(`truncate ${table}`)).rejects.toThrow('APPEND_ONLY')
    }
    await expect(owner(`update clearing_count set stripe_fen = 0`)).rejects.toThrow('APPEND_ONLY')
    const copy = `insert into clearing_count select 'other', day, at, by_id, by_name, stripe_fen + 1, book_fen,
      explained_fen, unexplained_fen, height, last_line_id, difference_count, agreed, differences from clearing_count`
    await expect(owner(copy)).rejects.toThrow('clearing_count_adds_up')
    const bounce = (movement: string) => `insert into clearing_movement
      select payout_id, '${movement}', amount_fen, gen_random_uuid(), 'x', now() from clearing_movement`
    await expect(owner(bounce('bounced'))).rejects.toThrow('CLEARING_OUT_OF_ORDER')
    await expect(owner(bounce('left'))).rejects.toThrow(/duplicate key|CLEARING_OUT_OF_ORDER/)
  })
})

async function payouts(): Promise<string[]> {
  return (await sdk.payouts.list()).data.map(({ id }) => id)
}
