export { createPayouts } from './payouts.ts'
export { payoutRefusals } from './types.ts'
export type {
  BatchSummary,
  BatchView,
  ImportView,
  LineView,
  OwedPayee,
  PayoutAccountView,
  PayoutRefusal,
  Payouts,
} from './types.ts'
