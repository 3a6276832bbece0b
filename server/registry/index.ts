export { createRegistry } from './store.ts'
export type {
  BookKeeper,
  Collective,
  KeepingVillage,
  Party,
  Payee,
  Registry,
  SaleParties,
  Succession,
  VillagePage,
  VillageSummary,
} from './types.ts'
