import { z } from 'zod'
import { fen, zeroFen, type Fen } from './money.ts'
import { wholeNumber } from './number.ts'
import { refundSplit, type Beneficiary } from './split.ts'
import { yuanAmount } from './studio.ts'

// Who bears a refund. A policy is an order of absorption: tiers of legs, each of which gives back before the next does.
// Whoever is in no tier is protected. What the tiers can't give, the platform bears beyond what it earned.

export const refundReason = z.enum(['quality', 'remorse', 'logistics', 'dispute'])
export type RefundReason = z.infer<typeof refundReason>

/** What staff ask for on the order's page; a look at who would bear it is a form of its own. */
export const refundForm = z.object({
  reason: refundReason,
  amount: yuanAmount.refine((amount) => amount > 0, 'too_small'),
})

/** The look, confirmed. `refundedBefore`, in fen, is what had been refunded then: what was seen is what is booked. */
export const refundConfirmation = refundForm.extend({
  refundedBefore: wholeNumber({ min: 0, max: 999_999_999 }),
})

export type RefundAsked = { reason: RefundReason; amountFen: Fen }
export type RefundConfirmed = RefundAsked & { refundedBeforeFen: Fen }

export type RefundRefusal =
  | { kind: 'order_not_found' }
  | { kind: 'refund_beyond_order'; leftFen: Fen }
  /** somebody refunded of this order since the look, or this form was sent twice */
  | { kind: 'refunded_meanwhile' }

type Policy = readonly (readonly Beneficiary[])[]

/**
 * Kept with every refund. A policy that changes is a new version here, and refunds made before keep theirs. 2: alliances
 * give back with the collective.
 */
export const REFUND_POLICY_VERSION = 2

/** Nothing was wrong with what the household delivered: 保底风险金, then who sold and shipped, then the platform. */
const HOUSEHOLD_PROTECTED: Policy = [
  ['risk_fund'],
  ['cooperative'],
  ['platform', 'processor_fee'],
  ['collective', 'alliance'],
]

export const refundPolicies: Record<RefundReason, Policy> = {
  /** Everyone gives back what he got by it, in proportion. */
  quality: [['household', 'cooperative', 'collective', 'alliance', 'platform', 'risk_fund', 'processor_fee']],
  remorse: HOUSEHOLD_PROTECTED,
  logistics: HOUSEHOLD_PROTECTED,
  /** Who took the payment answers for it first. */
  dispute: [
    ['platform', 'processor_fee'],
    ['risk_fund'],
    ['household', 'cooperative', 'collective', 'alliance'],
  ],
}

/** `member`: whose leg it is where a kind has several, as an alliance has */
export type RefundLeg = { partyKind: Beneficiary; member?: string; amountFen: Fen; refundedFen: Fen }
/** Names a leg among those of its line: its kind, or of an alliance's member both. */
export const legKey = ({ partyKind, member }: Pick<RefundLeg, 'partyKind' | 'member'>) =>
  member === undefined ? partyKind : `${partyKind} ${member}`

/**
 * Who gives back how much. `parts` and `beyondFen`, which the platform pays out of its own, add up to the refund. A leg
 * that is positive gives from nothing to all of what is left of it; the risk fund's negative one, with which it made up
 * a guaranteed price, is given back to it and its part is negative. `parts` are by `legKey`.
 */
export type RefundShares = { parts: Map<string, Fen>; beyondFen: Fen }

/**
 * Divides a refund by the policy of its reason, exactly, after whatever refunds of whatever reasons went before.
 * @param legs of one order line, as they are left by the refunds before
 * @param refundFen at most what the buyer has not got back yet, which the caller knows
 * @param seed of this refund: the line and how many refunds went before
 * @throws {RangeError} when the refund is not positive
 */
export function shareRefund(
  legs: readonly RefundLeg[],
  refundFen: Fen,
  { reason, seed }: { reason: RefundReason; seed: string },
): RefundShares {
  if (refundFen <= 0) throw new RangeError('A refund is positive')
  const parts = new Map<string, Fen>()
  let left: number = refundFen
  refundPolicies[reason].forEach((tier, step) => {
    const bearers = legs.filter(({ partyKind }) => tier.includes(partyKind))
    const asked = fen(Math.min(left, capacityOf(bearers)))
    if (asked <= 0) return
    for (const [key, part] of shareInTier(bearers, asked, `${seed}#${step}`)) parts.set(key, part)
    left -= asked
  })
  return { parts, beyondFen: fen(left) }
}

const leftOf = ({ amountFen, refundedFen }: RefundLeg) => amountFen - refundedFen
const capacityOf = (legs: readonly RefundLeg[]) => legs.reduce((sum, leg) => sum + leftOf(leg), 0)

function shareInTier(legs: readonly RefundLeg[], asked: Fen, seed: string): Map<string, Fen> {
  const givers = legs.filter(({ amountFen }) => amountFen > 0)
  const fund = legs.find(({ amountFen }) => amountFen < 0)
  // The fund gets its supplement back in step with what is left, so that the last refund brings both to nothing.
  const supplement = fund ? -leftOf(fund) : 0
  const toFund = Number((BigInt(asked) * BigInt(supplement)) / BigInt(capacityOf(legs)))

  const shares = refundSplit(
    givers.map((leg) => ({ party: legKey(leg), amount: leg.amountFen, refunded: leg.refundedFen })),
    fen(asked + toFund),
    seed,
  )
  const parts = new Map(givers.map((leg) => [legKey(leg), shares.get(legKey(leg)) ?? zeroFen]))
  if (fund && toFund > 0) parts.set(legKey(fund), fen(-toFund))
  return new Map([...parts].filter(([, part]) => part !== 0))
}
