import { afterEach, beforeEach, expect, it } from 'vitest'
import { createCatalog } from '#server/catalog/index.ts'
import { aLot, aProduct, aVariant } from '#tests/make/catalog.ts'
import { aSaleCounter, type SaleCounter } from '#tests/make/sale-counter.ts'
import { createGoodsStanding } from './goods-standing.ts'
import { createShowStore } from './show-store.ts'

let counter: SaleCounter
const standing = () => {
  const { db, flashSale, liveSession } = counter
  const goods = createGoodsStanding({ store: createShowStore(db), flashSale, catalog: createCatalog({ db }) })
  return goods(liveSession.id)
}

beforeEach(async () => {
  counter = await aSaleCounter({ stock: 5 })
})
afterEach(() => counter.close())

it('counts what a planned sale has and what it could still get, once for a product', async () => {
  const { db, liveSession, product, claim } = counter
  const { onHand, allotted } = await db.stock.findFirstOrThrow()
  const all = onHand - allotted + 5
  expect(await standing()).toMatchObject([{ title: { zh: product.titleZh }, left: all, blockedBy: null }])

  await db.showItem.create({
    data: { id: 'item_honey', liveSessionId: liveSession.id, productId: product.id, position: 1 },
  })
  await claim('vis_a', { quantity: 2 })
  expect(await standing()).toMatchObject([{ left: all - 2 }])
})

it('says what may not be sold, and nothing of what is over', async () => {
  const { db, base, category, cooperative, household, village, liveSession, flashSale, sale } = counter
  const of = { cooperativeId: cooperative.id, householdId: household.id, villageId: village.id }
  const product = await aProduct(db, { ...of, id: 'prod_new', slug: 'new', categoryId: category.id })
  const lot = await aLot(db, { productId: product.id, baseId: base.id, code: 'NEW', certificateNo: null })
  await aVariant(db, { productId: product.id, lotId: lot.id, id: 'var_new', skuCode: 'NEW' })
  await db.showItem.create({
    data: { id: 'item_new', liveSessionId: liveSession.id, productId: product.id, position: 1 },
  })
  expect((await standing()).map(({ blockedBy }) => blockedBy).toSorted()).toEqual([
    ...['lot_without_certificate', null],
  ])
  await flashSale.end(sale.id)
  expect((await standing()).map(({ blockedBy }) => blockedBy)).toEqual(['lot_without_certificate'])
})
