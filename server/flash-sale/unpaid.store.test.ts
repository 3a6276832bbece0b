import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { fen } from '#shared/money.ts'
import { OFFER_SEC } from '#shared/flash-sale.ts'
import { randomIds } from '#server/platform/ids.ts'
import { aSaleCounter, type SaleCounter } from '#tests/make/sale-counter.ts'

let counter: SaleCounter
beforeEach(async () => {
  counter = await aSaleCounter({ stock: 1, perBuyerLimit: 1 })
})
afterEach(async () => {
  expect(await counter.broken()).toEqual([])
  await counter.close()
})

const nothing = { holds: [], expectsMore: false }
const wait = (buyerId: string) =>
  counter.flashSale.wait(buyerId, { saleId: counter.sale.id, quantity: 1, claimKey: randomIds.uuid() })

describe('what a visitor has yet to pay for', () => {
  it('is what they hold, until its time is over', async () => {
    const { flashSale, clock, liveSession } = counter
    const claimed = await counter.claim('vis_a')
    if (!claimed.ok) throw new Error('not held')

    expect(await flashSale.unpaidOf('vis_a')).toEqual({
      expectsMore: false,
      holds: [
        {
          holdId: claimed.value.holdId,
          quantity: 1,
          expiresAt: claimed.value.expiresAt,
          variantId: counter.variant.id,
          liveSessionId: liveSession.id,
          isOffer: false,
        },
      ],
    })
    expect(await flashSale.unpaidOf('vis_b')).toEqual(nothing)
    clock.set(new Date(claimed.value.expiresAt))
    expect(await flashSale.unpaidOf('vis_a')).toEqual(nothing)
  })

  it('is not what they have paid for', async () => {
    const claimed = await counter.claim('vis_a')
    if (!claimed.ok) throw new Error('not held')
    await counter.db.$transaction((tx) => counter.flashSale.sell(tx, [claimed.value.holdId]))

    expect(await counter.flashSale.unpaidOf('vis_a')).toEqual(nothing)
  })

  it('grows out of the line: who waits expects more, and is then offered it for a while', async () => {
    const { flashSale, clock } = counter
    const claimed = await counter.claim('vis_a')
    await wait('vis_b')
    await wait('vis_c')
    expect(await flashSale.unpaidOf('vis_b')).toEqual({ holds: [], expectsMore: true })

    if (claimed.ok) await flashSale.release('vis_a', claimed.value.holdId)

    expect(await flashSale.unpaidOf('vis_b')).toMatchObject({
      expectsMore: false,
      holds: [{ isOffer: true, expiresAt: new Date(clock.now().getTime() + OFFER_SEC * 1000).toISOString() }],
    })
    await flashSale.leaveLine('vis_c', counter.sale.id)
    expect(await flashSale.unpaidOf('vis_c')).toEqual(nothing)
  })

  it('belongs to the visitor whose browser can pay, also when an account has several', async () => {
    await counter.flashSale.mergeBuyer('vis_phone', 'user_1')
    await counter.flashSale.mergeBuyer('vis_laptop', 'user_1')
    await counter.claim('vis_phone')

    expect((await counter.flashSale.unpaidOf('vis_phone')).holds).toHaveLength(1)
    expect(await counter.flashSale.unpaidOf('vis_laptop')).toEqual(nothing)
  })

  it('may come out of a draw; who gets nothing in it waits on', async () => {
    const { flashSale, liveSession, variant, clock, sale } = counter
    await flashSale.end(sale.id)
    const terms = {
      variantId: variant.id,
      priceFen: fen(4_900),
      total: 1,
      perBuyerLimit: 1,
      durationSec: 600,
    }
    const drafted = await flashSale.draft(liveSession.id, { ...terms, opening: 'raffle' })
    if (!drafted.ok) throw new Error(drafted.refusal.kind)
    const { saleId } = drafted.value
    await flashSale.schedule(saleId, new Date(clock.now().getTime() + 60_000))
    for (const buyer of ['vis_a', 'vis_b']) await counter.claim(buyer, { saleId })
    expect(await flashSale.unpaidOf('vis_a')).toEqual({ holds: [], expectsMore: true })

    clock.advance(60_000)
    await flashSale.endDueSales()

    const both = await Promise.all(['vis_a', 'vis_b'].map((buyer) => flashSale.unpaidOf(buyer)))
    expect(both.flatMap(({ holds }) => holds)).toHaveLength(1)
    for (const { holds, expectsMore } of both) expect(expectsMore).toBe(holds.length === 0)
  })
})
