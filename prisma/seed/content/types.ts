import type { Bilingual } from '#shared/locale.ts'

// What the demo world says about itself. Villages and their figures are real (data of 2019-2020); cooperatives' names
// where no source gives one, households, lots and certificates are invented. Texts were written for this project.

export type VillageContent = {
  key: string
  name: Bilingual
  prefectureZh: string
  countyZh: string
  townshipZh: string
  placeEn: string
  intro: Bilingual
  collective: Bilingual
  cooperative: Bilingual
  base: { name: Bilingual; crop: Bilingual; areaMu: number }
  /** heads of households, invented */
  households: [Bilingual, Bilingual, Bilingual]
  secretary: Bilingual & { phone: string }
}

export type VariantContent = {
  name: Bilingual
  netWeightG: number
  priceFen: number
  /** pieces there; of a gift box, as many as are meant to be packed */
  stock: number
  /** a gift box: so many of each of these SKUs */
  madeOf?: { sku: string; units: number }[]
}

export type ProductContent = {
  slug: string
  village: string
  /** which of the village's households supplies it */
  household: 0 | 1 | 2
  title: Bilingual
  tagline: Bilingual
  story: Bilingual
  storage: Bilingual
  shelfLifeDays: number
  returnClass: 'seven_days' | 'fresh'
  /** YYYY-MM-DD */
  harvestedOn: string
  variants: VariantContent[]
  /** its sizes are filled from one stock, counted in grams */
  filledFromOneStock?: true
  /** units harvested since, whose certificate is still to come: not for sale */
  awaitingCertificate?: { harvestedOn: string; onHand: number; unit: Bilingual }
}

export type CategoryContent = { slug: string; name: Bilingual; ruleCode: string; products: ProductContent[] }
