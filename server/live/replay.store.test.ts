import { afterEach, beforeEach, expect, it } from 'vitest'
import { fen } from '#shared/money.ts'
import { REPLAY_CHAT_LINES } from '#shared/replay.ts'
import { createCatalog } from '#server/catalog/index.ts'
import { createGuard } from '#server/guard/index.ts'
import { randomIds } from '#server/platform/ids.ts'
import { noOtherNodes } from '#server/platform/node-bus.ts'
import { aMedia } from '#tests/make/media.ts'
import { aFragment, anInit } from '#tests/make/mp4.ts'
import { aSaleCounter, type SaleCounter } from '#tests/make/sale-counter.ts'
import { aSale } from '#tests/make/selling.ts'
import { createLiveSessions, type LiveSessions } from './index.ts'

let counter: SaleCounter
let live: LiveSessions
let media: ReturnType<typeof aMedia>
let liveSessionId: string
beforeEach(async () => {
  counter = await aSaleCounter()
  media = aMedia(counter.clock)
  liveSessionId = counter.liveSession.id
  live = createLiveSessions({
    ...{ db: counter.db, clock: counter.clock, ids: randomIds, log: counter.log, bus: noOtherNodes },
    catalog: createCatalog({ db: counter.db }),
    flashSale: counter.flashSale,
    guard: createGuard({ clock: counter.clock, secret: 'a-secret-of-thirty-two-characters!' }),
    revenueShare: { preview: async () => ({ legs: [] }), netFor: async () => fen(0) },
    media,
  })
})
afterEach(async () => {
  live.close()
  await counter.close()
})

/** Four seconds of pictures, from now on. */
async function broadcast(run: string) {
  const connected = await media.connect(liveSessionId, {
    say() {},
    hangUp() {},
    pause() {},
    resume() {},
  })
  if (!connected.ok) throw new Error(connected.refusal.kind)
  connected.value.begin({ run, mime: 'video/mp4', takeOver: true })
  for (let n = 0; n < 16; n++) {
    counter.clock.advance(250)
    const fragment = aFragment({ startSec: n / 4, isKey: n % 4 === 0 })
    connected.value.piece(n, n === 0 ? Buffer.concat([anInit(), fragment]) : fragment)
  }
}
async function say(text: string): Promise<string> {
  const said = await live.say({ liveSessionId, buyerId: 'vis_a', author: '山友·a', isHost: false, text })
  if (!said.ok) throw new Error(said.refusal.kind)
  return said.value.id
}

it('knows when each second was broadcast, and what was sold then and can be bought now', async () => {
  const { db, clock, flashSale, variant, product, sale } = counter
  expect(await live.replay(liveSessionId)).toBeNull()
  expect(await live.recorded(5)).toEqual([])
  const first = clock.now()
  await broadcast('one')
  clock.advance(120_000)
  const again = clock.now()
  await broadcast('two')
  const draft = { variantId: variant.id, priceFen: 4_900, total: 1, perBuyerLimit: 1, durationSec: 600 }
  await flashSale.end(sale.id)
  for (let n = 0; n < 2; n++) {
    const drafted = await flashSale.draft(liveSessionId, draft)
    if (!drafted.ok) throw new Error(drafted.refusal.kind)
    await flashSale.open(drafted.value.saleId)
    await flashSale.end(drafted.value.saleId)
    clock.advance(1_000)
  }
  await flashSale.draft(liveSessionId, draft)
  const row = await db.product.findUniqueOrThrow({ where: { id: product.id } })
  const tea = { ...row, id: 'prod_tea', slug: 'tea', titleZh: '炒青' }
  await db.product.create({ data: tea })
  await db.variant.create({ data: { ...variant, id: 'var_tea', productId: tea.id, skuCode: 'sku-tea' } })
  await live.addItem(liveSessionId, tea.id)
  const { itemId } = (await live.show(liveSessionId))[0]!
  const shownAt = clock.now().toISOString()
  const by = { userId: 'user_host', name: '林小满' }
  await live.pin(liveSessionId, { act: 'pin', itemId, version: 0 }, by)
  await media.end(liveSessionId)
  await live.end(liveSessionId)

  expect(await live.recorded(5)).toMatchObject([{ liveSessionId }])
  const replay = await live.replay(liveSessionId)
  expect(replay!.spans).toEqual([
    { at: first.toISOString(), fromSec: 0, durationSec: 4 },
    { at: again.toISOString(), fromSec: 4, durationSec: 4 },
  ])
  // The same goods again are no new chapter, and what was never opened is none.
  const shown = { productSlug: 'wild-honey', picture: expect.any(String) as string }
  expect(replay!.chapters).toMatchObject([
    { ...shown, shelf: null },
    { productSlug: 'tea', at: shownAt, shelf: null },
  ])

  await aSale(db, { variantId: variant.id, liveSessionId: null, total: 3, kind: 'shelf' })
  expect((await live.replay(liveSessionId))!.chapters).toMatchObject([
    { shelf: { priceFen: Number(variant.priceFen) } },
    { shelf: null },
  ])
})

it('tells what was said from a time on, page by page, as the room saw it', async () => {
  const { clock } = counter
  const from = clock.now()
  const hidden = await say('假货')
  const waited = await say('加微信便宜')
  clock.advance(1_000)
  for (let n = 0; n <= REPLAY_CHAT_LINES; n++) {
    await say(`第 ${n} 句`)
    clock.advance(1_000)
  }
  const by = { userId: 'user_host', name: '林小满' }
  await live.moderate(liveSessionId, { act: 'hide', messageId: hidden }, by)

  const first = await live.replayChat(liveSessionId, from)
  expect(first.lines).toHaveLength(REPLAY_CHAT_LINES)
  expect(first.lines[0]!.text).toBe('第 0 句')
  expect(JSON.stringify(first.lines)).not.toContain(hidden)
  const rest = await live.replayChat(liveSessionId, new Date(first.next!))
  expect(rest.lines[0]!.id).toBe(first.lines.at(-1)!.id)
  expect(rest.next).toBeNull()
  await live.moderate(liveSessionId, { act: 'pass', messageId: waited }, by)
  const { lines } = await live.replayChat(liveSessionId, from)
  expect(lines[0]).toMatchObject({ id: waited, sentAt: from.toISOString() })
})
