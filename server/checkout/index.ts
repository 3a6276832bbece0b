export { createCheckout } from './checkout.ts'
export type {
  Checkout,
  Bearers,
  BookedPrice,
  HoldForCheckout,
  OrderRefundView,
  OrderSummary,
  OrderView,
  RefundableOrder,
  RefundPreview,
  SoldOrder,
  Waterfall,
  WaterfallLeg,
} from './types.ts'
