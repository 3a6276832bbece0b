export { createCheckout } from './checkout.ts'
export type {
  Checkout,
  Bearers,
  Borne,
  BookedPrice,
  DisputeView,
  HoldForCheckout,
  OrderDispute,
  OrderRefundView,
  OrderSummary,
  OrderView,
  RefundableOrder,
  RefundPreview,
  SoldOrder,
  Waterfall,
  WaterfallLeg,
} from './types.ts'
