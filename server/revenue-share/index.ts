export {
  availableOf,
  clearing,
  collectiveReceivable,
  cooperativeReceivable,
  memberPayable,
  payingOf,
  PLATFORM_BOOK,
  potOf,
} from './accounts.ts'
export { credit, debit } from './rules.ts'
export { createRevenueShare } from './revenue-share.ts'
export type {
  AllocationRow,
  BorneRefund,
  Earning,
  Leg,
  Owed,
  PaidLine,
  PlannedSale,
  RefundBearers,
  RefundWish,
  ReturnableCharge,
  RevenueShare,
  RuleDraft,
  RuleVersion,
  SplitPreview,
} from './types.ts'
