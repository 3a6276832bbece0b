export {
  availableOf,
  bank,
  bankAccount,
  bankTransit,
  clawbackOf,
  clearing,
  collectiveReceivable,
  cooperativeReceivable,
  memberPayable,
  payingOf,
  PLATFORM_BOOK,
  potOf,
  refundAccounts,
  transitAccounts,
} from './accounts.ts'
export { credit, debit } from './rules.ts'
export { createRevenueShare } from './revenue-share.ts'
export { allianceRule, cooperativeRule, productRule } from './scopes.ts'
export type {
  AllianceMonth,
  AllocationRow,
  BorneRefund,
  Earning,
  OrderRefund,
  Owed,
  PaidLine,
  PlannedSale,
  RefundBearers,
  RefundWish,
  ReturnableCharge,
  RevenueShare,
  RuleDraft,
  RuledGoods,
  RuleSpan,
  RuleVersion,
  SplitPreview,
  WriteOff,
} from './types.ts'
