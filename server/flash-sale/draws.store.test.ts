import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { checkDraw, commitmentOf, drawOrder, rootOf, tagOf, type SaleLog } from '#shared/draw.ts'
import type { SaleOpening } from '#shared/flash-sale.ts'
import { fen } from '#shared/money.ts'
import { randomIds } from '#server/platform/ids.ts'
import { aSaleCounter, type SaleCounter } from '#tests/make/sale-counter.ts'

const ALL = { from: 1, limit: 100_000 }

let counter: SaleCounter
beforeEach(async () => {
  counter = await aSaleCounter({ stock: 10, perBuyerLimit: 2 })
})
afterEach(async () => {
  expect(await counter.broken()).toEqual([])
  await counter.close()
})

async function scheduled(opening: SaleOpening, total = 3) {
  const { flashSale, liveSession, variant, clock } = counter
  const terms = { variantId: variant.id, priceFen: fen(4_900), total, perBuyerLimit: 2, durationSec: 600 }
  const drafted = await flashSale.draft(liveSession.id, { ...terms, opening })
  if (!drafted.ok) throw new Error(drafted.refusal.kind)
  await flashSale.schedule(drafted.value.saleId, new Date(clock.now().getTime() + 60_000))
  return drafted.value.saleId
}
const enter = (saleId: string, buyerId: string, quantity = 1) => counter.claim(buyerId, { saleId, quantity })
const inDraw = (number: number) => ({ ok: false, refusal: { kind: 'in_draw', number } })
async function openOnTime() {
  counter.clock.advance(60_000)
  await counter.flashSale.endDueSales()
}
async function logOf(saleId: string): Promise<SaleLog> {
  const { flashSale } = counter
  const claims = (await flashSale.claimsOf(saleId, ALL)).map((claim) => ({ ...claim, buyer: 'masked' }))
  const [draw, entries] = await Promise.all([flashSale.draw(saleId), flashSale.entries(saleId, ALL)])
  return { saleId, draw, entries, claims }
}

describe('before the opening second', () => {
  it('a claim becomes an entry, one a person, and the commitment is public but not the seed', async () => {
    const saleId = await scheduled('fair')
    const claimKey = randomIds.uuid()

    expect(await counter.claim('vis_a', { saleId, claimKey })).toMatchObject(inDraw(1))
    expect(await counter.claim('vis_a', { saleId, claimKey })).toMatchObject(inDraw(1))
    expect(await enter(saleId, 'vis_a')).toMatchObject(inDraw(1))
    expect(await enter(saleId, 'vis_b', 2)).toMatchObject(inDraw(2))
    expect(await enter(saleId, 'vis_c', 3)).toMatchObject({ refusal: { kind: 'over_limit', limit: 2 } })
    expect(await counter.claim('vis_d', { saleId, claimKey })).toMatchObject({
      refusal: { kind: 'claim_key_reused' },
    })
    expect(await counter.flashSale.draw(saleId)).toMatchObject({ entries: 2, seed: null, root: null })
    expect((await counter.flashSale.entries(saleId, ALL))[0]).toMatchObject({ tag: tagOf(saleId, claimKey) })
  })

  it('devices of one account have one entry, and those merged later one chance', async () => {
    const saleId = await scheduled('fair')
    await counter.flashSale.mergeBuyer('vis_phone', 'user_1')
    await counter.flashSale.mergeBuyer('vis_laptop', 'user_1')
    await enter(saleId, 'vis_phone')
    expect(await enter(saleId, 'vis_laptop')).toMatchObject(inDraw(1))
    await enter(saleId, 'vis_tablet')
    await counter.flashSale.mergeBuyer('vis_tablet', 'user_1')
    await openOnTime()

    expect((await counter.flashSale.entries(saleId, ALL)).map(({ outcome }) => outcome)).toEqual([
      'won',
      'merged',
    ])
  })

  it('a sale that is taken back takes its entries with it', async () => {
    const saleId = await scheduled('fair')
    await enter(saleId, 'vis_a')

    expect(await counter.flashSale.remove(saleId)).toMatchObject({ ok: true })
    expect(await counter.flashSale.draw(saleId)).toBeNull()
  })
})

describe('the draw', () => {
  it('serves the entries in the order that anyone computes from the seed, then who comes later', async () => {
    const saleId = await scheduled('fair')
    for (let n = 1; n <= 6; n++) await enter(saleId, `vis_${n}`)
    await openOnTime()

    const log = await logOf(saleId)
    const { seed, root, commitment } = log.draw!
    expect(commitmentOf(seed!)).toBe(commitment)
    expect(rootOf(log.entries.map(({ tag }) => tag))).toBe(root)
    expect(checkDraw(log)).toEqual({ seedFits: true, rootFits: true, orderFits: true, claimsFit: true })
    const order = drawOrder({ seed: seed!, drawId: saleId, root: root! }, 6)
    const holds = await counter.flashSale.claimsOf(saleId, ALL)
    expect(holds.map(({ buyerId }) => buyerId)).toEqual(order.slice(0, 3).map((number) => `vis_${number}`))
    expect(await enter(saleId, 'vis_late')).toMatchObject({ refusal: { kind: 'sold_out' } })
  })

  it('leaves what nobody entered for to the first who come, and a raffle to nobody', async () => {
    const [fair, raffle] = [await scheduled('fair'), await scheduled('raffle')]
    for (const saleId of [fair, raffle]) await enter(saleId, 'vis_a')
    await openOnTime()

    expect(await enter(fair, 'vis_late')).toMatchObject({ ok: true, value: { sequence: 2 } })
    expect(await enter(raffle, 'vis_late')).toEqual({ ok: false, refusal: { kind: 'raffle_drawn' } })
    expect(await counter.flashSale.sale(raffle)).toMatchObject({ state: 'open', held: 1, left: 2 })
  })

  it('answers a winner who asks again with his hold, and remembers entries until the draw', async () => {
    const saleId = await scheduled('fair', 1)
    const claimKey = randomIds.uuid()
    const entries = () => counter.flashSale.entriesOf('vis_a', counter.liveSession.id)
    await counter.claim('vis_a', { saleId, claimKey })
    expect(await entries()).toEqual([{ saleId, number: 1 }])
    await openOnTime()

    expect(await counter.claim('vis_a', { saleId, claimKey })).toMatchObject({ value: { sequence: 1 } })
    expect(await entries()).toEqual([])
  })

  it('is made by the first claim after the second if no timer was there before', async () => {
    const saleId = await scheduled('fair', 1)
    await enter(saleId, 'vis_early')
    counter.clock.advance(60_000)

    expect(await enter(saleId, 'vis_late')).toMatchObject({ refusal: { kind: 'sold_out' } })
    expect(await counter.flashSale.claimsOf(saleId, ALL)).toMatchObject([
      { buyerId: 'vis_early', sequence: 1 },
    ])
  })

  it('waits while 急停 holds the sale, and is made when that is over', async () => {
    const saleId = await scheduled('fair', 1)
    await enter(saleId, 'vis_early')
    await counter.flashSale.stopSession(counter.liveSession.id, '书记')
    await openOnTime()
    expect(await counter.flashSale.draw(saleId)).toMatchObject({ seed: null })

    await counter.flashSale.resumeSession(counter.liveSession.id)
    expect(await counter.flashSale.claimsOf(saleId, ALL)).toMatchObject([{ buyerId: 'vis_early' }])
  })

  it('is made once when two nodes open at one instant, and its seed never changes', async () => {
    const saleId = await scheduled('fair', 100)
    const other = counter.openAnother()
    await Promise.all(Array.from({ length: 200 }, (_, n) => enter(saleId, `vis_${n}`)))
    counter.clock.advance(60_000)
    await Promise.all([counter.flashSale.endDueSales(), other.endDueSales(), enter(saleId, 'vis_late')])
    await other.close()

    expect(checkDraw(await logOf(saleId))).toMatchObject({ orderFits: true, claimsFit: true })
    expect(await counter.flashSale.sale(saleId)).toMatchObject({ held: 100, left: 0 })
    const seed = 'f'.repeat(64)
    await expect(
      counter.db.draw.update({ where: { saleId }, data: { seed, commitment: commitmentOf(seed) } }),
    ).rejects.toThrow(/is fixed/)
  })

  it('that dies half-way has not happened', async () => {
    const saleId = await scheduled('fair')
    await enter(saleId, 'vis_a')
    counter.clock.advance(60_000)
    const died = counter.db.$transaction(async (tx) => {
      await tx.$executeRaw`update flash_sale set state = 'open', opened_at = ${counter.clock.now()} where id = ${saleId}`
      await tx.$queryRaw`select flash_sale_run_draw(${saleId}, ${counter.clock.now()}, 300, 90)`
      throw new Error('died')
    })
    await expect(died).rejects.toThrow('died')
    expect(await counter.flashSale.draw(saleId)).toMatchObject({ seed: null })

    await counter.flashSale.endDueSales()
    expect(await counter.flashSale.claimsOf(saleId, ALL)).toHaveLength(1)
  })

  it('of ten thousand for a hundred units takes about a second', async () => {
    const saleId = await scheduled('fair', 100)
    await Promise.all(Array.from({ length: 10_000 }, (_, n) => enter(saleId, `vis_${n}`)))
    counter.clock.advance(60_000)
    const begun = performance.now()
    await counter.flashSale.endDueSales()

    expect(performance.now() - begun).toBeLessThan(5_000)
    expect(checkDraw(await logOf(saleId))).toEqual({
      seedFits: true,
      rootFits: true,
      orderFits: true,
      claimsFit: true,
    })
    expect(await counter.flashSale.claimsOf(saleId, ALL)).toHaveLength(100)
  }, 60_000)
})
