import type { Prisma } from '#prisma/generated/client.ts'
import type { Bilingual } from '#shared/locale.ts'
import { fen } from '#shared/money.ts'
import type { Db } from '../platform/db.ts'
import type { Catalog, ProductCard, ProductPage, ReturnClass, VariantSnapshot } from './types.ts'

type Named = { nameZh: string; nameEn: string }
const named = ({ nameZh, nameEn }: Named): Bilingual => ({ zh: nameZh, en: nameEn })
const day = (date: Date) => date.toISOString().slice(0, 10)
const byPosition = { position: 'asc' } as const

const cardFields = {
  slug: true,
  titleZh: true,
  titleEn: true,
  taglineZh: true,
  taglineEn: true,
  picture: true,
  category: { select: { slug: true } },
  village: { select: { nameZh: true, nameEn: true } },
  variants: {
    select: {
      priceFen: true,
      sales: { where: { state: 'open', kind: 'shelf' }, select: { total: true, held: true, sold: true } },
    },
  },
} satisfies Prisma.ProductSelect
type CardRow = Prisma.ProductGetPayload<{ select: typeof cardFields }>

function productCard(row: CardRow): ProductCard {
  const prices = row.variants.map(({ priceFen }) => Number(priceFen))
  const shelf = row.variants.flatMap(({ sales }) => sales)
  return {
    slug: row.slug,
    title: { zh: row.titleZh, en: row.titleEn },
    tagline: { zh: row.taglineZh, en: row.taglineEn },
    picture: row.picture,
    fromFen: fen(Math.min(...prices)),
    villageName: named(row.village),
    categorySlug: row.category.slug,
    soldOut: shelf.every(({ total, held, sold }) => held + sold >= total),
  }
}

const pageFields = {
  category: true,
  village: true,
  cooperative: true,
  household: true,
  variants: { include: { stock: { include: { lot: { include: { base: true } } } } }, orderBy: byPosition },
} satisfies Prisma.ProductInclude
type PageRow = Prisma.ProductGetPayload<{ include: typeof pageFields }>

function productPage(row: PageRow): ProductPage {
  const { village, household } = row
  return {
    productId: row.id,
    slug: row.slug,
    title: { zh: row.titleZh, en: row.titleEn },
    tagline: { zh: row.taglineZh, en: row.taglineEn },
    story: { zh: row.storyZh, en: row.storyEn },
    storage: { zh: row.storageZh, en: row.storageEn },
    shelfLifeDays: row.shelfLifeDays,
    returnClass: row.returnClass as ReturnClass,
    picture: row.picture,
    category: { slug: row.category.slug, name: named(row.category) },
    village: {
      id: village.id,
      key: village.key,
      name: named(village),
      place: { zh: `${village.prefectureZh}${village.countyZh}${village.townshipZh}`, en: village.placeEn },
      picture: village.picture,
    },
    cooperative: { id: row.cooperative.id, name: named(row.cooperative) },
    household: {
      id: household.id,
      name: { zh: `${household.headNameZh}家`, en: `${household.headNameEn} household` },
    },
    ruleCode: row.ruleCode,
    variants: row.variants.flatMap(({ stock, ...variant }) =>
      stock
        ? [
            {
              variantId: variant.id,
              skuCode: variant.skuCode,
              name: named(variant),
              netWeightG: variant.netWeightG,
              priceFen: fen(variant.priceFen),
              lot: {
                id: stock.lot.id,
                code: stock.lot.code,
                harvestedOn: day(stock.lot.harvestedOn),
                certificateNo: stock.lot.certificateNo,
                base: { name: named(stock.lot.base), areaMu: stock.lot.base.areaMu },
              },
            },
          ]
        : [],
    ),
  }
}

const snapshotFields = {
  stock: { include: { lot: true } },
  product: {
    include: {
      village: { include: { organisations: { where: { kind: 'collective' }, select: { id: true } } } },
    },
  },
} satisfies Prisma.VariantInclude
type SnapshotRow = Prisma.VariantGetPayload<{ include: typeof snapshotFields }>

/** A variant without stock, or a village without a collective, cannot be sold: the seed and registration see to both. */
function variantSnapshot({ product, stock, ...variant }: SnapshotRow): VariantSnapshot {
  const collective = product.village.organisations[0]
  if (!stock || !collective) throw new Error(`Variant ${variant.id} has no stock row or no collective`)
  return {
    variantId: variant.id,
    productId: product.id,
    productSlug: product.slug,
    title: { zh: product.titleZh, en: product.titleEn },
    variantName: named(variant),
    picture: product.picture,
    netWeightG: variant.netWeightG,
    priceFen: fen(variant.priceFen),
    returnClass: product.returnClass as ReturnClass,
    ruleCode: product.ruleCode,
    householdId: product.householdId,
    cooperativeId: product.cooperativeId,
    collectiveId: collective.id,
    villageId: product.villageId,
    lot: { id: stock.lot.id, code: stock.lot.code, certificateNo: stock.lot.certificateNo },
    unallotted: stock.onHand - stock.allotted,
  }
}

/** Reads of what is offered. Stock for sale is flash-sale's; here is only what no sale has been allotted yet. */
export function createCatalog({ db }: { db: Db }): Catalog {
  const snapshots = async (where: Prisma.VariantWhereInput) => {
    const rows = await db.variant.findMany({
      where,
      include: snapshotFields,
      orderBy: [{ product: byPosition }, byPosition],
    })
    return rows.map(variantSnapshot)
  }

  return {
    async categories() {
      const rows = await db.category.findMany({
        orderBy: byPosition,
        include: { _count: { select: { products: true } } },
      })
      return rows.map((row) => ({
        slug: row.slug,
        name: named(row),
        picture: row.picture,
        productCount: row._count.products,
      }))
    },

    async products({ categorySlug, villageKey } = {}) {
      const rows = await db.product.findMany({
        where: {
          ...(categorySlug ? { category: { slug: categorySlug } } : {}),
          ...(villageKey ? { village: { key: villageKey } } : {}),
        },
        select: cardFields,
        orderBy: byPosition,
      })
      return rows.map(productCard)
    },

    async product(slug) {
      const row = await db.product.findFirst({ where: { slug }, include: pageFields })
      return row && productPage(row)
    },

    variants: (ids) => snapshots({ id: { in: [...ids] } }),
    variantsOfVillage: (villageId) => snapshots({ product: { villageId } }),
  }
}
