export { createRevenueShare } from './revenue-share.ts'
export type {
  AllocationRow,
  Leg,
  PaidLine,
  PlannedSale,
  ReturnableCharge,
  RevenueShare,
  RuleDraft,
  RuleVersion,
  SplitPreview,
} from './types.ts'
