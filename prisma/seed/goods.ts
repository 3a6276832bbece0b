import type { Db } from '#server/platform/db.ts'
import { aCategory, aLot, aProduct, aStock, aVariant } from '#tests/make/catalog.ts'
import { aSale } from '#tests/make/selling.ts'
import { categories } from './content/categories.ts'
import type { CategoryContent, ProductContent, VariantContent } from './content/types.ts'
import { cooperativeBook, householdId } from './places.ts'

/** Of each variant's units, those that the shelf sells; the others are for flash sales. */
const SHELF_PERCENT = 50
const SHELF_LIMIT = 10

/** Categories with their products, lots and stocks, their variants, and a shelf sale for every variant. */
export async function seedGoods(db: Db): Promise<void> {
  let position = 0
  for (const [index, category] of categories.entries()) {
    const { id } = await aCategory(db, {
      slug: category.slug,
      nameZh: category.name.zh,
      nameEn: category.name.en,
      position: index,
    })
    for (const product of category.products)
      await seedProduct(db, product, { categoryId: id, ruleCode: category.ruleCode, position: position++ })
  }
}

type Where = { categoryId: string; ruleCode: CategoryContent['ruleCode']; position: number }

async function seedProduct(db: Db, product: ProductContent, where: Where): Promise<void> {
  const { slug, village, title, tagline, story, storage } = product
  const { id: productId } = await aProduct(db, {
    slug,
    ...where,
    villageId: `village_${village}`,
    cooperativeId: `org_${cooperativeBook(village)}`,
    householdId: householdId(village, product.household),
    titleZh: title.zh,
    titleEn: title.en,
    taglineZh: tagline.zh,
    taglineEn: tagline.en,
    storyZh: story.zh,
    storyEn: story.en,
    storageZh: storage.zh,
    storageEn: storage.en,
    shelfLifeDays: product.shelfLifeDays,
    returnClass: product.returnClass,
  })
  const made = { productId, slug, village, number: where.position + 1 }
  const lotId = await seedLot(db, made, product)
  for (const [position, variant] of product.variants.entries())
    await seedVariant(db, variant, {
      ...made,
      position,
      ...(await stocksOf(db, product, { variant, lotId })),
    })
}

type Made = { productId: string; slug: string; village: string; number: number }

/** The lot that its units are of, and the one that is still to be certified. A gift box has the lots of its contents. */
async function seedLot(db: Db, { productId, village, number }: Made, product: ProductContent) {
  const { harvestedOn, awaitingCertificate, variants } = product
  const lotOf = (harvested: string, certified: boolean) => {
    const code = `${village.slice(0, 2).toUpperCase()}${harvested.replaceAll('-', '').slice(2)}-${number}`
    return aLot(db, {
      productId,
      baseId: `base_${village}`,
      code,
      harvestedOn: new Date(harvested),
      certificateNo: certified ? `DEMO-HGZ-${code}` : null,
    })
  }
  if (awaitingCertificate) {
    const { harvestedOn: harvested, onHand, unit } = awaitingCertificate
    const { id } = await lotOf(harvested, false)
    await aStock(db, { lotId: id, unitZh: unit.zh, unitEn: unit.en, onHand })
  }
  return variants.every(({ madeOf }) => madeOf) ? null : (await lotOf(harvestedOn, true)).id
}

type Filled = { variant: VariantContent; lotId: string | null }

/** What a variant is made of: other goods' stocks, its part of the product's one stock, or units of its own. */
async function stocksOf(db: Db, { slug, filledFromOneStock, variants }: ProductContent, filled: Filled) {
  const { variant, lotId } = filled
  if (variant.madeOf)
    return { parts: variant.madeOf.map(({ sku, units }) => ({ stockId: `stock_${sku}`, units })) }
  if (!lotId) throw new Error(`${slug} has a size of its own, but no lot`)
  if (!filledFromOneStock) return { lotId }

  const id = `stock_${slug}`
  if (variant === variants[0])
    await aStock(db, {
      id,
      lotId,
      unitZh: '克',
      unitEn: 'g',
      onHand: variants.reduce((grams, { stock, netWeightG }) => grams + stock * netWeightG, 0),
    })
  return { parts: [{ stockId: id, units: variant.netWeightG }] }
}

type Shelf = Made & { position: number } & (
    { lotId: string } | { parts: { stockId: string; units: number }[] }
  )

async function seedVariant(db: Db, variant: VariantContent, { productId, slug, position, ...of }: Shelf) {
  const { id: variantId } = await aVariant(db, {
    productId,
    skuCode: `${slug}-${position + 1}`,
    nameZh: variant.name.zh,
    nameEn: variant.name.en,
    netWeightG: variant.netWeightG,
    priceFen: BigInt(variant.priceFen),
    position,
    onHand: variant.stock,
    ...('parts' in of ? { parts: of.parts } : { lotId: of.lotId }),
  })
  await aSale(db, {
    variantId,
    kind: 'shelf',
    priceFen: BigInt(variant.priceFen),
    total: Math.floor((variant.stock * SHELF_PERCENT) / 100),
    perBuyerLimit: SHELF_LIMIT,
  })
}
