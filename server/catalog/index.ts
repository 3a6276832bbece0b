export { allot, giveBack, recallLot, takeBack, type AllotRefusal } from './allotment-store.ts'
export { createPictures } from './pictures.ts'
export { createCatalog } from './store.ts'
export type {
  Catalog,
  CategorySummary,
  CooperativeGoods,
  LotRecall,
  LotView,
  ProductCard,
  ProductPage,
  ReturnClass,
  VariantPart,
  VariantSnapshot,
  VariantView,
} from './types.ts'
