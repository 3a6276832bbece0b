export type {
  Catalog,
  CategorySummary,
  ProductCard,
  ProductPage,
  VariantSnapshot,
  VariantView,
  ReturnClass,
} from './types.ts'
