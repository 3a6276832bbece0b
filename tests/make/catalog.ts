import type { Category, Lot, Product, Stock, Variant } from '#prisma/generated/client.ts'
import type { Db } from '#server/platform/db.ts'

type Part<Row> = Partial<{ [Field in keyof Row]: Row[Field] }>

export function aCategory(db: Db, category: Part<Category> = {}): Promise<Category> {
  const slug = category.slug ?? 'honey'
  return db.category.create({
    data: {
      id: `cat_${slug}`,
      slug,
      nameZh: '蜂蜜',
      nameEn: 'Honey',
      picture: `category-${slug}`,
      position: 0,
      ...category,
    },
  })
}

export function aProduct(
  db: Db,
  product: Part<Product> & {
    categoryId: string
    villageId: string
    cooperativeId: string
    householdId: string
  },
): Promise<Product> {
  const slug = product.slug ?? 'wild-honey'
  return db.product.create({
    data: {
      id: `prod_${slug}`,
      slug,
      ruleCode: 'standard',
      titleZh: '山上百花蜜',
      titleEn: 'Hill wildflower honey',
      taglineZh: '一年只割一次',
      taglineEn: 'Harvested once a year',
      storyZh: '蜂箱放在后山的林子边上。',
      storyEn: 'The hives stand at the edge of the wood.',
      storageZh: '阴凉干燥处，避光密封',
      storageEn: 'Cool, dry and dark, closed',
      shelfLifeDays: 540,
      returnClass: 'seven_days',
      picture: slug,
      position: 0,
      ...product,
    },
  })
}

export function aLot(db: Db, lot: Part<Lot> & { productId: string; baseId: string }): Promise<Lot> {
  const code = lot.code ?? `LOT-${lot.productId}`
  return db.lot.create({
    data: {
      id: `lot_${code}`,
      code,
      harvestedOn: new Date('2026-10-18'),
      certificateNo: `CNHG-${code}`,
      ...lot,
    },
  })
}

/** Units of a lot, `allotted` of them already carved out for sales. */
export function aStock(db: Db, stock: Part<Stock> & { lotId: string }): Promise<Stock> {
  return db.stock.create({
    data: { id: `stock_${stock.lotId}`, unitZh: '瓶', unitEn: 'jar', onHand: 1000, ...stock },
  })
}

/** A variant of so many units of each of these stocks; without `parts`, of one unit of a stock of its own. */
export function aVariant(
  db: Db,
  {
    lotId,
    onHand = 1000,
    parts,
    ...variant
  }: Part<Variant> & {
    productId: string
    onHand?: number
  } & (
      | { lotId: string; parts?: undefined }
      | { parts: readonly { stockId: string; units: number }[]; lotId?: undefined }
    ),
): Promise<Variant> {
  const { skuCode = 'HONEY-500', nameZh = '500克/瓶', nameEn = '500 g jar' } = variant
  const own = () => ({
    units: 1,
    stock: { create: { id: `stock_${skuCode}`, lotId: lotId!, unitZh: nameZh, unitEn: nameEn, onHand } },
  })
  return db.variant.create({
    data: {
      id: `var_${skuCode}`,
      skuCode,
      nameZh,
      nameEn,
      netWeightG: 500,
      priceFen: 6800n,
      position: 0,
      ...variant,
      components: { create: parts ? [...parts] : [own()] },
    },
  })
}
