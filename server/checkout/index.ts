export { createCheckout } from './checkout.ts'
export type {
  Checkout,
  HoldForCheckout,
  OrderSummary,
  OrderView,
  SoldOrder,
  Waterfall,
  WaterfallLeg,
} from './types.ts'
