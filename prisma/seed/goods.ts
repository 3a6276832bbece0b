import type { Db } from '#server/platform/db.ts'
import { aCategory, aLot, aProduct, aVariant } from '#tests/make/catalog.ts'
import { aSale } from '#tests/make/selling.ts'
import { categories } from './content/categories.ts'
import type { CategoryContent, ProductContent, VariantContent } from './content/types.ts'
import { cooperativeBook, householdId } from './places.ts'

/** Of each variant's units, those that the shelf sells; the others are for flash sales. */
const SHELF_PERCENT = 50
const SHELF_LIMIT = 10

/** Categories with their products, a lot each, their variants with stock, and a shelf sale for every variant. */
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
  const code = `${village.slice(0, 2).toUpperCase()}${product.harvestedOn.replaceAll('-', '').slice(2)}-${where.position + 1}`
  const lot = await aLot(db, {
    productId,
    baseId: `base_${village}`,
    code,
    harvestedOn: new Date(product.harvestedOn),
    certificateNo: `DEMO-HGZ-${code}`,
  })
  for (const [position, variant] of product.variants.entries())
    await seedVariant(db, variant, { productId, lotId: lot.id, slug, position })
}

type Shelf = { productId: string; lotId: string; slug: string; position: number }

async function seedVariant(db: Db, variant: VariantContent, { productId, lotId, slug, position }: Shelf) {
  const { id: variantId } = await aVariant(db, {
    productId,
    lotId,
    skuCode: `${slug}-${position + 1}`,
    nameZh: variant.name.zh,
    nameEn: variant.name.en,
    netWeightG: variant.netWeightG,
    priceFen: BigInt(variant.priceFen),
    position,
    onHand: variant.stock,
  })
  await aSale(db, {
    variantId,
    kind: 'shelf',
    priceFen: BigInt(variant.priceFen),
    total: Math.floor((variant.stock * SHELF_PERCENT) / 100),
    perBuyerLimit: SHELF_LIMIT,
  })
}
