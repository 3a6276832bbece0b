import { afterEach, beforeEach, expect, it } from 'vitest'
import { HOLD_SEC } from '#shared/flash-sale.ts'
import { randomIds } from '#server/platform/ids.ts'
import { aSaleCounter, type SaleCounter } from '#tests/make/sale-counter.ts'
import { aSale } from '#tests/make/selling.ts'
import type { FlashSales, SaleDetail } from './types.ts'

// What a single hold does is in holds.store.test.ts. How long ten thousand take: npm run bench -- growth.

const HOLDS = 10_000

let counter: SaleCounter
let saleId: string
let next: FlashSales
beforeEach(async () => {
  counter = await aSaleCounter()
  const { db, variant } = counter
  await db.stock.updateMany({ data: { onHand: 2 * HOLDS } })
  saleId = (await aSale(db, { id: 'sale_full', variantId: variant.id, total: HOLDS, perBuyerLimit: 1 })).id
  next = counter.openAnother()
})
afterEach(async () => {
  await next.close()
  expect(await counter.broken()).toEqual([])
  await counter.close()
})

const claimed = (count: number) =>
  Promise.all(Array.from({ length: count }, (_, n) => counter.claim(`vis_${n}`, { saleId })))

/** what the room and the buyers hear of it, once they have heard all of it */
async function allTold(): Promise<{ holds: Map<string, string>; sale: SaleDetail }> {
  const holds = new Map<string, string>()
  const everyHold = new Promise<void>((resolve) =>
    next.onHoldChanged(({ holdId, state }) => {
      holds.set(holdId, state)
      if (holds.size === HOLDS) resolve()
    }),
  )
  const sale = new Promise<SaleDetail>((resolve) =>
    next.onSaleChanged((told) => told.left === HOLDS && resolve(told)),
  )
  await everyHold
  return { holds, sale: await sale }
}

async function expectAllEnded(told: Awaited<ReturnType<typeof allTold>>) {
  expect(new Set(told.holds.values())).toEqual(new Set(['expired']))
  expect(told.sale).toMatchObject({ held: 0, sold: 0, left: HOLDS })
  const ended = await counter.db.hold.groupBy({ by: ['state', 'endedAt'], _count: true })
  expect(ended).toEqual([{ state: 'expired', endedAt: counter.clock.now(), _count: HOLDS }])
}

it('ten thousand holds that run out at one instant all end, by the alarm that the last of them has set', async () => {
  await claimed(HOLDS - 1)
  const told = allTold()
  // The clock steps to their end while the last one is being told, so that the alarm is set to what is due.
  next.onHoldsGranted(() => counter.clock.advance(HOLD_SEC * 1_000))
  const last = { saleId, quantity: 1, claimKey: randomIds.uuid() }
  expect(await next.claim('vis_last', last)).toMatchObject({ ok: true })

  await expectAllEnded(await told)
})

it('a process that granted none of them and ends a few ends the rest too', async () => {
  await claimed(HOLDS)
  counter.clock.advance(HOLD_SEC * 1_000)
  const told = allTold()
  expect(await next.expireHolds(500)).toHaveLength(500)

  await expectAllEnded(await told)
})
