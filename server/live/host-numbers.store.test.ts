import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { createGuard } from '#server/guard/index.ts'
import { noOtherNodes } from '#server/platform/node-bus.ts'
import { fen } from '#shared/money.ts'
import { aMedia } from '#tests/make/media.ts'
import { aShop, type Shop } from '#tests/make/shop.ts'
import { aStripe, type TestStripe } from '#tests/make/stripe.ts'
import { createLiveSessions } from './index.ts'
import type { LiveSessions } from './types.ts'

let stripe: TestStripe
let shop: Shop
let live: LiveSessions

beforeAll(async () => {
  stripe = await aStripe()
})
beforeEach(async () => {
  shop = await aShop(stripe, { stock: 4 })
  const { clock } = shop
  const guard = createGuard({ clock, secret: 'a-secret-of-thirty-two-characters!' })
  live = createLiveSessions({ ...shop, guard, media: aMedia(clock), bus: noOtherNodes })
})
afterEach(async () => {
  await shop.expectSound()
  await shop.close()
})
afterAll(() => stripe.close())

const numbers = () => live.numbers(shop.liveSession.id)

it("shows the host what the households keep of what was paid, by the ledger's own entries", async () => {
  expect(await numbers()).toMatchObject({ paid: 0, revenueFen: 0, householdsNetFen: 0, left: 4 })
  const order = await shop.anOrder('buyer_1', { quantity: 2 })
  expect(await numbers()).toMatchObject({ held: 2, paid: 0, householdsNetFen: 0, left: 2 })
  await shop.deliver(await shop.pay(order))
  // 59.1 % of 118 yuan by the rule in force, to the fen.
  expect(await numbers()).toMatchObject({ held: 0, paid: 2, revenueFen: 11_800, householdsNetFen: 6_974 })

  const of = { cooperativeId: shop.cooperative.id, orderNumber: order.number }
  const terms = { amountFen: fen(5_900), reason: 'quality' as const, unitsBack: 0, refundedBeforeFen: fen(0) }
  expect(await shop.checkout.refundOrder(of, { ...terms, by: '陈会计' })).toMatchObject({ ok: true })
  expect(await numbers()).toMatchObject({ householdsNetFen: 3_487 })
})
