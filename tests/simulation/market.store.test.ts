import Stripe from 'stripe'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aShop, moneyWithoutGoods, type Shop } from '#tests/make/shop.ts'
import { aStripe, type TestStripe } from '#tests/make/stripe.ts'
import { aChance } from './chance.ts'
import { aMarket } from './market.ts'

// A failure prints its seed in the test's name. SIMULATION_SEED=… runs that one; SIMULATION_STEPS=… makes it longer.
const { SIMULATION_SEED, SIMULATION_STEPS = '160' } = process.env
const seeds = SIMULATION_SEED ? [Number(SIMULATION_SEED)] : [2, 4, 8]
const STOCK = 16

let stripe: TestStripe
beforeAll(async () => {
  stripe = await aStripe()
})
afterAll(() => stripe.close())

describe('a market whose shop keeps dying', () => {
  it.each(seeds)('loses nothing and doubles nothing (seed %i)', { timeout: 300_000 }, async (seed) => {
    const chance = aChance(seed)
    const shop = await aShop(stripe, { stock: STOCK })
    const stripeHadFen = await balanceAtStripe()
    stripe.letters.length = 0
    const market = aMarket({ shop, chance })

    for (let n = 0; n < Number(SIMULATION_STEPS); n++) {
      await market.step()
      expect({ step: n, broken: await broken(shop) }).toEqual({ step: n, broken: [] })
    }
    await market.rest()

    expect(market.deaths()).toBeGreaterThan(5)
    await expectEveryPaymentAnswered(shop, market.paidSessions())
    const [clearing] = await shop.ledger.balances({ book: 'platform', codePrefix: '109.stripe' })
    expect(clearing?.net ?? 0).toBe((await balanceAtStripe()) - stripeHadFen)
    const sale = await shop.flashSale.sale(shop.sale.id)
    expect(sale).toMatchObject({ held: 0, total: STOCK })
    await shop.expectSound()
    await shop.close()
  })
})

async function broken({ flashSale, ledger, database }: Shop) {
  const [sales, books, money] = await Promise.all([
    flashSale.invariants(),
    ledger.invariantReport(),
    moneyWithoutGoods(database),
  ])
  return [...[...sales, ...books].filter((one) => one.broken > 0), ...money]
}

/** Who paid has the goods or the money back; nothing is left half done. */
async function expectEveryPaymentAnswered({ database }: Shop, paidSessions: readonly string[]) {
  const orders = await database.db.order.findMany({ include: { refunds: true } })
  const answered = orders.filter(({ state }) => state === 'paid' || state === 'refunded')
  expect(answered.map(({ checkoutSessionId }) => checkoutSessionId).toSorted()).toEqual(
    paidSessions.toSorted(),
  )
  expect(orders.filter(({ state }) => state === 'awaiting_payment' || state === 'refund_pending')).toEqual([])
  expect(orders.flatMap(({ refunds }) => refunds).filter(({ state }) => state !== 'succeeded')).toEqual([])
}

/** What Stripe owes the shop, charge by charge and refund by refund: the clearing account must say the same. */
async function balanceAtStripe() {
  const { hostname, port } = new URL(stripe.env.STRIPE_API_BASE)
  const api = new Stripe(stripe.env.STRIPE_SECRET_KEY, { host: hostname, port, protocol: 'http' })
  let net = 0
  for await (const one of api.balanceTransactions.list({ limit: 100 })) net += one.net
  return net
}
