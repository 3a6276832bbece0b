export { createRegistry } from './store.ts'
export type {
  BookKeeper,
  KeepingVillage,
  Party,
  Registry,
  SaleParties,
  VillagePage,
  VillageSummary,
} from './types.ts'
