import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { HoldView } from '#shared/flash-sale.ts'
import { aSaleCounter, type SaleCounter } from '#tests/make/sale-counter.ts'
import type { SaleDetail } from './types.ts'

let counter: SaleCounter
beforeEach(async () => {
  counter = await aSaleCounter({ stock: 3, perBuyerLimit: 2 })
})
afterEach(async () => {
  expect(await counter.broken()).toEqual([])
  await counter.close()
})

async function held(buyerId: string, quantity = 1): Promise<HoldView> {
  const answer = await counter.claim(buyerId, { quantity })
  if (!answer.ok) throw new Error(answer.refusal.kind)
  return answer.value
}
const stock = async () => {
  const { onHand, allotted } = await counter.db.stock.findFirstOrThrow()
  return onHand - allotted
}
const now = () => counter.flashSale.sale(counter.sale.id)
const sell = (...holdIds: string[]) =>
  counter.db.$transaction(async (tx) => Object.fromEntries(await counter.flashSale.sell(tx, holdIds)))
/** the first news that fits */
const saleNews = (fits: (sale: SaleDetail) => boolean) =>
  new Promise<SaleDetail>((resolve) => {
    const stop = counter.flashSale.onSaleChanged((sale) => {
      if (!fits(sale)) return
      stop()
      resolve(sale)
    })
  })

describe('a sale', () => {
  const draft = {
    priceFen: 4_900,
    total: 100,
    perBuyerLimit: 2,
    durationSec: 60,
  }

  it('carves its units out of the stock, opens, pauses, resumes, ends and gives back what is left', async () => {
    const { flashSale, liveSession, variant, clock } = counter
    const free = await stock()
    const drafted = await flashSale.draft(liveSession.id, { ...draft, variantId: variant.id })
    if (!drafted.ok) throw new Error(drafted.refusal.kind)
    const { saleId } = drafted.value
    expect(drafted.value).toMatchObject({ state: 'draft', position: 1, version: 1 })
    expect(await stock()).toBe(free - 100)

    expect(await flashSale.open(saleId)).toMatchObject({
      value: { state: 'open', endsAt: new Date(clock.now().getTime() + 60_000).toISOString() },
    })
    expect(await flashSale.pause(saleId)).toMatchObject({ value: { state: 'paused' } })
    expect(await flashSale.pause(saleId)).toEqual({
      ok: false,
      refusal: { kind: 'wrong_state', state: 'paused' },
    })
    expect(await flashSale.resume(saleId)).toMatchObject({ value: { state: 'open', version: 4 } })
    const hold = await counter.claim('vis_a', { saleId, quantity: 2 })
    const lapsing = await counter.claim('vis_b', { saleId })

    clock.advance(60_000)
    expect(await flashSale.endDueSales()).toBe(1)
    expect(await stock()).toBe(free - 3)
    if (hold.ok) await sell(hold.value.holdId)
    clock.advance(300_000)
    await flashSale.expireHolds(10)
    expect(await stock()).toBe(free - 2)

    // paid after the end and after the hold: the unit is carved out again
    if (!lapsing.ok) throw new Error(lapsing.refusal.kind)
    expect(await sell(lapsing.value.holdId)).toEqual({ [lapsing.value.holdId]: 'reclaimed' })
    expect(await stock()).toBe(free - 3)
  })

  it('is not drafted beyond the stock, nor for a session that is over', async () => {
    const { flashSale, liveSession, variant } = counter
    const available = await stock()
    const more = { ...draft, variantId: variant.id, total: available + 1 }

    expect(await flashSale.draft(liveSession.id, more)).toEqual({
      ok: false,
      refusal: { kind: 'not_enough_stock', available },
    })
    expect(await flashSale.draft('live_unknown', { ...more, total: 1 })).toEqual({
      ok: false,
      refusal: { kind: 'live_session_not_live' },
    })
    expect(await stock()).toBe(available)
  })

  it('of a session that is not on the air does not open; a draft can be taken back', async () => {
    const { flashSale, liveSession, variant, db } = counter
    const free = await stock()
    const drafted = await flashSale.draft(liveSession.id, { ...draft, variantId: variant.id })
    if (!drafted.ok) throw new Error(drafted.refusal.kind)
    const { saleId } = drafted.value
    await db.liveSession.update({
      where: { id: liveSession.id },
      data: { state: 'planned', startedAt: null },
    })

    expect(await flashSale.open(saleId)).toEqual({ ok: false, refusal: { kind: 'live_session_not_live' } })
    expect(await flashSale.remove(counter.sale.id)).toEqual({
      ok: false,
      refusal: { kind: 'wrong_state', state: 'open' },
    })
    expect(await flashSale.remove(saleId)).toEqual({ ok: true, value: null })
    expect(await flashSale.open(saleId)).toEqual({ ok: false, refusal: { kind: 'sale_not_found' } })
    expect(await stock()).toBe(free)
  })

  async function drafted(total = 10) {
    const { flashSale, liveSession, variant } = counter
    const answer = await flashSale.draft(liveSession.id, { ...draft, total, variantId: variant.id })
    if (!answer.ok) throw new Error(answer.refusal.kind)
    return answer.value.saleId
  }
  const inSeconds = (seconds: number) => new Date(counter.clock.now().getTime() + seconds * 1_000)

  it('is scheduled for a second of the server, moved, withdrawn, and opens by itself', async () => {
    const { flashSale, clock } = counter
    const saleId = await drafted()

    expect(await flashSale.schedule(saleId, clock.now())).toEqual({
      ok: false,
      refusal: { kind: 'opening_passed' },
    })
    expect(await flashSale.schedule(saleId, inSeconds(30))).toMatchObject({
      value: {
        state: 'scheduled',
        opensAt: inSeconds(30).toISOString(),
        endsAt: inSeconds(90).toISOString(),
      },
    })
    expect(await counter.claim('vis_a', { saleId })).toEqual({
      ok: false,
      refusal: { kind: 'sale_not_open', opensAt: inSeconds(30).toISOString() },
    })
    expect(await flashSale.unschedule(saleId)).toMatchObject({
      value: { state: 'draft', opensAt: null, endsAt: null },
    })
    await flashSale.schedule(saleId, inSeconds(60))
    expect(await flashSale.schedule(saleId, inSeconds(20))).toMatchObject({
      value: { opensAt: inSeconds(20).toISOString() },
    })

    clock.advance(20_000)
    expect(await flashSale.unschedule(saleId)).toMatchObject({ refusal: { kind: 'wrong_state' } })
    await flashSale.endDueSales()
    expect(await flashSale.sale(saleId)).toMatchObject({
      state: 'open',
      endsAt: inSeconds(60).toISOString(),
    })
  })

  it('opened by hand before its second has its whole time from then', async () => {
    const { flashSale } = counter
    const saleId = await drafted()
    await flashSale.schedule(saleId, inSeconds(300))

    expect(await flashSale.open(saleId)).toMatchObject({
      value: { state: 'open', opensAt: inSeconds(0).toISOString(), endsAt: inSeconds(60).toISOString() },
    })
  })

  it('of a session that is not on the air is not scheduled', async () => {
    const { flashSale, liveSession, db } = counter
    const saleId = await drafted()
    await db.liveSession.update({
      where: { id: liveSession.id },
      data: { state: 'planned', startedAt: null },
    })

    expect(await flashSale.schedule(saleId, inSeconds(30))).toEqual({
      ok: false,
      refusal: { kind: 'live_session_not_live' },
    })
  })

  it('does not end while it is paused, and has the pause added to its end', async () => {
    const { flashSale, clock } = counter
    const saleId = await drafted()
    await flashSale.open(saleId)
    clock.advance(50_000)
    await flashSale.pause(saleId)
    clock.advance(600_000)
    expect(await flashSale.endDueSales()).toBe(0)
    expect(await counter.claim('vis_a', { saleId })).toMatchObject({ refusal: { kind: 'sale_paused' } })

    expect(await flashSale.resume(saleId)).toMatchObject({
      value: { state: 'open', endsAt: inSeconds(10).toISOString() },
    })
    clock.advance(10_000)
    expect(await flashSale.endDueSales()).toBe(1)
  })

  it('is restocked while it is open: a claim that was refused gets a piece', async () => {
    const { flashSale, sale } = counter
    const free = await stock()
    await Promise.all(['vis_a', 'vis_b', 'vis_c'].map((buyer) => held(buyer)))
    expect(await counter.claim('vis_d')).toMatchObject({ refusal: { kind: 'sold_out' } })
    const told = saleNews(({ total }) => total === 5)

    const restocked = await flashSale.restock(sale.id, 2)
    expect(restocked).toMatchObject({ value: { total: 5, left: 2, version: (await told).version } })
    expect(await stock()).toBe(free - 2)
    expect((await held('vis_d')).sequence).toBe(4)
    expect(await flashSale.restock(sale.id, free)).toEqual({
      ok: false,
      refusal: { kind: 'not_enough_stock', available: free - 2 },
    })
    expect(await now()).toMatchObject({ total: 5 })
  })

  it('gives back pieces that nobody holds, and keeps one', async () => {
    const { flashSale, sale } = counter
    const free = await stock()
    await held('vis_a')

    expect(await flashSale.takeBack(sale.id, 3)).toEqual({
      ok: false,
      refusal: { kind: 'not_enough_left', left: 2 },
    })
    expect(await flashSale.takeBack(sale.id, 2)).toMatchObject({ value: { total: 1, left: 0 } })
    expect(await stock()).toBe(free + 2)
    await flashSale.end(sale.id)
    expect(await flashSale.takeBack(sale.id, 1)).toEqual({
      ok: false,
      refusal: { kind: 'wrong_state', state: 'ended' },
    })
  })

  it('keeps its price from when it opened or was announced, and a hold keeps it too', async () => {
    const { flashSale, db, sale } = counter
    const { holdId, unitPriceFen } = await held('vis_a')
    const draftId = await drafted()
    const reprice = (id: string) => db.flashSale.update({ where: { id }, data: { priceFen: 4_500n } })

    await expect(reprice(sale.id)).rejects.toThrow('PRICE_IS_FIXED')
    expect(await flashSale.hold(holdId)).toMatchObject({ unitPriceFen })
    await reprice(draftId)
    await flashSale.schedule(draftId, inSeconds(30))
    await expect(db.flashSale.update({ where: { id: draftId }, data: { priceFen: 100n } })).rejects.toThrow(
      'PRICE_IS_FIXED',
    )
  })

  it('that is scheduled opens by itself', async () => {
    const { flashSale, db, sale, clock } = counter
    await db.flashSale.update({
      where: { id: sale.id },
      data: { state: 'scheduled', opensAt: new Date(clock.now().getTime() + 1_000) },
    })
    clock.advance(1_000)
    await flashSale.endDueSales()

    expect(await now()).toMatchObject({ state: 'open', version: 1 })
  })
})
