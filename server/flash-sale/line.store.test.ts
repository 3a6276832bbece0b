import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { fen } from '#shared/money.ts'
import { randomIds } from '#server/platform/ids.ts'
import { aSaleCounter, type SaleCounter } from '#tests/make/sale-counter.ts'

let counter: SaleCounter
beforeEach(async () => {
  counter = await aSaleCounter({ stock: 2, perBuyerLimit: 2 })
})
afterEach(async () => {
  expect(await counter.broken()).toEqual([])
  await counter.close()
})

async function held(buyerId: string, quantity = 1) {
  const answer = await counter.claim(buyerId, { quantity })
  if (!answer.ok) throw new Error(answer.refusal.kind)
  return answer.value.holdId
}
const wait = (
  buyerId: string,
  { quantity = 1, claimKey = randomIds.uuid(), saleId = counter.sale.id } = {},
) => counter.flashSale.wait(buyerId, { saleId, quantity, claimKey })
const inLine = (number: number, ahead: number) => ({
  ok: true,
  value: { kind: 'waiting', place: { number, ahead } },
})
const release = (buyerId: string, holdId: string) => counter.flashSale.release(buyerId, holdId)
const holdsOf = async (buyerId: string) =>
  (await counter.flashSale.openHoldsOf(buyerId)).map(({ quantity, state }) => ({ quantity, state }))

describe('a line for units that come back', () => {
  it('is joined once a person, and shows how many are ahead', async () => {
    await held('vis_a', 2)

    expect(await wait('vis_b')).toMatchObject(inLine(1, 0))
    expect(await wait('vis_c', { quantity: 2 })).toMatchObject(inLine(2, 1))
    expect(await wait('vis_c')).toMatchObject(inLine(2, 1))
    expect(await counter.flashSale.placesOf('vis_c', counter.liveSession.id)).toEqual([
      { saleId: counter.sale.id, number: 2, ahead: 1, quantity: 2, paysFirst: false },
    ])
    expect(await counter.flashSale.sale(counter.sale.id)).toMatchObject({ waiting: 2, waitFirst: 1 })
  })

  it('offers a hold to who has left and come back with the same key', async () => {
    const first = await held('vis_a', 2)
    const claimKey = randomIds.uuid()
    await wait('vis_c', { claimKey })
    await counter.flashSale.leaveLine('vis_c', counter.sale.id)
    await wait('vis_c', { claimKey })
    await release('vis_a', first)

    expect(await holdsOf('vis_c')).toEqual([{ quantity: 1, state: 'held' }])
  })

  it('offers what comes back to a long line in its order, by five hundreds', async () => {
    const { db, sale, clock } = counter
    const long = 501
    await db.stock.updateMany({ data: { onHand: 1_000, allotted: { increment: long - sale.total } } })
    await db.flashSale.update({
      where: { id: sale.id },
      data: { total: long, waiting: long, waitSequence: long, openedAt: clock.now() },
    })
    await db.waiter.createMany({
      data: Array.from({ length: long }, (_, index) => ({
        ...{ saleId: sale.id, number: index + 1, quantity: 1, joinedAt: clock.now() },
        ...{ buyerId: `vis_${index}`, personId: `vis_${index}`, holdId: `hold_${index}` },
      })),
    })
    const offered = await counter.database.pool.query('select flash_sale_offer($1, $2, 90) as id', [
      sale.id,
      clock.now(),
    ])

    const inOrder = Array.from({ length: long }, (_, index) => `hold_${index}`)
    expect(offered.rows.map(({ id }) => id)).toEqual(inOrder)
    const holds = await db.hold.findMany({ orderBy: { sequence: 'asc' }, select: { id: true } })
    expect(holds.map(({ id }) => id)).toEqual(inOrder)
    const batches = await db.grantedBatch.findMany({ orderBy: { firstSequence: 'asc' } })
    expect(batches.map(({ lastSequence }) => lastSequence)).toEqual([500n, 501n])
  })

  it('offers no more than the limit to two who have become one person, at once', async () => {
    const { db, flashSale } = counter
    const first = await held('vis_a', 2)
    await wait('vis_b')
    await flashSale.mergeBuyer('vis_b', 'account_one')
    await flashSale.mergeBuyer('vis_b', 'account_two')
    await flashSale.mergeBuyer('vis_c', 'account_two')
    await wait('vis_c', { quantity: 1 })
    await db.flashSale.update({ where: { id: counter.sale.id }, data: { perBuyerLimit: 1 } })
    await release('vis_a', first)

    expect(await flashSale.openHoldsOf('account_two')).toHaveLength(1)
    expect(await counter.flashSale.sale(counter.sale.id)).toMatchObject({ waiting: 0, left: 1 })
  })

  it('offers what comes back together in one batch, and one hold for one key, whoever waits with it', async () => {
    const first = await held('vis_a')
    const second = await held('vis_b')
    const claimKey = randomIds.uuid()
    for (const buyerId of ['vis_c', 'vis_d']) await wait(buyerId, { claimKey })
    await wait('vis_e')
    await counter.db.$transaction(async (tx) => {
      await tx.$queryRaw`select from flash_sale where id = ${counter.sale.id} for update`
      await tx.$executeRaw`update flash_sale_hold set state = 'released', ended_at = now() where id in (${first}, ${second})`
      await tx.$executeRaw`update flash_sale set held = held - 2 where id = ${counter.sale.id}`
      await tx.$executeRaw`select flash_sale_offer(${counter.sale.id}, ${counter.clock.now()}, 90)`
    })

    expect(await holdsOf('vis_c')).toHaveLength(1)
    expect(await holdsOf('vis_d')).toEqual([])
    expect(await holdsOf('vis_e')).toHaveLength(1)
    const batches = await counter.db.grantedBatch.findMany({ orderBy: { firstSequence: 'asc' } })
    expect(batches.map(({ firstSequence, lastSequence }) => [firstSequence, lastSequence])).toEqual([
      [1n, 1n],
      [2n, 2n],
      [3n, 4n],
    ])
  })

  it('is offered what comes back, in order, for 90 seconds, before anybody else can claim it', async () => {
    const first = await held('vis_a')
    await held('vis_b')
    await wait('vis_c')
    await wait('vis_d')
    const [, claimed] = await Promise.all([release('vis_a', first), counter.claim('vis_quick')])

    expect(claimed).toMatchObject({ ok: false, refusal: { kind: 'sold_out' } })
    const [offer] = await counter.flashSale.openHoldsOf('vis_c')
    expect(offer).toMatchObject({ state: 'held', unitPriceFen: 5900 })
    expect(Date.parse(offer!.expiresAt) - counter.clock.now().getTime()).toBe(90_000)

    counter.clock.advance(90_000)
    await counter.flashSale.expireHolds(100)
    expect(await holdsOf('vis_c')).toEqual([])
    expect(await holdsOf('vis_d')).toEqual([{ quantity: 1, state: 'held' }])
  })

  it('tells the buyer and the room', async () => {
    const holdId = await held('vis_a', 2)
    await wait('vis_b')
    const told: string[] = []
    counter.flashSale.onHoldChanged(({ buyerId, state }) => told.push(`${buyerId} ${state}`))
    await release('vis_a', holdId)

    expect(told).toEqual(['vis_a released', 'vis_b held'])
  })

  it('does not let a big one stop a smaller one, and keeps the big one its place', async () => {
    const first = await held('vis_a')
    const second = await held('vis_b')
    await wait('vis_big', { quantity: 2 })
    await wait('vis_small')
    await release('vis_a', first)

    expect(await holdsOf('vis_small')).toEqual([{ quantity: 1, state: 'held' }])
    expect(await wait('vis_big')).toMatchObject(inLine(1, 0))

    const [small] = await counter.flashSale.openHoldsOf('vis_small')
    await release('vis_small', small!.holdId)
    await release('vis_b', second)
    expect(await holdsOf('vis_big')).toEqual([{ quantity: 2, state: 'held' }])
  })

  it('gives at once what is free', async () => {
    expect(await wait('vis_a')).toMatchObject({ ok: true, value: { kind: 'offered', hold: { sequence: 1 } } })
  })

  it('passes over whoever has come to the limit in another way', async () => {
    await held('vis_b', 2)
    await wait('vis_c')
    await wait('vis_d')
    await counter.flashSale.mergeBuyer('vis_b', 'user_1')
    await counter.flashSale.mergeBuyer('vis_c', 'user_1')
    await counter.db.stock.updateMany({ data: { onHand: { increment: 1 } } })
    await counter.flashSale.restock(counter.sale.id, 1)

    expect(await holdsOf('vis_d')).toEqual([{ quantity: 1, state: 'held' }])
    expect(await counter.flashSale.sale(counter.sale.id)).toMatchObject({ waiting: 0, left: 0 })
  })

  it('is left, or kept by a person who signs in', async () => {
    await held('vis_a', 2)
    await wait('vis_phone')
    await wait('vis_other')
    await wait('vis_laptop')
    await counter.flashSale.mergeBuyer('vis_phone', 'user_1')
    await counter.flashSale.mergeBuyer('vis_laptop', 'user_1')

    expect(await wait('vis_laptop')).toMatchObject(inLine(1, 0))
    expect(await counter.flashSale.leaveLine('vis_laptop', counter.sale.id)).toMatchObject({ ok: true })
    expect(await counter.flashSale.leaveLine('vis_phone', counter.sale.id)).toMatchObject({
      refusal: { kind: 'not_waiting' },
    })
    expect(await counter.flashSale.sale(counter.sale.id)).toMatchObject({ waiting: 1, waitFirst: 2 })
  })

  it('stands still while the sale is paused, and is served when it goes on', async () => {
    const holdId = await held('vis_a', 2)
    await counter.flashSale.pause(counter.sale.id)
    expect(await wait('vis_b')).toMatchObject(inLine(1, 0))
    await release('vis_a', holdId)
    expect(await holdsOf('vis_b')).toEqual([])

    await counter.flashSale.resume(counter.sale.id)
    expect(await holdsOf('vis_b')).toEqual([{ quantity: 1, state: 'held' }])
  })

  it('is served by payments that are given up', async () => {
    const holdId = await held('vis_a', 2)
    await wait('vis_b')
    await counter.db.$transaction((tx) => counter.flashSale.releaseUnpaid(tx, [holdId], { isLapse: true }))

    expect(await holdsOf('vis_b')).toEqual([{ quantity: 1, state: 'held' }])
  })

  it('refuses in words whom it cannot serve', async () => {
    await held('vis_a', 2)
    const claimKey = randomIds.uuid()

    expect(await wait('vis_b', { quantity: 3 })).toMatchObject({ refusal: { kind: 'over_limit', taken: 0 } })
    expect(await wait('vis_a')).toMatchObject({ refusal: { kind: 'over_limit', taken: 2 } })
    expect(await wait('vis_b', { saleId: 'sale_none' })).toMatchObject({
      refusal: { kind: 'sale_not_found' },
    })
    await counter.flashSale.end(counter.sale.id)
    expect(await wait('vis_b', { claimKey })).toMatchObject({ refusal: { kind: 'sale_ended' } })
  })

  it('never gives out more than there is, whoever comes and goes at once', async () => {
    const holds = await Promise.all([held('vis_a'), held('vis_b')])
    await Promise.all(Array.from({ length: 20 }, (_, n) => wait(`vis_w${n}`)))
    await Promise.all([
      release('vis_a', holds[0]),
      release('vis_b', holds[1]),
      ...Array.from({ length: 20 }, (_, n) => counter.claim(`vis_c${n}`)),
      ...Array.from({ length: 5 }, (_, n) => counter.flashSale.leaveLine(`vis_w${n}`, counter.sale.id)),
    ])

    const sale = await counter.flashSale.sale(counter.sale.id)
    expect(sale).toMatchObject({ held: 2, left: 0 })
    expect(sale!.waiting).toBeGreaterThanOrEqual(13)
  })
})

it('whoever is not drawn waits in the order of the draw, also in a raffle', async () => {
  const { flashSale, liveSession, variant, clock, db } = counter
  await db.stock.updateMany({ data: { onHand: { increment: 1 } } })
  const terms = { variantId: variant.id, priceFen: fen(4_900), total: 1, perBuyerLimit: 2, durationSec: 600 }
  const drafted = await flashSale.draft(liveSession.id, { ...terms, opening: 'raffle' })
  if (!drafted.ok) throw new Error(drafted.refusal.kind)
  const { saleId } = drafted.value
  await flashSale.schedule(saleId, new Date(clock.now().getTime() + 60_000))
  const buyers = ['vis_a', 'vis_b', 'vis_c']
  for (const buyer of buyers) await counter.claim(buyer, { saleId })
  clock.advance(60_000)
  await flashSale.endDueSales()

  const entries = (await flashSale.entries(saleId, { from: 1, limit: 100 })).toSorted(
    (a, b) => a.rank! - b.rank!,
  )
  const [winner, next, last] = entries.map(({ number }) => buyers[number - 1]!)
  expect((await flashSale.placesOf(next!, liveSession.id))[0]).toMatchObject({ number: 1, ahead: 0 })
  expect((await flashSale.placesOf(last!, liveSession.id))[0]).toMatchObject({ number: 2, ahead: 1 })
  expect(await wait('vis_late', { saleId })).toMatchObject({ refusal: { kind: 'raffle_drawn' } })

  const [won] = await flashSale.openHoldsOf(winner!)
  await release(winner!, won!.holdId)
  expect(await holdsOf(next!)).toEqual([{ quantity: 1, state: 'held' }])
})
