import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import { accept } from '#shared/result.ts'
import { anAddressOf, aShop, openCounter, origin, sessionOf, type Shop } from '#tests/make/shop.ts'
import { aStripe, type Method, type TestStripe } from '#tests/make/stripe.ts'
import { asOwner } from '#tests/setup/ledger.ts'
import { aProcess, Crash, type Process } from './process.ts'

/** Longer than a hold with its extension. */
const HOLD_OVER_SEC = 500
const STOCK = 100

// Dozens of lives and deaths a test; a busy machine needs minutes for them.
vi.setConfig({ testTimeout: 300_000 })

let stripe: TestStripe
let shop: Shop
let process: Process
let deaths: number

beforeAll(async () => {
  stripe = await aStripe()
})
beforeEach(async () => {
  shop = await aShop(stripe, { stock: STOCK })
  process = aProcess(shop)
  deaths = 0
})
afterEach(async () => {
  await process.bury()
  await shop.expectSound()
  await shop.close()
})
afterAll(() => stripe.close())

/** Does it, and does it again in a new process as long as the process dies of it. */
async function persist<Answer>(act: () => Promise<Answer>): Promise<Answer> {
  try {
    const answer = await act()
    if (!process.isDead()) return answer
  } catch (error) {
    if (!(error instanceof Crash)) throw error
  }
  deaths += 1
  await process.bury()
  process = aProcess(shop)
  return persist(act)
}

async function claimAndPlace(buyerId: string) {
  const request = { saleId: shop.sale.id, quantity: 1, claimKey: shop.ids.uuid() }
  const held = await persist(() => process.counter.flashSale.claim(buyerId, request))
  if (!held.ok) throw new Error(held.refusal.kind)
  const { holdId } = held.value
  const placed = await persist(() =>
    process.counter.checkout.placeOrder({
      buyerId,
      holdId,
      request: anAddressOf(buyerId),
      locale: 'zh-CN',
      origin,
    }),
  )
  if (!placed.ok) throw new Error(placed.refusal.kind)
  const { orderNumber, redirectTo } = placed.value
  return { buyerId, holdId, number: orderNumber, page: redirectTo, sessionId: sessionOf(redirectTo) }
}

async function payAndTell(order: { page: string; sessionId: string }, method: Method) {
  const { body, signature } = await shop.pay(order, method)
  await persist(() => process.counter.checkout.receiveWebhook(body, signature))
}

/** Runs one buyer after the other; each one's process dies one step later, until one comes through alive. */
async function withDeathAtEveryStep(run: (buyerId: string) => Promise<void>): Promise<number> {
  for (let step = 0; ; step++) {
    const before = deaths
    process.dieAfter(step)
    await run(`buyer_${step}`)
    if (deaths === before) return step
  }
}

const stateOf = async (buyerId: string) =>
  (await shop.checkout.ordersOf(buyerId)).map(({ state, quantity }) => ({ state, quantity }))

it('a death between any two steps of claim, hold, pay and settle loses and doubles nothing', async () => {
  const steps = await withDeathAtEveryStep(async (buyerId) => {
    await payAndTell(await claimAndPlace(buyerId), 'card')

    expect(await stateOf(buyerId)).toEqual([{ state: 'paid', quantity: 1 }])
  })

  expect(steps).toBeGreaterThan(20)
  expect(await shop.flashSale.sale(shop.sale.id)).toMatchObject({ held: 0, sold: steps + 1 })
  expect(await shop.database.db.hold.count()).toBe(steps + 1)
})

it.each<Method>(['card', 'wechat_pay'])(
  'a death between any two steps of a payment by %s that came too late gives it back once',
  async (method) => {
    // One unit is left for the buyers to come; the rivals hold on to theirs.
    await shop.claim('rival_0')
    for (let n = 1; n < STOCK / 2; n++) await shop.claim(`rival_${n}`, { quantity: 2 })

    const steps = await withDeathAtEveryStep(async (buyerId) => {
      const { flashSale } = shop
      process.dieAfter(Infinity)
      const order = await claimAndPlace(buyerId)
      await giveUpTooEarly()
      const rival = await shop.claim(`late_${buyerId}`)
      process.dieAfter(Number(buyerId.split('_')[1]))

      await payAndTell(order, method)
      await persist(() => process.counter.checkout.sweep())
      await stripe.advance(61)
      await persist(() => process.counter.checkout.sweep())

      expect(await stateOf(buyerId)).toEqual([{ state: 'refunded', quantity: 1 }])
      expect(await flashSale.hold(order.holdId)).toMatchObject({ state: 'refunded_late' })
      await flashSale.release(`late_${buyerId}`, rival.holdId)
    })

    expect(steps).toBeGreaterThan(15)
    const refunds = await shop.database.db.refund.findMany()
    expect(refunds.map(({ state }) => state)).toEqual(Array.from({ length: steps + 1 }, () => 'succeeded'))
    const returned = stripe.letters.filter(({ type }) => type === 'refund.created').length
    expect(returned).toBeGreaterThanOrEqual(steps + 1)
    expect(new Set(refunds.map(({ stripeRefundId }) => stripeRefundId)).size).toBe(steps + 1)
  },
)

it('a death between any two steps of a dispute that is lost loses the money once', async () => {
  let household = -1
  const steps = await withDeathAtEveryStep(async (buyerId) => {
    process.dieAfter(Infinity)
    const order = await claimAndPlace(buyerId)
    await payAndTell(order, 'card')
    const { chargeId } = await shop.database.db.order.findUniqueOrThrow({ where: { number: order.number } })
    const dispute = await stripe.dispute(chargeId!)
    await stripe.decide(dispute, 'lost')
    const { body, signature } = await stripe.letter('charge.dispute.closed', dispute)
    process.dieAfter(Number(buyerId.split('_')[1]))

    await persist(() => process.counter.checkout.receiveWebhook(body, signature))

    const kept = await shop.database.db.dispute.findUniqueOrThrow({ where: { id: dispute } })
    expect([kept.dividedFen, kept.beyondFen]).toEqual([kept.amountFen, 0n])
    const { pendingFen, owesFen } = await shop.revenueShare.owedTo(await householdParty())
    expect(owesFen).toBe(0)
    household = pendingFen
  })

  expect(steps).toBeGreaterThan(10)
  expect(household).toBe(0)
  expect(await shop.database.db.disputeLine.count()).toBe(steps + 1)
  const [disputed] = await shop.ledger.balances({ book: 'platform', codePrefix: '113.dispute' })
  expect(disputed?.net).toBe(0)
})

async function householdParty() {
  const { household, cooperative, collective } = shop
  const parties = await shop.saleParties({
    ...{ householdId: household.id, cooperativeId: cooperative.id, collectiveId: collective.id },
  })
  return parties.household.partyId
}

/** A wallet approves at the moment at which the shop gives the order up: the page stays payable. */
async function giveUpTooEarly() {
  await stripe.advance(HOLD_OVER_SEC)
  const { checkout } = openCounter({
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
}

it('the database’s connections cut in the middle of settling lose nothing', async () => {
  const orders = await Promise.all(Array.from({ length: 12 }, (_, n) => shop.anOrder(`buyer_${n}`)))
  const letters = await Promise.all(orders.map((order) => shop.pay(order)))

  let isTold = false
  const told = Promise.allSettled(letters.map(shop.deliver)).finally(() => (isTold = true))
  let cut = 0
  while (!isTold) cut += await cutConnections()
  await told
  for (const letter of letters) await shop.deliver(letter)

  expect(cut).toBeGreaterThan(0)
  for (const order of orders) expect(await shop.stateOf(order)).toBe('paid')
})

/** What an operator's restart or a lost network does to every connection that is working for the shop. */
async function cutConnections(): Promise<number> {
  const cut = await asOwner(
    shop.databaseUrl,
    `select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and application_name = 'shanhuo' and state <> 'idle'`,
  )
  return cut.rowCount ?? 0
}
