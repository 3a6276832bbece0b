export { createPayments } from './payments.ts'
export type {
  BalanceLine,
  BalanceMoves,
  OtherCurrency,
  Outage,
  Payment,
  PaymentEvent,
  PaymentRefund,
  Payments,
  PaymentSession,
  RefundRequest,
  StripePayout,
  SessionRequest,
} from './types.ts'
