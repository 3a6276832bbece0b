export { createSplitRules } from './split-rules.ts'
export type { Proposal, ProposalView, RuleOwner, RuleRefusal, RuleSeries, SplitRules } from './types.ts'
