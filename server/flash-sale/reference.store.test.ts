import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { fen } from '#shared/money.ts'
import { aSaleCounter, type SaleCounter } from '#tests/make/sale-counter.ts'

// 划线价: 明码标价和禁止价格欺诈规定 第十八条, 规范促销行为暂行规定 第二十条.

const DAY_MS = 86_400_000
const HIGH = fen(1_000_000)
let counter: SaleCounter
beforeEach(async () => {
  counter = await aSaleCounter({ stock: 100 })
})
afterEach(() => counter.close())

let buyers = 0
/** A sale of the counter's own goods, and one piece of it bought, or only held. */
async function deal(priceFen: number, isPaid = true): Promise<void> {
  const { flashSale, liveSession, variant, db } = counter
  const drafted = await flashSale.draft(liveSession.id, {
    ...{ variantId: variant.id, priceFen: fen(priceFen), total: 1, perBuyerLimit: 1, durationSec: 60 },
  })
  if (!drafted.ok) throw new Error(drafted.refusal.kind)
  const { saleId } = drafted.value
  await flashSale.open(saleId)
  const hold = await counter.claim(`vis_${++buyers}`, { saleId })
  if (!hold.ok) throw new Error(hold.refusal.kind)
  if (isPaid) await db.$transaction((tx) => flashSale.sell(tx, [hold.value.holdId]))
  await flashSale.end(saleId)
}
const referenceOf = (priceFen: number, { variant, flashSale, clock } = counter) =>
  flashSale.reference(variant.id, fen(priceFen), clock.now())

describe('what a flash price is compared with', () => {
  afterEach(async () => expect(await counter.broken()).toEqual([]))

  it('is nothing where nothing was sold, whatever the shelf says, and nothing that was only held', async () => {
    expect(await referenceOf(100)).toBeNull()
    await deal(5_000, false)
    counter.clock.advance(1)
    expect(await referenceOf(100)).toBeNull()
  })

  it('is the lowest that was paid in the seven days before, and not one that is no more than the price', async () => {
    for (const paid of [5_900, 5_200, 6_100]) await deal(paid)
    counter.clock.advance(1)
    expect(await referenceOf(4_900)).toBe(5_200)
    expect(await referenceOf(5_200)).toBeNull()
    expect(await referenceOf(5_300)).toBeNull()
  })

  it('is the last that was paid, when that was longer ago', async () => {
    await deal(5_200)
    counter.clock.advance(DAY_MS)
    await deal(6_100)
    counter.clock.advance(8 * DAY_MS)
    expect(await referenceOf(4_900)).toBe(6_100)
  })

  it('does not follow a price that is put up to be cut', async () => {
    const { db, variant } = counter
    await deal(5_900)
    await db.variant.update({ where: { id: variant.id }, data: { priceFen: 19_900n } })
    counter.clock.advance(1)
    expect(await referenceOf(5_500)).toBe(5_900)
  })

  it('is that of the moment at which the sale opens', async () => {
    const { flashSale, liveSession, variant, clock } = counter
    await deal(9_000)
    clock.advance(1)
    const planned = {
      variantId: variant.id,
      priceFen: fen(4_900),
      total: 1,
      perBuyerLimit: 1,
      durationSec: 60,
    }
    const drafted = await flashSale.draft(liveSession.id, planned)
    if (!drafted.ok) throw new Error(drafted.refusal.kind)
    expect(drafted.value.referenceFen).toBe(9_000)
    await deal(5_000)
    clock.advance(1)
    expect(await flashSale.open(drafted.value.saleId)).toMatchObject({ value: { referenceFen: 5_000 } })
  })
})

it('agrees with the rule, whatever was sold when', async () => {
  const { db, clock } = counter
  const paid = fc.record({
    daysAgo: fc.integer({ min: 0, max: 20 }),
    priceFen: fc.integer({ min: 100, max: 900 }),
  })
  await deal(500)
  const { saleId, ...like } = await db.hold.findFirstOrThrow({
    where: { state: 'paid' },
    omit: { id: true },
  })
  await fc.assert(
    fc.asyncProperty(
      fc.uniqueArray(paid, { maxLength: 6, selector: ({ daysAgo }) => daysAgo }),
      async (deals) => {
        await db.$executeRaw`delete from flash_sale_hold where sale_id = ${saleId}`
        const now = clock.now()
        for (const [index, { daysAgo, priceFen }] of deals.entries()) {
          const { holdSequence: before } = await db.flashSale.findUniqueOrThrow({ where: { id: saleId } })
          await db.hold.create({
            data: {
              ...{
                ...like,
                id: `hold_${index}`,
                saleId,
                sequence: before + 1n,
              },
              ...{
                unitPriceFen: BigInt(priceFen),
                createdAt: new Date(now.getTime() - daysAgo * DAY_MS - 1),
              },
            },
          })
          await db.flashSale.update({ where: { id: saleId }, data: { holdSequence: { increment: 1 } } })
        }
        const recent = deals.filter(({ daysAgo }) => daysAgo < 7).map(({ priceFen }) => priceFen)
        const [last] = deals.toSorted((a, b) => a.daysAgo - b.daysAgo)
        const basis = recent.length > 0 ? Math.min(...recent) : last?.priceFen
        expect(await referenceOf(99)).toBe(basis ?? null)
        expect(await referenceOf(HIGH)).toBeNull()
      },
    ),
    { numRuns: 40 },
  )
})
