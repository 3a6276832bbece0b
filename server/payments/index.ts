export { createPayments } from './payments.ts'
export type {
  BalanceLine,
  BalanceMoves,
  ChargeDisputed,
  DisputeLine,
  DisputeState,
  OtherCurrency,
  Outage,
  Payment,
  PaymentEvent,
  PaymentRefund,
  Payments,
  PaymentSession,
  RefundRequest,
  StripeDispute,
  StripePayout,
  SessionRequest,
} from './types.ts'
