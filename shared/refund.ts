import { z } from 'zod'
import { fen, zeroFen, type Fen } from './money.ts'
import { wholeNumber } from './number.ts'
import { beneficiary, refundSplit, type Beneficiary } from './split.ts'
import { yuanAmount } from './studio.ts'

// Who bears a refund. A policy is an order of absorption: tiers of legs, each of which gives back before the next does.
// Whoever is in no tier is protected. What the tiers can't give, the platform bears beyond what it earned.

export const refundReason = z.enum(['quality', 'remorse', 'logistics', 'dispute'])
export type RefundReason = z.infer<typeof refundReason>

/** What staff ask for on the order's page; a look at who would bear it is a form of its own. */
export const refundForm = z.object({
  reason: refundReason,
  amount: yuanAmount.refine((amount) => amount > 0, 'too_small'),
  /** units that came back and can be sold again */
  unitsBack: wholeNumber({ min: 0, max: 999 }).default(0),
})

/** The look, confirmed. `refundedBefore`, in fen, is what had gone back then: what was seen is what is booked. */
export const refundConfirmation = refundForm.extend({
  refundedBefore: wholeNumber({ min: 0, max: 999_999_999 }),
})

/** `unitsBack`: of the goods, that came back and can be sold again */
export type RefundAsked = { reason: RefundReason; amountFen: Fen; unitsBack?: number }
export type RefundConfirmed = RefundAsked & { refundedBeforeFen: Fen }

export type RefundRefusal =
  | { kind: 'order_not_found' }
  | { kind: 'refund_beyond_order'; leftFen: Fen }
  /** more units came back than were sent and did not come back before */
  | { kind: 'units_beyond_order'; leftUnits: number }
  /** the card holder disputes the payment: it is decided there */
  | { kind: 'refund_disputed' }
  /** somebody refunded of this order since the look, or this form was sent twice */
  | { kind: 'refunded_meanwhile' }

const tiers = z.array(z.array(beneficiary).min(1)).refine((all) => {
  const kinds = all.flat()
  return new Set(kinds).size === kinds.length
}, 'A leg gives back in one tier')
/** The legs of a tier give in proportion until they have nothing left, then the next tier does. */
export type RefundTiers = readonly (readonly Beneficiary[])[]

/** A policy as it is kept: a version that never changes, of a table that only grows. */
export const refundPolicyBody = z.strictObject({
  quality: tiers,
  remorse: tiers,
  logistics: tiers,
  dispute: tiers,
}) satisfies z.ZodType<Record<RefundReason, RefundTiers>>

/** What a version says of one reason. `validFrom`: the business day from which on sales are under it. */
export type RefundPolicy = { version: number; validFrom: string; tiers: RefundTiers }

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
 * Divides a refund by a policy’s tiers for its reason, exactly, after whatever refunds of whatever reasons went before.
 * @param legs of one order line, as they are left by the refunds before
 * @param refundFen at most what the buyer has not got back yet, which the caller knows
 * @param seed of this refund: the line and how many refunds went before
 * @throws {RangeError} when the refund is not positive
 */
export function shareRefund(
  legs: readonly RefundLeg[],
  refundFen: Fen,
  { tiers, seed }: { tiers: RefundTiers; seed: string },
): RefundShares {
  if (refundFen <= 0) throw new RangeError('A refund is positive')
  const parts = new Map<string, Fen>()
  let left: number = refundFen
  tiers.forEach((tier, step) => {
    const bearers = legs.filter(({ partyKind }) => tier.includes(partyKind))
    const asked = fen(Math.min(left, capacityOf(bearers)))
    if (asked <= 0) return
    for (const [key, part] of shareInTier(bearers, asked, `${seed}#${step}`)) parts.set(key, part)
    left -= asked
  })
  return { parts, beyondFen: fen(left) }
}

/**
 * What of a whole goes with a part of another, rounded down: all of it with all.
 * @throws {RangeError} when the part is more than what it is of
 */
export function inStep(wholeFen: Fen, partFen: Fen, ofFen: Fen): Fen {
  if (partFen > ofFen) throw new RangeError(`${partFen} of ${ofFen} fen`)
  return fen((BigInt(wholeFen) * BigInt(partFen)) / BigInt(ofFen))
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
