export { createVillageBooks } from './village-books.ts'
export type {
  CountyBooksPage,
  CountyVillage,
  Figures,
  HeadAmount,
  MonthFigures,
  PublicBook,
  PublicGrant,
  TierStanding,
  VillageBooks,
  VillageBooksPage,
} from './types.ts'
