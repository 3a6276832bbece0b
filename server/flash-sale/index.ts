export { createFlashSales } from './flash-sales.ts'
export { createReceipts, type Receipts } from './receipts.ts'
export { holdView, saleView } from './rules.ts'
export type {
  Doors,
  FlashSales,
  HoldDetail,
  LotOnSale,
  OwnClaim,
  SaleDetail,
  SellOutcome,
  UnpaidHold,
} from './types.ts'
