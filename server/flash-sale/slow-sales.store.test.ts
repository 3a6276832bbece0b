import { afterEach, beforeEach, expect, it } from 'vitest'
import { HOLD_SEC, type ClaimAnswer } from '#shared/flash-sale.ts'
import { randomIds } from '#server/platform/ids.ts'
import type { Log } from '#server/platform/log.ts'
import { noOtherNodes } from '#server/platform/node-bus.ts'
import { aSale } from '#tests/make/selling.ts'
import { aSaleCounter, type SaleCounter } from '#tests/make/sale-counter.ts'
import { createFlashSales } from './flash-sales.ts'

// A sale is slow when somebody else keeps its row: a long transaction, a session that hangs, an operator's psql.

let counter: SaleCounter
beforeEach(async () => {
  counter = await aSaleCounter({ stock: 10, perBuyerLimit: 2 })
})
afterEach(async () => {
  expect(await counter.broken()).toEqual([])
  await counter.close()
})

/** Keeps the rows of these sales. @returns what lets go of them */
async function keep(...saleIds: string[]) {
  const client = await counter.database.pool.connect()
  await client.query('begin')
  await client.query('select from flash_sale where id = any($1) for update', [saleIds])
  return async () => {
    await client.query('commit')
    client.release()
  }
}
const isHeld = (answer: ClaimAnswer) => answer.ok && answer.value.state === 'held'

it('a sale that is slow delays no other, and is answered when it can be', async () => {
  const others = await Promise.all(
    Array.from({ length: 5 }, (_, n) =>
      aSale(counter.db, { id: `sale_other_${n}`, variantId: counter.variant.id, total: 5, perBuyerLimit: 1 }),
    ),
  )
  const letGo = await keep(counter.sale.id)
  const answered: string[] = []
  const claimOf = async (saleId: string, buyer: string) => {
    const answer = await counter.claim(buyer, { saleId })
    answered.push(saleId)
    return isHeld(answer)
  }
  const slow = Array.from({ length: 10 }, (_, n) => claimOf(counter.sale.id, `vis_${n}`))
  // Rounds, so that the desks of the others have batches after the slow one has begun.
  for (let round = 0; round < 5; round++)
    expect(await Promise.all(others.map(({ id }) => claimOf(id, `vis_${round}`)))).toEqual(
      Array(5).fill(true),
    )

  expect(answered).not.toContain(counter.sale.id)
  await letGo()
  expect(await Promise.all(slow)).toEqual(Array(10).fill(true))
})

it('a sale that is slow does not keep the holds of others from ending, and its own end when it is not', async () => {
  const { db, variant, clock, flashSale } = counter
  const other = await aSale(db, { id: 'sale_other', variantId: variant.id, total: 5, perBuyerLimit: 1 })
  for (const saleId of [counter.sale.id, other.id])
    for (const buyer of ['vis_a', 'vis_b']) expect(isHeld(await counter.claim(buyer, { saleId }))).toBe(true)
  clock.advance(HOLD_SEC * 1_000)
  const letGo = await keep(counter.sale.id)

  const ended = await flashSale.expireHolds(100)
  expect(ended.map(({ saleId, state }) => [saleId, state])).toEqual(Array(2).fill([other.id, 'expired']))
  await letGo()
  expect((await flashSale.expireHolds(100)).map(({ saleId }) => saleId)).toEqual(
    Array(2).fill(counter.sale.id),
  )
})

it('a statement that gets no lock in its time is asked again, and grants once', async () => {
  const { database, clock, sale } = counter
  const said: string[] = []
  let isSaid = () => {}
  const timedOut = new Promise<void>((resolve) => (isSaid = resolve))
  const warn = (_: object, words: string) => {
    said.push(words)
    isSaid()
  }
  const log = { ...counter.log, warn } as unknown as Log
  const flashSale = createFlashSales({ database, clock, ids: randomIds, log, bus: noOtherNodes })
  const letGo = await keep(sale.id)
  const claims = Array.from({ length: 5 }, (_, n) =>
    flashSale.claim(`vis_${n}`, { saleId: sale.id, quantity: 1, claimKey: randomIds.uuid() }),
  )
  // PostgreSQL gives up the wait for the row after five seconds, and its session is free for others.
  await timedOut
  await letGo()

  expect((await Promise.all(claims)).map(isHeld)).toEqual(Array(5).fill(true))
  expect(said).toEqual(['claims wait for the database'])
  expect(await counter.db.hold.count()).toBe(5)
  await flashSale.close()
})
