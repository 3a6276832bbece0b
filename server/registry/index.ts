export { createRegistry } from './store.ts'
export type {
  BookKeeper,
  Collective,
  KeepingVillage,
  Party,
  Payee,
  Registry,
  SaleParties,
  VillagePage,
  VillageSummary,
} from './types.ts'
