import type { Tier } from '#shared/collective-tier.ts'
import type { Bilingual } from '#shared/locale.ts'
import type { Fen } from '#shared/money.ts'
import type { SealedHead } from '../ledger/index.ts'
import type { BookKeeper } from '../registry/index.ts'

/** What a book moved in some span of time. Credit and debit turnover of its accounts; nothing is computed but sums. */
export type Figures = {
  /** 经营收入 (501) */
  operatingFen: Fen
  /** every other income: subsidies, investments */
  otherFen: Fen
  /** every expense */
  spentFen: Fen
  /** 专项应付款: money for one purpose, no income */
  grantReceivedFen: Fen
  grantSpentFen: Fen
  /** what members were promised, and what of it was paid out */
  declaredFen: Fen
  paidFen: Fen
}

export type MonthFigures = Figures & { month: string }
export type HeadAmount = { head: string; name: Bilingual; amountFen: Fen }

/** 专项应付款 of one grant. */
export type PublicGrant = {
  account: string
  purpose: string
  funder: string
  /** in the year, as of the day */
  receivedFen: Fen
  spentFen: Fen
  /** received and not spent, since ever */
  balanceFen: Fen
}

export type TierStanding = {
  tier: Tier
  next: { tier: Tier; missingFen: Fen } | null
  operatingFen: Fen
  /** the twelve months that count, both included */
  fromMonth: string
  toMonth: string
}

export type PublicBook = {
  keeper: BookKeeper
  /** January up to the day asked for */
  months: MonthFigures[]
  year: Figures
  income: HeadAmount[]
  spending: HeadAmount[]
  grants: PublicGrant[]
}

/** All figures are of `head` and of the year up to `on`: the same for ever. */
export type AsOfDay = {
  on: string
  head: SealedHead
  /** the years of which there are entries, newest first */
  years: number[]
}

export type VillageBooksPage = AsOfDay & {
  village: { key: string; name: Bilingual; place: Bilingual; county: { key: string; name: Bilingual } }
  /** each legal person's book for itself; they are never added up */
  books: PublicBook[]
  /** of the collective */
  tier: TierStanding | null
}

export type CountyVillage = {
  key: string
  name: Bilingual
  tier: TierStanding
  /** of the year: the collective's, and beside it the cooperatives', which are other legal persons */
  collective: Figures
  cooperatives: Figures
}

export type CountyBooksPage = AsOfDay & {
  county: { key: string; name: Bilingual }
  villages: CountyVillage[]
  collectives: Figures
  cooperatives: Figures
}

type Asked = {
  /** the last day that counts; none: today, or the end of the last year that has entries */
  on?: string | undefined
  /** as of which block; none: the newest */
  height?: number | undefined
  today: string
}

export type VillageBooks = {
  /** null: no such village */
  ofVillage(key: string, asked: Asked): Promise<VillageBooksPage | null>
  /** null: no village is in such a county */
  ofCounty(key: string, asked: Asked): Promise<CountyBooksPage | null>
}
