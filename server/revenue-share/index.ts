export { createRevenueShare } from './revenue-share.ts'
export type {
  AllocationRow,
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
