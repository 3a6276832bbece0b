import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { fen } from '#shared/money.ts'
import { createGuard } from '#server/guard/index.ts'
import { createCatalog } from '#server/catalog/index.ts'
import { randomIds } from '#server/platform/ids.ts'
import { noOtherNodes } from '#server/platform/node-bus.ts'
import { aMedia } from '#tests/make/media.ts'
import { aSaleCounter, type SaleCounter } from '#tests/make/sale-counter.ts'
import { createLiveSessions, maskedName } from './index.ts'
import type { LiveSessions } from './types.ts'

let counter: SaleCounter
let live: LiveSessions

function liveWith(flashSale: SaleCounter['flashSale']): LiveSessions {
  const { db, clock, log } = counter
  return createLiveSessions({
    db,
    clock,
    ids: randomIds,
    log,
    bus: noOtherNodes,
    catalog: createCatalog({ db }),
    flashSale,
    guard: createGuard({ clock, secret: 'a-secret-of-thirty-two-characters!' }),
    revenueShare: {
      preview: async ({ goodsFen }) => ({ legs: [{ partyKind: 'household', amountFen: fen(goodsFen / 2) }] }),
      netFor: async (lines) => fen(lines.length * 100),
    },
    media: aMedia(clock),
  })
}

async function planOf(draft: Parameters<LiveSessions['plan']>[0]) {
  const planned = await live.plan(draft)
  if (!planned.ok) throw new Error(planned.refusal.kind)
  return planned.value
}

/** A fair opening of one unit that three have entered. */
async function gatheringSale(): Promise<string> {
  const { flashSale, liveSession, variant, sale, clock } = counter
  await flashSale.end(sale.id)
  const terms = { variantId: variant.id, priceFen: 4_900, total: 1, perBuyerLimit: 1, durationSec: 600 }
  const drafted = await flashSale.draft(liveSession.id, { ...terms, opening: 'fair' })
  if (!drafted.ok) throw new Error(drafted.refusal.kind)
  const { saleId } = drafted.value
  await flashSale.schedule(saleId, new Date(clock.now().getTime() + 60_000))
  for (const buyer of ['vis_a', 'vis_b', 'vis_c']) await counter.claim(buyer, { saleId })
  return saleId
}

beforeEach(async () => {
  counter = await aSaleCounter({ stock: 5 })
  live = liveWith(counter.flashSale)
})
afterEach(async () => {
  expect(await counter.broken()).toEqual([])
  await counter.close()
})

describe('a live session', () => {
  it('shows a room as it is, and each buyer their own holds', async () => {
    const { liveSession, sale, clock } = counter
    const { liveSessionId } = { liveSessionId: liveSession.id }
    const claimed = await counter.claim('vis_a', { quantity: 2 })
    await counter.claim('demo_b')
    await live.say({
      liveSessionId,
      buyerId: 'vis_a',
      author: maskedName('vis_a'),
      isHost: false,
      text: '甜吗',
    })
    live.present(liveSessionId, 7)

    const room = await live.snapshot(liveSessionId, 'vis_a')

    expect(room).toMatchObject({ state: 'live', viewers: 7, serverNow: clock.now().toISOString() })
    expect(room!.sales).toMatchObject([
      { saleId: sale.id, held: 3, left: 2, titleZh: '山上百花蜜', priceFen: 5900, householdFen: 2950 },
    ])
    expect(room!.holds).toEqual([claimed.ok && claimed.value])
    expect(room!.chat).toMatchObject([{ text: '甜吗', author: maskedName('vis_a') }])
    expect(room!.ticker).toMatchObject([
      { buyer: maskedName('vis_a'), kind: 'held', quantity: 2, demo: false },
      { kind: 'held', demo: true },
    ])
    expect((await live.snapshot(liveSessionId, 'vis_else'))!.holds).toEqual([])
    expect(await live.snapshot('live_nowhere', 'vis_a')).toBeNull()
  })

  it('shows who entered a draw an entry, a place or a hold, also while the draw is made', async () => {
    const saleId = await gatheringSale()
    const { flashSale } = counter
    let drawn: ReturnType<typeof flashSale.open> | undefined
    async function thenDraw<Read>(read: Promise<Read>): Promise<Read> {
      const seen = await read
      drawn ??= flashSale.open(saleId)
      expect(await drawn).toMatchObject({ ok: true })
      return seen
    }
    const slow = liveWith({
      ...flashSale,
      entriesOf: (...asked) => thenDraw(flashSale.entriesOf(...asked)),
      placesOf: (...asked) => thenDraw(flashSale.placesOf(...asked)),
      openHoldsOf: (...asked) => thenDraw(flashSale.openHoldsOf(...asked)),
    })

    for (const buyer of ['vis_a', 'vis_b', 'vis_c']) {
      const room = await slow.snapshot(counter.liveSession.id, buyer)
      expect([...room!.entries, ...room!.places, ...room!.holds]).not.toEqual([])
    }
  })

  it('numbers its news, and a snapshot carries the last number', async () => {
    const { id } = counter.liveSession
    const before = (await live.snapshot(id, 'vis_a'))!.version

    expect([live.stamp(id), live.stamp(id)]).toEqual([before + 1, before + 2])
    expect((await live.snapshot(id, 'vis_a'))!.version).toBe(before + 2)
  })

  it('shows a line to whoever comes right after it was said', async () => {
    const { id } = counter.liveSession
    const line = { liveSessionId: id, buyerId: 'vis_a', author: '山友', isHost: false }
    await live.say({ ...line, text: '甜吗' })
    expect((await live.snapshot(id, 'vis_b'))!.chat).toHaveLength(1)
    counter.clock.advance(1_000)
    await live.say({ ...line, text: '会结晶吗' })
    expect((await live.snapshot(id, 'vis_b'))!.chat).toMatchObject([{ text: '甜吗' }, { text: '会结晶吗' }])
  })

  it('is planned, goes on air, and ends with its sales; one per village at a time', async () => {
    const { db, flashSale, liveSession, variant, sale, village, cooperative, clock } = counter
    const changed: string[] = []
    live.onRoomChanged((id) => changed.push(id))
    const planned = await planOf({
      villageId: village.id,
      hostUserId: 'user_host',
      hostName: { zh: '林小满', en: 'Lin Xiaoman' },
      title: { zh: '冬蜜', en: 'Winter honey' },
      picture: 'village-yiyou',
      startsAt: clock.now(),
      declared: { operatorId: cooperative.id, isCharity: false, isAiPersona: false },
    })
    const draft = { variantId: variant.id, priceFen: 5_000, total: 9, perBuyerLimit: 1, durationSec: 60 }
    await flashSale.draft(liveSession.id, draft)

    expect(await live.start(planned.liveSessionId, 'user_host')).toEqual({
      ok: false,
      refusal: { kind: 'wrong_state', state: 'live' },
    })
    expect(await live.todayOf(village.id)).toMatchObject({ liveSessionId: liveSession.id })
    expect(await live.end(liveSession.id)).toMatchObject({ value: { state: 'ended' } })
    expect(await live.end(liveSession.id)).toMatchObject({ refusal: { kind: 'wrong_state', state: 'ended' } })
    expect(await flashSale.salesOfSession(liveSession.id)).toMatchObject([
      { saleId: sale.id, state: 'ended' },
    ])
    const stock = await db.stock.findFirstOrThrow()
    expect(stock.allotted).toBe(0)

    expect(await live.start(planned.liveSessionId, 'user_host')).toMatchObject({ value: { state: 'live' } })
    expect(await live.liveNow()).toMatchObject([{ villageName: { en: 'Yiyou' } }])
    expect(changed).toContain(planned.liveSessionId)
  })

  it('counts for its host from rows', async () => {
    const { db, flashSale, liveSession } = counter
    const paid = await counter.claim('vis_a', { quantity: 2 })
    await counter.claim('vis_b')
    if (paid.ok) await db.$transaction((tx) => flashSale.sell(tx, [paid.value.holdId]))

    expect(await live.numbers(liveSession.id)).toEqual({
      liveSessionId: liveSession.id,
      viewers: 0,
      lastAct: null,
      held: 1,
      paid: 2,
      left: 2,
      revenueFen: 11_800,
      householdsNetFen: 0,
      guard: { isUnderAttack: false, strangers: 0, addresses: 0, limited: 0, asked: 0, proved: 0 },
    })
  })
})

describe("a sale's public log", () => {
  it('is read page by page, each from a number, with masked buyers and nothing of who they are', async () => {
    const { sale } = counter
    for (const buyer of ['vis_a', 'vis_b', 'vis_c']) await counter.claim(buyer)
    const page = (from: number) => live.saleLog(sale.id, { from, limit: 2 })

    expect(await page(1)).toMatchObject({
      total: 3,
      next: 3,
      claims: [
        { sequence: 1, buyer: maskedName('vis_a') },
        { sequence: 2, buyer: maskedName('vis_b') },
      ],
    })
    expect(await page(3)).toMatchObject({ next: null, claims: [{ sequence: 3 }] })
    expect(await page(4)).toMatchObject({ total: 3, next: null, claims: [] })
    expect(JSON.stringify(await page(1))).not.toMatch(/vis_|hold_/)
    expect(await live.saleLog('sale_nowhere', { from: 1, limit: 2 })).toBeNull()
  })

  it('tells a visitor their own numbers, and has the entries of its draw in pages too', async () => {
    const { flashSale, sale } = counter
    await counter.claim('vis_a')
    const mine = await counter.claim('vis_b')
    if (!mine.ok) throw new Error('not held')
    expect(await flashSale.claimsBy('vis_b', sale.id)).toEqual([{ holdId: mine.value.holdId, sequence: 2 }])
    expect(await flashSale.claimsBy('vis_c', sale.id)).toEqual([])

    const saleId = await gatheringSale()
    expect(await live.saleEntries(saleId, { from: 2, limit: 1 })).toMatchObject({
      entries: [{ number: 2, rank: null }],
      next: 3,
    })
    expect(await live.saleEntries(saleId, { from: 3, limit: 1 })).toMatchObject({ next: null })
    expect(await live.saleEntries('sale_nowhere', { from: 1, limit: 1 })).toBeNull()
  })
})
