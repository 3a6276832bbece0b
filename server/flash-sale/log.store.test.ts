import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { randomIds } from '#server/platform/ids.ts'
import { aSaleCounter, type SaleCounter } from '#tests/make/sale-counter.ts'
import { aSale, morning } from '#tests/make/selling.ts'
import { createFlashSaleStore } from './store.ts'
import { holdIdOf } from './hold-id.ts'

let counter: SaleCounter
beforeEach(async () => {
  counter = await aSaleCounter({ stock: 100, perBuyerLimit: 2 })
})
afterEach(() => counter.close())

/** claims of so many buyers that the database decides together */
function together(size: number, saleId = counter.sale.id) {
  const claims = Array.from({ length: size }, () => {
    const claimKey = randomIds.uuid()
    return { buyerId: randomIds.next('vis'), quantity: 1, claimKey, holdId: holdIdOf(saleId, claimKey) }
  })
  const terms = { now: morning, holdSec: 300, payFirstSec: 90 }
  return createFlashSaleStore(counter.database).claim(saleId, claims, terms)
}
const batches = () =>
  counter.db.grantedBatch.findMany({
    where: { saleId: counter.sale.id },
    select: { firstSequence: true, lastSequence: true },
    orderBy: { firstSequence: 'asc' },
  })

describe('the log of a sale', () => {
  it('has a row for each batch', async () => {
    for (const size of [3, 1, 2]) await together(size)

    expect(await batches()).toEqual([
      { firstSequence: 1n, lastSequence: 3n },
      { firstSequence: 4n, lastSequence: 4n },
      { firstSequence: 5n, lastSequence: 6n },
    ])
    expect(await counter.broken()).toEqual([])
  })

  it('is read from any number on, whatever the batches were', async () => {
    const { db, flashSale, variant } = counter
    await db.stock.updateMany({ data: { onHand: 10_000 } })
    const sizes = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 8 })
    const page = fc.record({ from: fc.integer({ min: 1, max: 80 }), limit: fc.integer({ min: 1, max: 40 }) })
    await fc.assert(
      fc.asyncProperty(sizes, page, async (sizes, { from, limit }) => {
        const { id: saleId } = await aSale(db, {
          id: randomIds.next('sale'),
          variantId: variant.id,
          total: 100,
        })
        for (const size of sizes) await together(size, saleId)
        const all = await db.hold.findMany({ where: { saleId }, orderBy: { sequence: 'asc' } })

        const read = await flashSale.claimsOf(saleId, { from, limit })
        expect(read.map(({ sequence, buyerId }) => ({ sequence, buyerId }))).toEqual(
          all
            .slice(from - 1, from - 1 + limit)
            .map(({ sequence, buyerId }) => ({ sequence: Number(sequence), buyerId })),
        )
        expect(await flashSale.claimsGranted(saleId)).toBe(all.length)
      }),
      { numRuns: 30 },
    )
  })

  it('has nothing behind its end, however far', async () => {
    await together(3)
    for (const from of [4, 2_147_483_647])
      expect(await counter.flashSale.claimsOf(counter.sale.id, { from, limit: 1_001 })).toEqual([])
  })

  it('is not read by looking through all holds, on tables that nobody has analysed', async () => {
    const { database } = counter
    await together(60)
    const scans = async () => {
      const { rows } = await database.pool.query<{ scans: number }>(
        `select sum(seq_scan)::int as scans from pg_stat_user_tables
          where relname in ('flash_sale_hold', 'flash_sale_batch')`,
      )
      return rows[0]!.scans
    }
    await database.pool.query('select pg_stat_force_next_flush()')
    const before = await scans()
    await counter.flashSale.claimsOf(counter.sale.id, { from: 20, limit: 10 })
    await database.pool.query('select pg_stat_force_next_flush()')

    expect(await scans()).toBe(before)
  })
})

describe('the database refuses', () => {
  const grant = (sequences: readonly number[], saleId = counter.sale.id) =>
    counter.database.pool.query(
      `insert into flash_sale_hold (id, sale_id, buyer_id, person_id, quantity, unit_price_fen, sequence, state,
         created_at, expires_at)
       select 'hold_' || place, $1, 'vis_a', 'vis_a', 1, 5900, sequence, 'held', now(), now()
       from unnest($2::int[]) with ordinality as granted (sequence, place)`,
      [saleId, sequences],
    )

  it.each([
    ['a number that leaves a gap', [2]],
    ['a gap between numbers', [1, 3]],
    ['a number twice', [1, 1, 3]],
  ])('%s', async (_, sequences) => {
    await expect(grant(sequences)).rejects.toThrow('FLASH_SALE_NUMBERS_NOT_NEXT')
  })

  it('numbers that were given before, if the sale has not counted them', async () => {
    await grant([1, 2])
    await expect(grant([1])).rejects.toThrow()
  })

  it('a hold of no sale, and the end of a sale that has holds', async () => {
    await expect(grant([1], 'sale_none')).rejects.toThrow('FLASH_SALE_HOLD_WITHOUT_SALE')
    await together(1)
    const end = counter.database.pool.query('delete from flash_sale where id = $1', [counter.sale.id])
    await expect(end).rejects.toThrow('FLASH_SALE_HAS_HOLDS')
  })

  it('to change what was published', async () => {
    await together(2)
    const batch = { where: { saleId: counter.sale.id } }
    await expect(
      counter.db.grantedBatch.updateMany({ ...batch, data: { holdIds: ['hold_other', 'hold_another'] } }),
    ).rejects.toThrow('permission denied')
    await expect(counter.db.grantedBatch.deleteMany(batch)).rejects.toThrow('permission denied')
  })
})
