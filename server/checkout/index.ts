export type { Checkout, HoldForCheckout, OrderSummary, OrderView, Waterfall, WaterfallLeg } from './types.ts'
