import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openDatabase, type Database } from '#server/platform/db.ts'
import { aLot, aStock, aVariant } from '#tests/make/catalog.ts'
import { aHoneyVillage, type HoneyVillage } from '#tests/make/honey-village.ts'
import { createTestDatabase, type TestDatabase } from '#tests/setup/test-database.ts'
import { asOwner } from '#tests/setup/ledger.ts'
import { allot, createCatalog, giveBack, recallLot } from './index.ts'

let testDatabase: TestDatabase
let database: Database
let village: HoneyVillage
beforeEach(async () => {
  testDatabase = await createTestDatabase()
  database = openDatabase({ DATABASE_URL: testDatabase.url, DATABASE_POOL_MAX: 16 })
  village = await aHoneyVillage(database.db)
})
afterEach(async () => {
  await database.close()
  await testDatabase.drop()
})

type Wanted = Parameters<typeof allot>[1]
const carve = (...wanted: Wanted) => database.db.$transaction((tx) => allot(tx, wanted))
const handBack = (...pieces: Wanted) => database.db.$transaction((tx) => giveBack(tx, pieces))
const allotted = async (stockId: string) =>
  (await database.db.stock.findUniqueOrThrow({ where: { id: stockId } })).allotted

/** 12 kg of rice in grams, sold in bags of 250 g and 500 g, and beside it 10 jars; a box is a small bag and two jars. */
async function aPantry() {
  const { db } = database
  const { lot, product, base } = village
  const bulk = await aStock(db, {
    lotId: lot.id,
    id: 'stock_grams',
    unitZh: '克',
    unitEn: 'g',
    onHand: 12_000,
  })
  const other = await aLot(db, { productId: product.id, baseId: base.id, code: 'JARS' })
  const jars = await aStock(db, { lotId: other.id, id: 'stock_jars', onHand: 10 })
  const of = (skuCode: string, parts: { stockId: string; units: number }[]) =>
    aVariant(db, { productId: product.id, skuCode, parts })
  return {
    bulk,
    jars,
    jarLot: other,
    small: await of('SMALL', [{ stockId: bulk.id, units: 250 }]),
    large: await of('LARGE', [{ stockId: bulk.id, units: 500 }]),
    box: await of('BOX', [
      { stockId: bulk.id, units: 250 },
      { stockId: jars.id, units: 2 },
    ]),
  }
}

describe('an allotment', () => {
  it('takes each component of a bundle, and gives the same back', async () => {
    const { box, bulk, jars } = await aPantry()

    expect(await carve({ variantId: box.id, pieces: 3 })).toEqual({ ok: true, value: null })
    expect([await allotted(bulk.id), await allotted(jars.id)]).toEqual([750, 6])
    await handBack({ variantId: box.id, pieces: 2 })
    expect([await allotted(bulk.id), await allotted(jars.id)]).toEqual([250, 2])
  })

  it('is all or nothing: what the scarcest component lacks leaves the others alone', async () => {
    const { box, bulk, jars } = await aPantry()

    expect(await carve({ variantId: box.id, pieces: 6 })).toEqual({
      ok: false,
      refusal: { kind: 'not_enough_stock', available: 5 },
    })
    expect([await allotted(bulk.id), await allotted(jars.id)]).toEqual([0, 0])
  })

  it('adds up what several variants ask of one stock before it looks', async () => {
    const { small, large, box, bulk } = await aPantry()
    const wanted = [
      { variantId: large.id, pieces: 20 },
      { variantId: small.id, pieces: 4 },
      { variantId: box.id, pieces: 5 },
    ]

    // each alone would fit into 12 kg; together they are 12.25 kg
    expect(await carve(...wanted)).toMatchObject({ ok: false, refusal: { kind: 'not_enough_stock' } })
    expect(await allotted(bulk.id)).toBe(0)
    expect(await carve(...wanted.with(1, { variantId: small.id, pieces: 3 }))).toMatchObject({ ok: true })
    expect(await allotted(bulk.id)).toBe(12_000)
  })

  it('refuses a variant of nothing, and one that is not there', async () => {
    expect(await carve({ variantId: 'var_unknown', pieces: 1 })).toEqual({
      ok: false,
      refusal: { kind: 'not_enough_stock', available: 0 },
    })
  })

  it('never exceeds the stock, whatever is carved and given back at once, in whatever order', async () => {
    const { small, large, box, bulk, jars } = await aPantry()
    const variants = [small, large, box]
    const ask = fc.record({ variant: fc.nat(2), pieces: fc.integer({ min: 1, max: 12 }), back: fc.boolean() })

    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(ask, { minLength: 1, maxLength: 3 }), { maxLength: 12 }),
        async (asks) => {
          const wanted = asks.map((parts) =>
            parts.map(({ variant, pieces }) => ({ variantId: variants[variant]!.id, pieces })),
          )
          const answers = await Promise.all(wanted.map((parts) => carve(...parts)))
          const got = wanted.filter((_, index) => answers[index]!.ok)
          const { onHand } = await database.db.stock.findUniqueOrThrow({ where: { id: bulk.id } })
          expect(await allotted(bulk.id)).toBeLessThanOrEqual(onHand)
          expect(await allotted(jars.id)).toBeLessThanOrEqual(10)

          await Promise.all(got.map((parts) => handBack(...parts)))
          expect([await allotted(bulk.id), await allotted(jars.id)]).toEqual([0, 0])
        },
      ),
      { numRuns: 25 },
    )
  })
})

describe('a lot', () => {
  it('without a certificate is not allotted, by whatever road', async () => {
    const { db } = database
    const { product, base } = village
    const lot = await aLot(db, { productId: product.id, baseId: base.id, code: 'NEW', certificateNo: null })
    const variant = await aVariant(db, { productId: product.id, skuCode: 'NEW', lotId: lot.id })

    expect(await carve({ variantId: variant.id, pieces: 1 })).toEqual({
      ok: false,
      refusal: { kind: 'lot_without_certificate' },
    })
    await expect(db.stock.update({ where: { id: 'stock_NEW' }, data: { allotted: 1 } })).rejects.toThrow(
      'LOT_NOT_SELLABLE',
    )
    expect(await createCatalog({ db }).variants([variant.id])).toMatchObject([
      { unallotted: 0, blockedBy: 'lot_without_certificate' },
    ])
    await db.lot.update({ where: { id: lot.id }, data: { certificateNo: 'CNHG-NEW' } })
    expect(await carve({ variantId: variant.id, pieces: 1 })).toMatchObject({ ok: true })
  })

  it('that was recalled stops every bundle with it, takes back what returns, and stays recalled', async () => {
    const { box, small, jarLot, jars } = await aPantry()
    const { db } = database
    await carve({ variantId: box.id, pieces: 1 })
    const recall = { lotId: jarLot.id, reason: '瓶盖', by: '阿土', at: new Date('2026-11-23T02:00:00Z') }
    expect(await db.$transaction((tx) => recallLot(tx, recall))).toBe(true)
    await db.$transaction((tx) => recallLot(tx, { ...recall, by: '别人' }))

    expect(await carve({ variantId: box.id, pieces: 1 })).toEqual({
      ok: false,
      refusal: { kind: 'lot_recalled' },
    })
    expect(await carve({ variantId: small.id, pieces: 1 })).toMatchObject({ ok: true })
    await handBack({ variantId: box.id, pieces: 1 })
    expect(await allotted(jars.id)).toBe(0)
    expect(
      (await createCatalog({ db }).lotsOf(village.cooperative.id)).map(({ code, recall: r }) => [
        code,
        r?.by,
      ]),
    ).toEqual(expect.arrayContaining([['JARS', '阿土']]))
    await expect(
      db.lot.update({
        where: { id: jarLot.id },
        data: { recalledAt: null, recallReason: null, recalledBy: null },
      }),
    ).rejects.toThrow('LOT_STAYS_RECALLED')
  })

  it('keeps its stock, and a variant that has been on sale keeps its components', async () => {
    const { db } = database
    const { variant } = village
    const { jars, jarLot } = await aPantry()
    await expect(
      asOwner(
        testDatabase.url,
        `update catalog_stock set lot_id = '${jarLot.id}' where id = 'stock_HONEY-500'`,
      ),
    ).rejects.toThrow('STOCK_STAYS_IN_LOT')
    await expect(
      db.variantComponent.create({ data: { variantId: variant.id, stockId: jars.id, units: 1 } }),
    ).rejects.toThrow('COMPONENTS_ARE_SOLD')
  })
})
