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
  lot: {
    id: string
    code: string
    harvestedOn: string
    certificateNo: string
    base: { name: Bilingual; areaMu: number }
  }
}

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
  household: { id: string; name: Bilingual }
  ruleCode: string
  variants: VariantView[]
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
  lot: { id: string; code: string; certificateNo: string }
  /** units that no sale has been allotted yet */
  unallotted: number
}

export type Catalog = {
  categories(): Promise<CategorySummary[]>
  products(filter?: { categorySlug?: string; villageKey?: string }): Promise<ProductCard[]>
  product(slug: string): Promise<ProductPage | null>
  variants(ids: readonly string[]): Promise<VariantSnapshot[]>
  /** what a village's secretary may put into a sale */
  variantsOfVillage(villageId: string): Promise<VariantSnapshot[]>
}
