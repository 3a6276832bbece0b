export { allot, giveBack } from './allotments.ts'
export { createPictures } from './pictures.ts'
export { createCatalog } from './store.ts'
export type {
  Catalog,
  CategorySummary,
  ProductCard,
  ProductPage,
  ReturnClass,
  VariantSnapshot,
  VariantView,
} from './types.ts'
