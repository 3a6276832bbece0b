import type { Prisma } from '#prisma/generated/client.ts'
import { asDay } from '#shared/calendar.ts'
import type { Bilingual } from '#shared/locale.ts'
import { fen } from '#shared/money.ts'
import { householdName } from '#shared/person-name.ts'
import type { Db } from '../platform/db.ts'
import { createLots, recallOf } from './lot-store.ts'
import type { Catalog, ProductCard, ProductPage, ReturnClass, VariantPart, VariantSnapshot } from './types.ts'

type Named = { nameZh: string; nameEn: string }
const named = ({ nameZh, nameEn }: Named): Bilingual => ({ zh: nameZh, en: nameEn })
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

const titles = { select: { titleZh: true, titleEn: true } } as const
const titled = ({ titleZh, titleEn }: { titleZh: string; titleEn: string }): Bilingual => ({
  zh: titleZh,
  en: titleEn,
})
const unitOf = ({ unitZh, unitEn }: { unitZh: string; unitEn: string }): Bilingual => ({
  zh: unitZh,
  en: unitEn,
})

/** the village's collective, or the one that it merged into: it earns by what is grown there */
const withCollective = {
  include: {
    organisations: {
      where: { kind: 'collective' },
      select: { id: true, succession: { select: { toId: true } } },
    },
  },
} satisfies Prisma.ProductInclude['village']

const pageFields = {
  category: true,
  village: withCollective,
  cooperative: true,
  household: true,
  variants: {
    include: {
      components: {
        include: { stock: { include: { lot: { include: { base: true, product: titles } } } } },
        orderBy: { stockId: 'asc' },
      },
    },
    orderBy: byPosition,
  },
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
    collectiveId: collectiveOf(row),
    household: {
      id: household.id,
      name: householdName({ zh: household.headNameZh, en: household.headNameEn }, 'public'),
    },
    ruleCode: row.ruleCode,
    variants: row.variants.map((variant) => ({
      variantId: variant.id,
      skuCode: variant.skuCode,
      name: named(variant),
      netWeightG: variant.netWeightG,
      priceFen: fen(variant.priceFen),
      parts: variant.components.map(variantPart),
    })),
  }
}

function variantPart({ units, stock }: PageRow['variants'][number]['components'][number]): VariantPart {
  const { lot } = stock
  return {
    goods: titled(lot.product),
    unit: unitOf(stock),
    units,
    lot: {
      id: lot.id,
      code: lot.code,
      harvestedOn: asDay(lot.harvestedOn),
      certificateNo: lot.certificateNo,
      recall: recallOf(lot),
      base: { name: named(lot.base), areaMu: lot.base.areaMu },
    },
  }
}

const snapshotFields = {
  components: { include: { stock: { include: { lot: true } } }, orderBy: { stockId: 'asc' } },
  product: {
    include: { village: withCollective },
  },
} satisfies Prisma.VariantInclude
type SnapshotRow = Prisma.VariantGetPayload<{ include: typeof snapshotFields }>

/** A village without a collective sells nothing: the seed and registration see to it. */
function collectiveOf({ id, village }: { id: string; village: { organisations: Earner[] } }): string {
  const collective = village.organisations[0]
  if (!collective) throw new Error(`Product ${id} is of a village without a collective`)
  return collective.succession?.toId ?? collective.id
}
type Earner = { id: string; succession: { toId: string } | null }

/** Nor is a variant of nothing sold. */
function variantSnapshot({ product, components, ...variant }: SnapshotRow): VariantSnapshot {
  if (components.length === 0) throw new Error(`Variant ${variant.id} has no components`)
  const blockedBy = blockOf(components)
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
    collectiveId: collectiveOf(product),
    villageId: product.villageId,
    lots: lotsOnce(components).map(({ id, code, certificateNo }) => ({ id, code, certificateNo })),
    unallotted: blockedBy ? 0 : freePieces(components),
    blockedBy,
  }
}

type Component = SnapshotRow['components'][number]

/** As many as its scarcest component allows. */
function freePieces(components: readonly Component[]): number {
  return Math.min(
    ...components.map(({ units, stock }) => Math.floor((stock.onHand - stock.allotted) / units)),
  )
}

function blockOf(components: readonly Component[]): VariantSnapshot['blockedBy'] {
  if (components.some(({ stock }) => stock.lot.recalledAt !== null)) return 'lot_recalled'
  return components.some(({ stock }) => stock.lot.certificateNo === null) ? 'lot_without_certificate' : null
}

function lotsOnce(components: readonly Component[]) {
  return [...new Map(components.map(({ stock }) => [stock.lot.id, stock.lot])).values()]
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
  const goods = async (where: Prisma.ProductWhereInput) => {
    const rows = await db.product.findMany({
      where,
      include: { variants: { orderBy: byPosition, take: 1 }, village: withCollective },
      orderBy: byPosition,
    })
    return rows.map((row) => ({
      ...{ productId: row.id, productSlug: row.slug, ruleCode: row.ruleCode },
      ...{ cooperativeId: row.cooperativeId, collectiveId: collectiveOf(row) },
      title: titled(row),
      priceFen: fen(row.variants[0]?.priceFen ?? 0n),
    }))
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

    async products({ categorySlug, villageKey, slugs } = {}) {
      const rows = await db.product.findMany({
        where: {
          ...(categorySlug ? { category: { slug: categorySlug } } : {}),
          ...(villageKey ? { village: { key: villageKey } } : {}),
          ...(slugs ? { slug: { in: [...slugs] } } : {}),
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

    goodsOf: (cooperativeId) => goods({ cooperativeId }),
    goodsOfCollectives: (collectiveIds) =>
      goods({
        village: {
          organisations: {
            some: {
              OR: [
                { id: { in: [...collectiveIds] }, succession: null },
                { succession: { toId: { in: [...collectiveIds] } } },
              ],
            },
          },
        },
      }),

    variants: (ids) => snapshots({ id: { in: [...ids] } }),
    variantsOfVillage: (villageId) => snapshots({ product: { villageId } }),
    ...createLots(db),
  }
}
