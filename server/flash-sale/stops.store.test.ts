import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { aLot, aStock, aVariant } from '#tests/make/catalog.ts'
import { aLiveSession, aSale } from '#tests/make/selling.ts'
import { aSaleCounter, type SaleCounter } from '#tests/make/sale-counter.ts'
import type { SaleDetail } from './types.ts'

let counter: SaleCounter
beforeEach(async () => {
  counter = await aSaleCounter({ stock: 50, perBuyerLimit: 2 })
})
afterEach(async () => {
  expect(await counter.broken()).toEqual([])
  await counter.close()
})

const refusalOf = async (saleId: string) => {
  const answer = await counter.claim('vis_late', { saleId })
  return answer.ok ? null : answer.refusal.kind
}
const recall = (lotId = counter.lot.id) =>
  counter.flashSale.recallLot({ lotId, reason: '检出农残', by: '李会计' })

/** A gift box of honey and a jar of another lot, on sale beside the honey, and a sale of the other lot alone. */
async function aBoxOnSale() {
  const { db, product, base, liveSession } = counter
  const lot = await aLot(db, { productId: product.id, baseId: base.id, code: 'OTHER' })
  const stock = await aStock(db, { lotId: lot.id, onHand: 100 })
  const parts = [
    { stockId: 'stock_HONEY-500', units: 2 },
    { stockId: stock.id, units: 1 },
  ]
  const box = await aVariant(db, { productId: product.id, skuCode: 'BOX', parts })
  const other = await aVariant(db, { productId: product.id, skuCode: 'OTHER', parts: parts.slice(1) })
  const inSession = { liveSessionId: liveSession.id, total: 20, perBuyerLimit: 2 }
  return {
    boxSale: await aSale(db, { variantId: box.id, ...inSession }),
    otherSale: await aSale(db, { variantId: other.id, ...inSession }),
  }
}

describe('a recall', () => {
  it('ends every sale that draws on the lot, bundles too, and their unpaid holds; others go on', async () => {
    const { flashSale, db, sale, variant } = counter
    const { boxSale, otherSale } = await aBoxOnSale()
    const drafted = await flashSale.draft(counter.liveSession.id, {
      variantId: variant.id,
      priceFen: 4_900,
      total: 5,
      perBuyerLimit: 1,
      durationSec: 60,
    })
    const open = await counter.claim('vis_a', { saleId: boxSale.id })
    const paid = await counter.claim('vis_b')
    if (!open.ok || !paid.ok || !drafted.ok) throw new Error('not held')
    await db.$transaction((tx) => flashSale.sell(tx, [paid.value.holdId]))

    const answer = await recall()
    if (!answer.ok) throw new Error(answer.refusal.kind)
    expect(answer.value.stopped.map(({ saleId }) => saleId).toSorted()).toEqual(
      [sale.id, boxSale.id, drafted.value.saleId].toSorted(),
    )
    expect(answer.value.stopped).toMatchObject(
      Array(3).fill({ state: 'ended', stop: { kind: 'recall', by: '李会计' }, left: 0, held: 0 }),
    )
    expect(await flashSale.hold(open.value.holdId)).toMatchObject({ state: 'expired' })
    expect(await refusalOf(sale.id)).toBe('sale_recalled')
    expect(await refusalOf(otherSale.id)).toBeNull()
    expect(await flashSale.paidHoldsOfLot(counter.lot.id, 10)).toMatchObject({
      count: 1,
      latest: [{ holdId: paid.value.holdId }],
    })
    expect(await db.stock.findUnique({ where: { id: 'stock_HONEY-500' } })).toMatchObject({ allotted: 1 })
  })

  it('is announced by what it will stop, and remembered by what it has', async () => {
    const { flashSale, lot, db } = counter
    const { boxSale } = await aBoxOnSale()
    const held = await counter.claim('vis_a')
    const paid = await counter.claim('vis_b', { saleId: boxSale.id })
    if (!held.ok || !paid.ok) throw new Error('not held')
    await db.$transaction((tx) => flashSale.sell(tx, [paid.value.holdId]))
    const onSale = async () => (await flashSale.lotsOnSale([lot.id, 'lot_unknown'])).get(lot.id)

    expect(await onSale()).toEqual({ running: 2, recalled: 0, held: 1, sold: 1 })
    await recall()
    expect(await onSale()).toEqual({ running: 0, recalled: 2, held: 0, sold: 1 })
    expect((await flashSale.lotsOnSale(['lot_unknown'])).size).toBe(0)
  })

  it('is the same when repeated, refuses an unknown lot, and lets nothing of the lot be drafted or restocked', async () => {
    const { flashSale, liveSession, variant, sale, db } = counter
    await recall()
    const once = await db.flashSale.findUniqueOrThrow({ where: { id: sale.id } })

    expect(await recall()).toEqual({ ok: true, value: { stopped: [] } })
    expect(await db.flashSale.findUniqueOrThrow({ where: { id: sale.id } })).toEqual(once)
    expect(await recall('lot_unknown')).toEqual({ ok: false, refusal: { kind: 'lot_not_found' } })
    const draft = { variantId: variant.id, priceFen: 4_900, total: 1, perBuyerLimit: 1, durationSec: 60 }
    expect(await flashSale.draft(liveSession.id, draft)).toEqual({
      ok: false,
      refusal: { kind: 'lot_recalled' },
    })
    expect(await flashSale.restock(sale.id, 1)).toEqual({
      ok: false,
      refusal: { kind: 'wrong_state', state: 'ended' },
    })
  })

  it('closes payments under way: they fall due, and money that comes all the same is too late', async () => {
    const { flashSale, db, sale } = counter
    const [paying, released] = [await counter.claim('vis_a'), await counter.claim('vis_b')]
    if (!paying.ok || !released.ok) throw new Error('not held')
    for (const [buyer, { value }] of [
      ['vis_a', paying],
      ['vis_b', released],
    ] as const)
      await db.$transaction((tx) =>
        flashSale.beginPayment(tx, {
          holdId: value.holdId,
          buyerId: buyer,
          phoneKey: `p_${buyer}`,
          addressKey: `a_${buyer}`,
        }),
      )

    await recall()
    expect((await flashSale.overduePayments(10)).map(({ holdId }) => holdId).toSorted()).toEqual(
      [paying.value.holdId, released.value.holdId].toSorted(),
    )
    await db.$transaction((tx) => flashSale.releaseUnpaid(tx, [released.value.holdId], { isLapse: true }))
    const outcomes = await db.$transaction((tx) =>
      flashSale.sell(tx, [paying.value.holdId, released.value.holdId]),
    )
    expect([...outcomes.values()]).toEqual(['too_late', 'too_late'])
    expect(await flashSale.sale(sale.id)).toMatchObject({ held: 0, sold: 0 })
    expect(await db.stock.findUnique({ where: { id: 'stock_HONEY-500' } })).toMatchObject({ allotted: 0 })
  })

  it('in the middle of a rush lets no claim through after it', async () => {
    const { flashSale, db, sale } = counter
    const before = Array.from({ length: 40 }, (_, index) => counter.claim(`vis_${index}`))
    const [answers, recalled] = await Promise.all([Promise.all(before), recall()])
    const after = await Promise.all(
      Array.from({ length: 20 }, (_, index) => counter.claim(`vis_after_${index}`)),
    )

    expect(recalled.ok).toBe(true)
    expect(after.map((answer) => !answer.ok && answer.refusal.kind)).toEqual(Array(20).fill('sale_recalled'))
    expect(answers.filter((answer) => !answer.ok && answer.refusal.kind !== 'sale_recalled')).toEqual([])
    expect(await flashSale.sale(sale.id)).toMatchObject({ state: 'ended', held: 0, sold: 0 })
    expect(await db.hold.count({ where: { state: 'held' } })).toBe(0)
  })

  it('and a restock, a draft and a payment at the same moment leave nothing on sale', async () => {
    const { flashSale, liveSession, variant, sale, db } = counter
    const held = await counter.claim('vis_a')
    if (!held.ok) throw new Error('not held')
    const draft = { variantId: variant.id, priceFen: 4_900, total: 1, perBuyerLimit: 1, durationSec: 60 }
    await Promise.all([
      flashSale.restock(sale.id, 5),
      flashSale.draft(liveSession.id, draft),
      recall(),
      db.$transaction((tx) => flashSale.sell(tx, [held.value.holdId])),
      flashSale.restock(sale.id, 5),
      flashSale.draft(liveSession.id, draft),
    ])

    expect(await db.flashSale.count({ where: { state: { not: 'ended' } } })).toBe(0)
  })
})

describe('急停', () => {
  /** the stopped sales that were told of, once as many are known */
  const news = (count: number) =>
    new Promise<SaleDetail[]>((resolve) => {
      const heard = new Map<string, SaleDetail>()
      counter.flashSale.onSaleChanged((sale) => {
        if (sale.stop) heard.set(sale.saleId, sale)
        if (heard.size === count) resolve([...heard.values()])
      })
    })

  it('pauses all that sells or is about to, says who did it, and is undone as a whole', async () => {
    const { flashSale, liveSession, sale, clock, variant } = counter
    const { boxSale, otherSale } = await aBoxOnSale()
    await flashSale.pause(otherSale.id)
    const draft = { variantId: variant.id, priceFen: 4_900, total: 1, perBuyerLimit: 1, durationSec: 60 }
    const [soon, queued] = [
      await flashSale.draft(liveSession.id, draft),
      await flashSale.draft(liveSession.id, draft),
    ]
    if (!soon.ok || !queued.ok) throw new Error('not drafted')
    const opensAt = new Date(clock.now().getTime() + 90_000)
    await flashSale.schedule(soon.value.saleId, opensAt)

    const told = news(3)
    const stopped = await flashSale.stopSession(liveSession.id, '林小满')
    const expected = [sale.id, boxSale.id, soon.value.saleId].toSorted()
    expect(stopped.map(({ saleId }) => saleId).toSorted()).toEqual(expected)
    expect((await told).map(({ saleId }) => saleId).toSorted()).toEqual(expected)
    expect(stopped).toMatchObject(
      Array(3).fill({ state: 'paused', stop: { kind: 'emergency', by: '林小满' } }),
    )
    expect(await refusalOf(sale.id)).toBe('sale_paused')
    expect(await flashSale.stopSession(liveSession.id, '林小满')).toEqual([])

    clock.advance(60_000)
    const resumed = await flashSale.resumeSession(liveSession.id)
    expect(new Map(resumed.map(({ saleId, state, stop }) => [saleId, { state, stop }]))).toEqual(
      new Map([
        [sale.id, { state: 'open', stop: null }],
        [boxSale.id, { state: 'open', stop: null }],
        [soon.value.saleId, { state: 'scheduled', stop: null }],
      ]),
    )
    expect(await flashSale.sale(soon.value.saleId)).toMatchObject({ opensAt: opensAt.toISOString() })
    expect(await flashSale.sale(otherSale.id)).toMatchObject({ state: 'paused' })
    expect(await flashSale.sale(queued.value.saleId)).toMatchObject({ state: 'draft' })
  })

  it('over the opening second of a sale opens it when all goes on, with its whole time', async () => {
    const { flashSale, liveSession, clock, variant } = counter
    const draft = { variantId: variant.id, priceFen: 4_900, total: 1, perBuyerLimit: 1, durationSec: 60 }
    const soon = await flashSale.draft(liveSession.id, draft)
    if (!soon.ok) throw new Error(soon.refusal.kind)
    const { saleId } = soon.value
    await flashSale.schedule(saleId, new Date(clock.now().getTime() + 30_000))
    await flashSale.stopSession(liveSession.id, '林小满')
    clock.advance(300_000)
    await flashSale.endDueSales()
    expect(await refusalOf(saleId)).toBe('sale_paused')

    await flashSale.resumeSession(liveSession.id)
    expect(await flashSale.sale(saleId)).toMatchObject({
      state: 'open',
      endsAt: new Date(clock.now().getTime() + 60_000).toISOString(),
    })
    expect(await refusalOf(saleId)).toBeNull()
  })

  it('leaves other sessions alone, and one sale may go on by itself', async () => {
    const { flashSale, db, village, sale } = counter
    const elsewhere = await aLiveSession(db, { villageId: village.id, id: 'live_other', state: 'ended' })

    expect(await flashSale.stopSession(elsewhere.id, '林小满')).toEqual([])
    await flashSale.stopSession(counter.liveSession.id, '林小满')
    expect(await flashSale.resume(sale.id)).toMatchObject({ value: { state: 'open', stop: null } })
  })
})
