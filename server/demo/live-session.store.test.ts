import { afterEach, beforeEach, expect, test } from 'vitest'
import { createCatalog } from '#server/catalog/index.ts'
import { createCoupons } from '#server/coupons/index.ts'
import { createGuard } from '#server/guard/index.ts'
import { createLiveSessions } from '#server/live/index.ts'
import { randomIds } from '#server/platform/ids.ts'
import { noOtherNodes } from '#server/platform/node-bus.ts'
import { createRegistry } from '#server/registry/index.ts'
import { fen } from '#shared/money.ts'
import { aVerifiedHost } from '#tests/make/admission.ts'
import { aMedia } from '#tests/make/media.ts'
import { aSaleCounter } from '#tests/make/sale-counter.ts'
import { ensureDemoLiveSession } from './live-session.ts'

const MINUTE = 60_000
/** of the honey village, in the demo's programme */
const HOST = 'user_secretary-yiyou'

let shop: Awaited<ReturnType<typeof aDemoShop>>
beforeEach(async () => {
  shop = await aDemoShop()
})
afterEach(() => shop.close())

/** The honey village, whose own session is over, and a demo that is tended by hand. */
async function aDemoShop() {
  const counter = await aSaleCounter({ stock: 5 })
  const { db, clock, log, flashSale } = counter
  const catalog = createCatalog({ db })
  const revenueShare = { preview: async () => ({ legs: [] }), netFor: async () => fen(0) }
  const live = createLiveSessions({
    db,
    clock,
    ids: randomIds,
    log,
    bus: noOtherNodes,
    catalog,
    flashSale,
    guard: createGuard({ clock, secret: 'a-secret-of-thirty-two-characters!' }),
    revenueShare,
    media: aMedia(clock),
  })
  const coupons = createCoupons({
    ...{ db, clock, ids: randomIds, log, bus: noOtherNodes },
    revenueShare: { openDiscountAccount: async () => {} },
  })
  const services = { live, flashSale, coupons, catalog, registry: createRegistry({ db }) }
  await live.end(counter.liveSession.id)
  await aVerifiedHost(db, HOST)
  return {
    ...counter,
    ...{ live, coupons },
    tend: () => ensureDemoLiveSession({ services, clock }),
    async onAir() {
      const [card] = await live.liveNow()
      return card && { ...card, sales: await flashSale.salesOfSession(card.liveSessionId) }
    },
    /** plans a session, lets its time come and opens its first sale */
    async goOnAir() {
      await this.tend()
      clock.advance(MINUTE)
      await this.tend()
      await this.tend()
    },
  }
}

test('a newcomer sees a sale within two minutes of the start', async () => {
  await shop.tend()
  const [next] = await shop.live.upcoming(5)
  expect(next).toMatchObject({ state: 'planned', villageId: shop.village.id })

  shop.clock.advance(MINUTE)
  await shop.tend()
  await shop.tend()
  const session = await shop.onAir()
  const open = session!.sales.filter(({ state }) => state === 'open')
  expect(open).toHaveLength(1)
  // Nobody has bought anything yet: there is no price that this one could be compared with.
  expect(open[0]!.referenceFen).toBeNull()
  expect((await shop.live.headline(session!.liveSessionId))!.featuredSaleId).toBe(open[0]!.saleId)
  expect(await shop.coupons.releasedIn(session!.liveSessionId)).toMatchObject([{ kind: 'coupon', taken: 0 }])
})

test('tended again and again, it plans one session', async () => {
  for (let n = 0; n < 4; n += 1) await shop.tend()
  expect(await shop.live.upcoming(5)).toHaveLength(1)
})

test('the next sale opens after the last, and when all are over the next session is planned', async () => {
  await shop.goOnAir()
  const first = (await shop.onAir())!
  for (const { saleId } of first.sales) {
    expect((await shop.flashSale.sale(saleId))!.state).toBe('open')
    shop.clock.advance(5 * MINUTE)
    await shop.flashSale.endDueSales()
    shop.clock.advance(MINUTE)
    await shop.tend()
  }
  expect(await shop.onAir()).toBeUndefined()
  await shop.tend()
  expect(await shop.live.upcoming(5)).toHaveLength(1)
  expect(await shop.broken()).toEqual([])
})

test('a sale that its host has paused holds the session up, but not for ever', async () => {
  await shop.goOnAir()
  const { sales, liveSessionId } = (await shop.onAir())!
  await shop.flashSale.pause(sales[0]!.saleId)
  await shop.tend()
  expect((await shop.onAir())!.sales[0]!.state).toBe('paused')

  shop.clock.advance(30 * MINUTE)
  await shop.tend()
  expect((await shop.live.card(liveSessionId))!.state).toBe('ended')
})

test('a secretary’s own session is left alone', async () => {
  const planned = await shop.live.plan({
    villageId: shop.village.id,
    hostUserId: HOST,
    hostName: { zh: '林小满', en: 'Lin Xiaoman' },
    title: { zh: '今天只聊天', en: 'Only talking today' },
    picture: 'village-yiyou',
    startsAt: shop.clock.now(),
    declared: { operatorId: shop.cooperative.id, isCharity: false, isAiPersona: false },
  })
  if (!planned.ok) throw new Error(planned.refusal.kind)
  const own = planned.value
  await shop.live.start(own.liveSessionId, HOST)
  shop.clock.advance(60 * MINUTE)
  for (let n = 0; n < 4; n += 1) await shop.tend()
  expect((await shop.live.card(own.liveSessionId))!.state).toBe('live')
  // Its village is on the air, and the demo knows no other village here.
  expect(await shop.live.upcoming(5)).toEqual([])
})

test('what it planned before the shop was down for hours begins all the same', async () => {
  await shop.tend()
  const [planned] = await shop.live.upcoming(5)
  shop.clock.advance(5 * 60 * MINUTE)
  await shop.tend()
  expect((await shop.onAir())!.liveSessionId).toBe(planned!.liveSessionId)
})
