import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openDatabase } from '#server/platform/db.ts'
import { randomIds } from '#server/platform/ids.ts'
import { morning } from '#tests/make/selling.ts'
import { aSaleCounter, type SaleCounter } from '#tests/make/sale-counter.ts'
import { holdIdOf } from './hold-id.ts'
import { createFlashSaleStore, type DecidedBatch } from './store.ts'
import { endHolds, sellHolds } from './transitions/store.ts'
import type { Claim } from './types.ts'

// The SQL function against a model of it that a person can check by reading.

let counter: SaleCounter
beforeAll(async () => {
  counter = await aSaleCounter({ stock: 1 })
})
afterAll(() => counter.close())

const BUYERS = ['vis_ann', 'vis_bo', 'vis_cai']
const KEYS = Array.from({ length: 12 }, () => randomIds.uuid())
type Asked = { buyer: string; quantity: number; key: string }
type ModelHold = Asked & { sequence: number; open: boolean; paid: boolean }
type ModelSale = { total: number; limit: number; isOpen: boolean; holds: ModelHold[] }
type Verdict = { outcome: string; sequence: number | null }

const counts = (hold: ModelHold) => hold.open || hold.paid
const units = (holds: ModelHold[]) => holds.filter(counts).reduce((sum, { quantity }) => sum + quantity, 0)

/** One claim after the other, in the order of the batch. */
function decide(sale: ModelSale, batch: readonly Asked[]): Verdict[] {
  const before = new Set(sale.holds)
  return batch.map(({ buyer, quantity, key }): Verdict => {
    const refused = (outcome: string) => ({ outcome, sequence: null })
    const known = sale.holds.find((hold) => hold.key === key)
    if (known) {
      if (known.buyer !== buyer || known.quantity !== quantity) return refused('claim_key_reused')
      return { outcome: before.has(known) ? 'known' : 'held', sequence: known.sequence }
    }
    if (!sale.isOpen) return refused('closed')
    if (units(sale.holds.filter((hold) => hold.buyer === buyer)) + quantity > sale.limit)
      return refused('over_limit')
    if (units(sale.holds) + quantity > sale.total) return refused('sold_out')
    const sequence = sale.holds.length + 1
    sale.holds.push({ buyer, quantity, key, sequence, open: true, paid: false })
    return { outcome: 'held', sequence }
  })
}

const asked = fc.record({
  buyer: fc.constantFrom(...BUYERS),
  quantity: fc.constantFrom(1, 1, 1, 2, 3),
  key: fc.constantFrom(...KEYS),
})
const step = fc.oneof(
  { weight: 5, arbitrary: fc.record({ batch: fc.array(asked, { minLength: 1, maxLength: 8 }) }) },
  { weight: 1, arbitrary: fc.record({ expire: fc.nat(5) }) },
  { weight: 1, arbitrary: fc.record({ sell: fc.nat(5) }) },
  { weight: 1, arbitrary: fc.constant({ toggle: true as const }) },
)
const plan = fc.record({
  total: fc.integer({ min: 1, max: 8 }),
  limit: fc.integer({ min: 1, max: 4 }),
  steps: fc.array(step, { minLength: 1, maxLength: 8 }),
})

it('decides every batch as the model does', async () => {
  const { db, database, clock } = counter
  const store = createFlashSaleStore(database)
  const terms = { now: clock.now(), holdSec: 300, payFirstSec: 90 }

  await fc.assert(
    fc.asyncProperty(plan, async ({ total, limit, steps }) => {
      const saleId = randomIds.next('sale')
      const data = { ...counter.sale, id: saleId, total, perBuyerLimit: limit, openedAt: morning }
      await db.stock.updateMany({
        data: { onHand: { increment: total }, allotted: { increment: total } },
      })
      await db.flashSale.create({ data })
      const keyOf = new Map(KEYS.map((key) => [key, randomIds.uuid()]))
      const model: ModelSale = { total, limit, isOpen: true, holds: [] }
      const idOf = (hold: ModelHold) => holdIdOf(saleId, keyOf.get(hold.key)!)

      for (const act of steps) {
        if ('batch' in act) {
          const batch = act.batch.map(({ buyer, quantity, key }): Claim => {
            const claimKey = keyOf.get(key)!
            return { buyerId: buyer, quantity, claimKey, holdId: holdIdOf(saleId, claimKey) }
          })
          const expected = decide(model, act.batch)
          const decided = await store.claim(saleId, batch, terms)
          expect(outcomesOf(decided!, batch.length)).toEqual(expected)
          expect(decided!.sale.held + decided!.sale.sold).toBe(units(model.holds))
        } else if ('toggle' in act) {
          model.isOpen = !model.isOpen
          await db.flashSale.update({
            where: { id: saleId },
            data: { state: model.isOpen ? 'open' : 'paused' },
          })
        } else {
          const hold = model.holds['expire' in act ? act.expire : act.sell]
          if (!hold?.open) continue
          const id = idOf(hold)
          hold.open = false
          hold.paid = 'sell' in act
          await db.$transaction(async (tx) => {
            if (hold.paid) await sellHolds(tx, [id])
            else await endHolds(tx, [id], { from: ['held'], to: 'expired', now: clock.now() })
          })
        }
      }
    }),
    { numRuns: 150 },
  )
  expect(await counter.broken()).toEqual([])
})

function outcomesOf(decided: DecidedBatch, size: number) {
  if (decided.allHeld)
    return Array.from({ length: size }, (_, n) => ({ outcome: 'held', sequence: decided.sequence + n + 1 }))
  return decided.claims
    .toSorted((a, b) => a.ord - b.ord)
    .map(({ outcome, sequence, detail }) => ({
      outcome,
      sequence: detail?.sequence ?? (sequence === null ? null : Number(sequence)),
    }))
}

it('finds what it needs by index on a table that nobody has analysed', async () => {
  const { database, sale } = counter
  await database.db.stock.updateMany({
    data: { onHand: { increment: 5000 }, allotted: { increment: 5000 } },
  })
  await database.db.flashSale.update({ where: { id: sale.id }, data: { total: { increment: 5000 } } })
  const url = database.pool.options.connectionString!
  const one = openDatabase({ DATABASE_URL: url, DATABASE_POOL_MAX: 1 })
  const store = createFlashSaleStore(one)
  const scans = async () => {
    await one.pool.query('select pg_stat_force_next_flush()')
    const { rows } = await one.pool.query(`
      select relname as name, seq_scan as scans from pg_stat_user_tables where relname in ('flash_sale_hold', 'flash_sale_batch')
      union all select indexrelname, idx_scan from pg_stat_user_indexes where relname in ('flash_sale_hold', 'flash_sale_batch')`)
    return new Map(rows.map(({ name, scans }) => [name as string, Number(scans)]))
  }

  const before = await scans()
  for (let batch = 0; batch < 10; batch++) {
    const claims = Array.from({ length: 200 }, (_, index): Claim => {
      const buyerId = `vis_${batch}_${index}`
      const claimKey = randomIds.uuid()
      return { buyerId, quantity: 1, claimKey, holdId: holdIdOf(sale.id, claimKey) }
    })
    await store.claim(sale.id, claims, { now: counter.clock.now(), holdSec: 300, payFirstSec: 90 })
  }
  const after = await scans()
  await one.close()

  const used = [...after].filter(([name, count]) => count > (before.get(name) ?? 0)).map(([name]) => name)
  expect(used).toEqual(['flash_sale_hold_of_person'])
})
