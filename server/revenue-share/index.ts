export { createRevenueShare } from './revenue-share.ts'
export type {
  AllocationRow,
  Earned,
  Earning,
  Leg,
  Owed,
  PaidLine,
  PlannedSale,
  ReturnableCharge,
  RevenueShare,
  RuleDraft,
  RuleVersion,
  SplitPreview,
} from './types.ts'
