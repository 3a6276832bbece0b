export { createCheckout } from './checkout.ts'
export type {
  Checkout,
  Bearers,
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
