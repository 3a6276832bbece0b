import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { HoldView } from '#shared/flash-sale.ts'
import { fen } from '#shared/money.ts'
import { aSaleCounter, type SaleCounter } from '#tests/make/sale-counter.ts'
import type { HoldDetail, SaleDetail } from './types.ts'

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
const holdNews = (fits: (hold: HoldDetail) => boolean) =>
  new Promise<HoldDetail>((resolve) => counter.flashSale.onHoldChanged((hold) => fits(hold) && resolve(hold)))

describe('a hold', () => {
  it('expires on time; its units return, and the room and the buyer hear it', async () => {
    await held('vis_a', 2)
    await held('vis_b')
    expect(await counter.claim('vis_c')).toMatchObject({ refusal: { kind: 'sold_out', left: 0, held: 3 } })
    counter.clock.advance(299_999)
    expect(await counter.flashSale.expireHolds(10)).toEqual([])

    counter.clock.advance(1)
    const sale = saleNews(({ left }) => left === 3)
    const expired = await counter.flashSale.expireHolds(10)

    expect(expired.map(({ buyerId, state, quantity }) => [buyerId, state, quantity])).toEqual([
      ['vis_a', 'expired', 2],
      ['vis_b', 'expired', 1],
    ])
    expect(await sale).toMatchObject({ held: 0, sold: 0, left: 3 })
    expect((await held('vis_c', 2)).sequence).toBe(3)
  })

  it('is released by its buyer alone, once', async () => {
    const { holdId } = await held('vis_a')

    expect(await counter.flashSale.release('vis_b', holdId)).toEqual({
      ok: false,
      refusal: { kind: 'hold_not_found' },
    })
    expect(await counter.flashSale.release('vis_a', holdId)).toMatchObject({ value: { state: 'released' } })
    expect(await counter.flashSale.release('vis_a', holdId)).toEqual({
      ok: false,
      refusal: { kind: 'hold_not_open' },
    })
    expect(await now()).toMatchObject({ left: 3, held: 0 })
  })

  it('is extended once when payment begins, and then only checkout ends it', async () => {
    const { holdId, expiresAt } = await held('vis_a')
    const begin = (buyerId = 'vis_a') =>
      counter.db.$transaction((tx) =>
        counter.flashSale.beginPayment(tx, { holdId, buyerId, phoneKey: 'p', addressKey: 'a' }),
      )
    const extended = new Date(new Date(expiresAt).getTime() + 180_000).toISOString()

    expect(await begin('vis_b')).toEqual({ ok: false, refusal: { kind: 'hold_not_found' } })
    expect(await begin()).toMatchObject({ value: { state: 'paying', expiresAt: extended } })
    expect(await begin()).toMatchObject({ value: { expiresAt: extended } })

    counter.clock.set(new Date(extended))
    expect(await counter.flashSale.expireHolds(10)).toEqual([])
    expect(await counter.flashSale.overduePayments(10)).toMatchObject([{ holdId }])
    expect(await begin()).toEqual({ ok: false, refusal: { kind: 'hold_expired' } })
    await counter.db.$transaction((tx) => counter.flashSale.releaseUnpaid(tx, [holdId], { isLapse: true }))
    expect(await now()).toMatchObject({ held: 0, left: 3 })
  })

  it('is sold once; news leaves when the transaction has ended', async () => {
    const { holdId } = await held('vis_a', 2)
    const paid = holdNews(({ state }) => state === 'paid')

    expect(await sell(holdId)).toEqual({ [holdId]: 'sold' })
    expect(await sell(holdId)).toEqual({ [holdId]: 'already_sold' })
    expect(await paid).toMatchObject({ holdId, buyerId: 'vis_a' })
    expect(await now()).toMatchObject({ held: 0, sold: 2, left: 1 })
    expect(await counter.flashSale.tally(counter.liveSession.id)).toEqual({
      held: 0,
      paid: 2,
      revenueFen: fen(11_800),
    })
  })

  it('that lapsed is reclaimed when its units are free, and is too late when they are not', async () => {
    const [early, late] = [await held('vis_a', 2), await held('vis_b')]
    counter.clock.advance(300_000)
    await counter.flashSale.expireHolds(10)
    await held('vis_c')

    expect(await sell(early.holdId, late.holdId)).toEqual({
      [early.holdId]: 'reclaimed',
      [late.holdId]: 'too_late',
    })
    await counter.db.$transaction((tx) => counter.flashSale.markRefundedLate(tx, [late.holdId, early.holdId]))
    expect(await counter.flashSale.hold(late.holdId)).toMatchObject({ state: 'refunded_late' })
    expect(await counter.flashSale.hold(early.holdId)).toMatchObject({ state: 'paid' })
  })

  it('that lapsed is not reclaimed beyond the limit of its buyer', async () => {
    const lapsed = await held('vis_a', 2)
    await counter.flashSale.release('vis_a', lapsed.holdId)
    await held('vis_a')

    expect(await sell(lapsed.holdId)).toEqual({ [lapsed.holdId]: 'too_late' })
  })

  it('is sold or expired, never both, however the two race', async () => {
    const holds = [await held('vis_a'), await held('vis_b'), await held('vis_c')].map(({ holdId }) => holdId)
    counter.clock.advance(300_000)
    const [outcomes, expired] = await Promise.all([sell(...holds), counter.flashSale.expireHolds(10)])

    const states = await counter.db.hold.findMany({ select: { state: true } })
    expect(states).toEqual(holds.map(() => ({ state: 'paid' })))
    expect(Object.values(outcomes).filter((outcome) => outcome === 'reclaimed').length).toBe(expired.length)
  })
})
