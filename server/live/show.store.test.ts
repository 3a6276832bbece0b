import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { fen } from '#shared/money.ts'
import { createCatalog } from '#server/catalog/index.ts'
import { createGuard } from '#server/guard/index.ts'
import { randomIds } from '#server/platform/ids.ts'
import { noOtherNodes } from '#server/platform/node-bus.ts'
import { aMedia } from '#tests/make/media.ts'
import { aSaleCounter, type SaleCounter } from '#tests/make/sale-counter.ts'
import { createLiveSessions } from './index.ts'
import type { LiveSessions } from './types.ts'

let counter: SaleCounter
let live: LiveSessions
let productIds: string[]

beforeEach(async () => {
  counter = await aSaleCounter({ stock: 5 })
  const { db, clock, log, flashSale, variant } = counter
  live = createLiveSessions({
    ...{ db, clock, log, flashSale, ids: randomIds, bus: noOtherNodes, catalog: createCatalog({ db }) },
    guard: createGuard({ clock, secret: 'a-secret-of-thirty-two-characters!' }),
    revenueShare: {
      preview: async ({ goodsFen }) => ({ legs: [{ partyKind: 'household', amountFen: fen(goodsFen / 2) }] }),
      netFor: async () => fen(0),
    },
    media: aMedia(clock),
  })
  const { product, ...sold } = await db.variant.findUniqueOrThrow({
    where: { id: variant.id },
    include: { product: true },
  })
  const others = ['二', '三'].map((name, at) => ({
    product: { ...product, id: `prod_${at}`, slug: `honey-${at}`, titleZh: `${product.titleZh}${name}` },
    variant: { ...sold, id: `var_${at}`, productId: `prod_${at}`, skuCode: `sku-${at}` },
  }))
  await db.product.createMany({ data: others.map((one) => one.product) })
  await db.variant.createMany({ data: others.map((one) => one.variant) })
  productIds = [product.id, ...others.map((one) => one.product.id)]
})
afterEach(async () => {
  expect(await counter.broken()).toEqual([])
  await counter.close()
})

const here = () => counter.liveSession.id
const host = { userId: 'user_host', name: '林小满' }
const helper = { userId: 'user_wang', name: '小王' }
async function aShow() {
  for (const productId of productIds) await live.addItem(here(), productId)
  return (await live.show(here())).map(({ itemId }) => itemId) as [string, string, string]
}
const room = async () => (await live.snapshot(here(), 'vis_a'))!

describe('the run of show', () => {
  it('has products in order, once each, and is put in another order by buttons', async () => {
    const [a, b, c] = await aShow()
    expect(await live.addItem(here(), productIds[0]!)).toMatchObject({ refusal: { kind: 'item_twice' } })
    expect(await live.addItem('live_nowhere', productIds[0]!)).toMatchObject({
      refusal: { kind: 'room_not_found' },
    })

    await live.moveItem(here(), c, 'up')
    await live.moveItem(here(), a, 'up')
    await live.moveItem(here(), b, 'down')
    expect((await live.show(here())).map(({ itemId }) => itemId)).toEqual([a, c, b])
    expect(await live.moveItem('live_else', a, 'up')).toMatchObject({ refusal: { kind: 'item_not_found' } })
    expect(await live.removeItem(here(), b)).toEqual({ ok: true, value: null })
    expect(await live.show(here())).toHaveLength(2)
  })

  it('is seen by everybody, in its order, without what the host says of it', async () => {
    const [a, b, c] = await aShow()
    await live.writeScript(here(), a, '底价不能说')
    await live.moveItem(here(), c, 'up')
    const seen = await room()
    expect(seen.goods.map(({ itemId }) => itemId)).toEqual([a, c, b])
    expect(seen.goods[0]).toMatchObject({ productSlug: 'wild-honey', titleZh: '山上百花蜜' })
    expect(JSON.stringify(seen)).not.toContain('底价不能说')
  })

  it('shows shares, and what must not be said beside the line', async () => {
    const [a] = await aShow()
    expect(await live.writeScript(here(), a, '今年头茬\n全县最佳')).toEqual({ ok: true, value: null })

    const [item] = await live.show(here())
    expect(item).toMatchObject({
      householdFen: item!.fromFen / 2,
      lines: [
        { text: '今年头茬', findings: [] },
        { text: '全县最佳', findings: [{ word: '最佳' }] },
      ],
      isSoldOut: false,
    })
  })
})

describe('what is shown', () => {
  it('is on a card in the room, moves on from what is sold out, and makes the chapters', async () => {
    const [a, b, c] = await aShow()
    const { clock, sale } = counter
    expect((await room()).pin).toEqual({ version: 0, card: null })

    const pinned = await live.pin(here(), { act: 'pin', itemId: a, version: 0 }, host)
    expect(pinned).toMatchObject({
      ok: true,
      value: { version: 1, card: { itemId: a, titleZh: '山上百花蜜' } },
    })
    expect(await room()).toMatchObject({ pin: pinned.ok && pinned.value, featuredSaleId: sale.id })
    expect(await live.headline(here())).toMatchObject({ pin: { version: 1 } })
    clock.advance(60_000)
    await live.pin(here(), { act: 'sold-out', itemId: a, version: 1 }, host)
    await live.pin(here(), { act: 'sold-out', itemId: b, version: 2 }, host)
    expect((await live.show(here())).map(({ isSoldOut }) => isSoldOut)).toEqual([true, true, false])
    expect((await room()).pin).toMatchObject({ version: 3, card: { itemId: c } })
    await live.pin(here(), { act: 'sold-out', itemId: c, version: 3 }, host)
    expect((await room()).pin).toEqual({ version: 4, card: null })

    expect((await live.pins(here())).map(({ productSlug }) => productSlug)).toEqual([
      ...['wild-honey', 'honey-0', 'honey-1'],
    ])
    expect((await live.pins(here()))[0]!.at).toEqual(new Date(clock.now().getTime() - 60_000))
    expect(await live.removeItem(here(), a)).toMatchObject({ refusal: { kind: 'already_shown' } })
    await expect(counter.db.pin.deleteMany()).rejects.toThrow()
  })

  it('is not lost when two show something at once: one is refused with what is there, and both know who', async () => {
    const [a, b] = await aShow()
    const answers = await Promise.all([
      live.pin(here(), { act: 'pin', itemId: a, version: 0 }, host),
      live.pin(here(), { act: 'pin', itemId: b, version: 0 }, helper),
    ])

    const won = answers.find(({ ok }) => ok)!
    const by = answers[0]!.ok ? host.name : helper.name
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1)
    expect(answers.find(({ ok }) => !ok)).toMatchObject({
      refusal: { kind: 'pin_moved', byName: by, pin: won.ok && won.value },
    })
    expect((await live.numbers(here())).lastAct).toMatchObject({ command: 'session:pin', byName: by })
    expect(await live.pins(here())).toHaveLength(1)
  })

  it('is pinned once: by its key, and when it is shown already', async () => {
    const [a] = await aShow()
    const ask = { act: 'pin', itemId: a, version: 0 } as const
    const key = randomIds.uuid()
    const answers = await Promise.all([1, 2].map(() => live.pin(here(), ask, { ...host, key })))
    expect(answers[1]).toEqual(answers[0])
    expect(await live.pin(here(), ask, helper)).toEqual(answers[0])

    expect(await live.pins(here())).toHaveLength(1)
    expect(await live.pin(here(), { ...ask, itemId: 'item_none' }, host)).toMatchObject({
      refusal: { kind: 'item_not_found' },
    })
    await live.end(here())
    expect(await live.pin(here(), { ...ask, act: 'unpin', version: 1 }, host)).toMatchObject({
      refusal: { kind: 'live_session_not_live' },
    })
  })
})
