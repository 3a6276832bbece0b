export { createFlashSales } from './flash-sales.ts'
export type { FlashSales, HoldDetail, SaleDetail, SellOutcome } from './types.ts'
