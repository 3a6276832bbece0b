export { createRegistry } from './store.ts'
export type { Party, Registry, SaleParties, VillagePage, VillageSummary } from './types.ts'
