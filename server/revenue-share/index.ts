export { createRevenueShare } from './revenue-share.ts'
export { cooperativeRule, productRule } from './scopes.ts'
export type {
  AllocationRow,
  BorneRefund,
  Earned,
  Earning,
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
