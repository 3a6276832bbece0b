export type { FlashSales, HoldDetail, SaleDetail, SellOutcome } from './types.ts'
