export { createRegistry } from './store.ts'
export type {
  BookKeeper,
  KeepingVillage,
  Party,
  Payee,
  Registry,
  SaleParties,
  VillagePage,
  VillageSummary,
} from './types.ts'
