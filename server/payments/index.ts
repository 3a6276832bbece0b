export { createPayments } from './payments.ts'
export type {
  Payment,
  PaymentEvent,
  PaymentRefund,
  Payments,
  PaymentSession,
  RefundRequest,
  SessionRequest,
} from './types.ts'
