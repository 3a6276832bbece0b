export { createSplitRules } from './split-rules.ts'
export type { Proposal, ProposalView, RuleRefusal, RuleSeries, SplitRules } from './types.ts'
