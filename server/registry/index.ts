export type { Registry, Party, SaleParties, VillagePage, VillageSummary } from './types.ts'
