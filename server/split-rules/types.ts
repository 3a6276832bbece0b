import type { CooperativeGoods } from '#server/catalog/index.ts'
import type { RuleSpan, RuleVersion } from '#server/revenue-share/index.ts'
import type { Rehearsal } from '#shared/rehearsal.ts'
import type { Result } from '#shared/result.ts'
import type { SplitRule } from '#shared/split.ts'

/** Who acts, as the doors know him. */
export type Person = { userId: string; name: string }

/** Whose rule it is. */
export type RuleOwner = { cooperativeId: string } | { allianceId: string }

export type ProposalState = 'draft' | 'proposed' | 'approved' | 'refused' | 'withdrawn'

export type Proposal = {
  proposalId: string
  ruleCode: string
  owner: RuleOwner
  /** null: of all the owner's goods that have no rule of their own */
  productId: string | null
  rule: SplitRule
  baseVersionId: string
  /** the day it shall begin, in China; null: as soon as it is approved */
  effectiveOn: string | null
  reason: string | null
  state: ProposalState
  author: Person
  draftedAt: string
  proposedAt: string | null
  /** what author and approver saw */
  report: Rehearsal | null
  deciderName: string | null
  decidedAt: string | null
}

/** A proposal with what it would change. */
export type ProposalView = Proposal & {
  base: RuleVersion
  /** null: of all goods without a rule of their own */
  goods: CooperativeGoods | null
  /** a price of these goods, to look at the rule with */
  samplePrice: CooperativeGoods['priceFen']
}

/** Whose rule it is, what is in force for it, and what was. */
export type RuleSeries = {
  ruleCode: string
  goods: CooperativeGoods | null
  /** of its own where it has one, else the one that it follows */
  inForce: RuleVersion
  isOwn: boolean
  /** of its own, newest first; an approved one may begin later than now */
  versions: (RuleSpan & { authorName: string; approverName: string })[]
  /** drafted or proposed, of which there is at most one */
  open: Proposal | null
}

export type RulesOfOwner = {
  series: RuleSeries[]
  /** decided or withdrawn, newest first */
  past: Proposal[]
}

export type RuleRefusal =
  | { kind: 'rule_not_found' }
  /** one of the same rule is drafted or waits for its decision */
  | { kind: 'rule_open' }
  /** it is no longer where this step begins */
  | { kind: 'rule_moved_on' }
  /** who drafted it does not decide it */
  | { kind: 'same_person' }
  /** another than who drafted it wanted to change or withdraw it */
  | { kind: 'not_author' }
  /** nothing would change */
  | { kind: 'rule_same' }
  /** its day has begun, and rules are never retroactive */
  | { kind: 'rule_day_past' }
  /** a version that was approved before begins as late or later */
  | { kind: 'rule_scheduled' }
  /** it pays an alliance, and none of the goods is of a village in one */
  | { kind: 'rule_no_alliance' }
  /** looking back over so many orders took too long */
  | { kind: 'rehearsal_too_long' }

type OfProposal = RuleOwner & { proposalId: string; by: Person }
/** distributes over whose it is */
type Without<T, Key extends PropertyKey> = T extends unknown ? Omit<T, Key> : never

export type SplitRules = {
  rulesOf(cooperativeId: string): Promise<RulesOfOwner>
  /** the one rule of an alliance, for its members' goods that follow neither a rule of their own nor their cooperative's */
  ruleOfAlliance(allianceId: string): Promise<RulesOfOwner>
  proposal(of: Without<OfProposal, 'by'>): Promise<ProposalView | null>
  /** A draft that says what is in force now, of one product or of all that follow the owner. */
  draft(
    of: RuleOwner & { productId: string | null; by: Person },
  ): Promise<Result<{ proposalId: string }, RuleRefusal>>
  save(of: OfProposal & { rule: SplitRule }): Promise<Result<null, RuleRefusal>>
  /** What the rule would have made of the newest `last` booked orders of its goods. */
  rehearse(of: Without<OfProposal, 'by'> & { last: number }): Promise<Result<Rehearsal, RuleRefusal>>
  /** Rehearses it and keeps what that said: what is decided is what was seen. */
  propose(
    of: OfProposal & { reason: string; effectiveOn: string | null; last: number },
  ): Promise<Result<null, RuleRefusal>>
  /** By another person. Approved, it is in force from its day on, or at once. */
  decide(
    of: OfProposal & { decision: 'approved' | 'refused' },
  ): Promise<Result<{ state: 'approved' | 'refused' }, RuleRefusal>>
  /** By its author, as long as it is not decided. */
  withdraw(of: OfProposal): Promise<Result<null, RuleRefusal>>
}
