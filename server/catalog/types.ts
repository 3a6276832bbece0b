import type { Bilingual } from '#shared/locale.ts'
import type { Fen } from '#shared/money.ts'
import type { VillageSummary } from '#server/registry/index.ts'

export type CategorySummary = { slug: string; name: Bilingual; picture: string; productCount: number }

export type ProductCard = {
  slug: string
  title: Bilingual
  tagline: Bilingual
  picture: string
  fromFen: Fen
  villageName: Bilingual
  categorySlug: string
  soldOut: boolean
}

export type ReturnClass = 'seven_days' | 'fresh'

export type VariantView = {
  variantId: string
  skuCode: string
  name: Bilingual
  netWeightG: number
  priceFen: Fen
  /** what a piece is made of: one part as a rule, several for a gift box */
  parts: VariantPart[]
}

/** `units` of the stock's unit, out of one lot. `goods`: the title of the product that the lot is of. */
export type VariantPart = {
  goods: Bilingual
  unit: Bilingual
  units: number
  lot: {
    id: string
    code: string
    harvestedOn: string
    certificateNo: string | null
    /** 召回; null while it may be sold */
    recall: LotRecall | null
    base: { name: Bilingual; areaMu: number }
  }
}

/** Why a lot is never to be sold again, and since when. Public. */
export type LotRecall = { at: string; reason: string }

export type ProductPage = {
  productId: string
  slug: string
  title: Bilingual
  tagline: Bilingual
  story: Bilingual
  storage: Bilingual
  shelfLifeDays: number
  returnClass: ReturnClass
  picture: string
  category: { slug: string; name: Bilingual }
  village: VillageSummary
  cooperative: { id: string; name: Bilingual }
  collectiveId: string
  household: { id: string; name: Bilingual }
  ruleCode: string
  variants: VariantView[]
}

/** A cooperative's product, as far as it decides by which rule it is split. */
export type CooperativeGoods = Pick<
  VariantSnapshot,
  'productId' | 'productSlug' | 'cooperativeId' | 'collectiveId' | 'ruleCode'
> & {
  title: Bilingual
  /** of its first variant: a price to look at a rule with */
  priceFen: Fen
}

/** What an order or a sale needs to remember about a variant. */
export type VariantSnapshot = {
  variantId: string
  productId: string
  productSlug: string
  title: Bilingual
  variantName: Bilingual
  picture: string
  netWeightG: number
  priceFen: Fen
  returnClass: ReturnClass
  ruleCode: string
  householdId: string
  cooperativeId: string
  collectiveId: string
  villageId: string
  /** of all that it is made of */
  lots: { id: string; code: string; certificateNo: string | null }[]
  /** pieces that no sale has been allotted yet; none while a lot may not be sold */
  unallotted: number
  /** why none of it may be sold */
  blockedBy: 'lot_recalled' | 'lot_without_certificate' | null
}

/** A lot as its cooperative sees it. */
export type LotView = {
  lotId: string
  code: string
  goods: Bilingual
  harvestedOn: string
  base: Bilingual
  certificateNo: string | null
  /** null while it may be sold */
  recall: (LotRecall & { by: string }) | null
  stocks: { unit: Bilingual; onHand: number; allotted: number }[]
  /** variants that are made of it, alone or with others */
  variants: { title: Bilingual; name: Bilingual }[]
}

export type Catalog = {
  categories(): Promise<CategorySummary[]>
  products(filter?: {
    categorySlug?: string
    villageKey?: string
    slugs?: readonly string[]
  }): Promise<ProductCard[]>
  product(slug: string): Promise<ProductPage | null>
  /** what a cooperative sells */
  goodsOf(cooperativeId: string): Promise<CooperativeGoods[]>
  /** what is grown in these collectives' villages */
  goodsOfCollectives(collectiveIds: readonly string[]): Promise<CooperativeGoods[]>
  variants(ids: readonly string[]): Promise<VariantSnapshot[]>
  /** what a village's secretary may put into a sale */
  variantsOfVillage(villageId: string): Promise<VariantSnapshot[]>
  /** newest harvest first */
  lotsOf(cooperativeId: string): Promise<LotView[]>
  /** which of these lots were called back, by id */
  recallsOf(lotIds: readonly string[]): Promise<Map<string, LotRecall>>
}
