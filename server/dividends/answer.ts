import type { Result } from '#shared/result.ts'

/** Every refusal there is. Those of the database carry their article in its message, and the pages say it in words. */
export const dividendRefusals = [
  // closing a period
  'period_not_over',
  'period_open',
  'period_not_whole',
  'period_closed_before',
  'month_closed',
  'earlier_month_open',
  // proposing
  'surplus_not_booked',
  'includes_grant',
  'loss_first',
  'nothing_to_share',
  'over_distributable',
  'pool_too_small',
  'only_by_shares',
  'run_open',
  'run_kept',
  'adjustment_not_booked',
  'no_trade',
  'no_shares',
  // steps
  'state_skipped',
  'documents_missing',
  'parts_differ',
  'notice_short',
  'notice_short_collective',
  'no_resolution',
  'not_booked',
  'unpaid',
  'no_receipt',
  'no_actor',
  // deciding
  'not_on_view',
  'vote_too_early',
  'voted_before',
  'not_a_member',
  'not_yet_held',
  'members_differ',
  'body_not_allowed',
  'body_not_allowed_collective',
  'quorum_short',
  'votes_lost',
  'counts_impossible',
  'majority_short',
  'majority_short_collective',
  'charter_majority_short',
  // paying
  'personal_account',
  'other_account',
  'reference_used',
  'conversion_not_resolved',
  // members' accounts
  'fact_other_law',
  'fact_in_future',
  'fact_period_closed',
  'fact_not_member',
  'fact_too_much',
  'fact_over_fund',
  'fact_kept',
  'nothing_to_quantify',
  'weight_not_booked',
  'leave_notice_short',
  'left_before',
  'still_member',
  'settled_before_close',
  'loss_too_much',
  'not_died',
  // grants
  'grant_over_budget',
  'grant_two_people',
  'grant_not_received',
  'grant_not_booked',
  'grant_wrong_account',
  'grant_kept',
] as const
export type DividendRefusal = { kind: (typeof dividendRefusals)[number] }
export type Answer<Value = null> = Result<Value, DividendRefusal>

/** Who acts. */
export type By = { userId: string; name: string }
/** A file that stays where it is; this is how it is known again. */
export type Evidence = { name: string; sha256: Uint8Array }
