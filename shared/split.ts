import { sha256 } from '@noble/hashes/sha2.js'
import { z } from 'zod'
import { fen, type Fen } from './money.ts'

// The one place where money is divided. Exact integers throughout: products run in bigint, results are Fen.
// Method and proofs: largest remainder (Hamilton), ties by sha256(seed ‖ 0 ‖ party), so that no order of declaration
// is favoured and anyone can recompute who got the odd fen.

export type Weight = { party: string; weight: bigint }

const BASIS_POINTS = 10_000n
const NUL = 0
const encoder = new TextEncoder()

function tieKey(seed: string, party: string): Uint8Array {
  return sha256(Uint8Array.from([...encoder.encode(seed), NUL, ...encoder.encode(party)]))
}

function compareBytes(a: Uint8Array, b: Uint8Array): number {
  const at = a.findIndex((byte, index) => byte !== b[index])
  return at < 0 ? 0 : (a[at] ?? 0) - (b[at] ?? 0)
}

function allDifferent(names: readonly string[]): boolean {
  return new Set(names).size === names.length
}

/** Larger remainders first, ties by key. */
function byRemainder(a: { remainder: bigint; key: Uint8Array }, b: { remainder: bigint; key: Uint8Array }) {
  if (a.remainder === b.remainder) return compareBytes(a.key, b.key)
  return a.remainder > b.remainder ? -1 : 1
}

/**
 * Divides `total` by weight: the parts add up to it, each is less than one fen from its exact share, a weight of zero
 * gets nothing, and the order of the weights does not matter.
 * @param seed what is being divided, e.g. the order line's id
 * @throws {RangeError} on a negative total or weight, a party named twice, or all weights zero when the total is not
 */
export function splitFen(total: Fen, weights: readonly Weight[], seed: string): Map<string, Fen> {
  const sum = weights.reduce((all, { weight }) => all + weight, 0n)
  if (total < 0 || weights.some(({ weight }) => weight < 0n))
    throw new RangeError('A split is never negative')
  if (!allDifferent(weights.map(({ party }) => party))) throw new RangeError('A party is named once')
  if (sum === 0n && total !== 0) throw new RangeError('Nobody to split it among')
  if (sum === 0n) return new Map(weights.map(({ party }) => [party, fen(0)]))

  const shares = weights.map(({ party, weight }) => {
    const product = BigInt(total) * weight
    return { party, share: product / sum, remainder: product % sum, key: tieKey(seed, party) }
  })
  const odd = BigInt(total) - shares.reduce((all, { share }) => all + share, 0n)
  const lucky = new Set(shares.toSorted(byRemainder).slice(0, Number(odd)))
  return new Map(shares.map((one) => [one.party, fen(one.share + (lucky.has(one) ? 1n : 0n))]))
}

/** What a tier of a rule pays to: a role in the sale, resolved to a party when the sale is known. */
export const beneficiary = z.enum([
  'processor_fee',
  'household',
  'cooperative',
  'collective',
  'alliance',
  'platform',
  'risk_fund',
])
export type Beneficiary = z.infer<typeof beneficiary>
/** Whom a tier may name. The processor takes its fee itself; a rule can't send it more. */
export const payee = beneficiary.exclude(['processor_fee'])
export type Payee = z.infer<typeof payee>

const amountFen = z.number().int().min(0)
const bp = z.number().int().min(0).max(10_000)

/**
 * One step of a waterfall, taking from what the steps before have left:
 * `processor_fee` what the processor kept; `fixed` a price per line, made up by the risk fund when `guaranteed`
 * (保底价); `basis_points` of the gross or of what is left, with caps and floors; `rest` all that is left, always last.
 * A public official hosts for nothing (公务员法 art. 59): there is no beneficiary for the host.
 */
export const splitTier = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('processor_fee') }),
  z.object({ kind: z.literal('fixed'), to: payee, amountFen, guaranteed: z.boolean().default(false) }),
  z.object({
    kind: z.literal('basis_points'),
    of: z.enum(['gross', 'left']),
    parts: z
      .array(
        z
          .object({ to: payee, bp, capFen: amountFen.optional(), floorFen: amountFen.optional() })
          .refine(
            ({ capFen, floorFen = 0 }) => capFen === undefined || floorFen <= capFen,
            'floor above cap',
          ),
      )
      .min(1)
      .refine((parts) => allDifferent(parts.map(({ to }) => to)), 'a payee twice')
      .refine((parts) => parts.reduce((sum, part) => sum + part.bp, 0) <= 10_000, 'more than the whole'),
  }),
  z.object({ kind: z.literal('rest'), to: payee }),
])
export type SplitTier = z.infer<typeof splitTier>

export const splitRule = z
  .array(splitTier)
  .min(1)
  .max(20)
  .refine(
    (tiers) => tiers.findIndex(({ kind }) => kind === 'rest') === tiers.length - 1,
    'ends with one rest tier',
  )
export type SplitRule = z.infer<typeof splitRule>

export type Legs = Map<Beneficiary, Fen>

/**
 * A bound that decided what somebody got: `guarantee` where the fund made up a price, `floor` and `cap` of a share, and
 * `short` where not enough was left for what a tier promises.
 */
export type Hit = { step: number; to: Beneficiary; bound: 'guarantee' | 'floor' | 'cap' | 'short' }

type Pour = { gross: bigint; left: bigint; legs: Map<Beneficiary, bigint>; hits: Hit[]; seed: string }

function give(pour: Pour, to: Beneficiary, amount: bigint): void {
  pour.legs.set(to, (pour.legs.get(to) ?? 0n) + amount)
}

type FixedTier = { to: Beneficiary; amount: bigint; guaranteed: boolean }

function pourFixed(pour: Pour, tier: FixedTier, step: number): void {
  const paid = tier.amount < pour.left ? tier.amount : pour.left
  give(pour, tier.to, tier.guaranteed ? tier.amount : paid)
  if (paid < tier.amount)
    pour.hits.push({ step, to: tier.to, bound: tier.guaranteed ? 'guarantee' : 'short' })
  if (tier.guaranteed && paid < tier.amount) give(pour, 'risk_fund', paid - tier.amount)
  pour.left -= paid
}

function pourBasisPoints(pour: Pour, tier: Extract<SplitTier, { kind: 'basis_points' }>, step: number): void {
  const base = fen(tier.of === 'gross' ? pour.gross : pour.left)
  const whole = tier.parts.reduce((sum, part) => sum + BigInt(part.bp), 0n)
  const shares = splitFen(
    base,
    [
      ...tier.parts.map((part) => ({ party: part.to, weight: BigInt(part.bp) })),
      { party: '\u0000rest', weight: BASIS_POINTS - whole },
    ],
    `${pour.seed}#${step}`,
  )
  let wanted = tier.parts.map((part) => {
    const share = shares.get(part.to) ?? 0
    const floored = Math.max(share, part.floorFen ?? 0)
    const amount = Math.min(floored, part.capFen ?? floored)
    if (amount !== share) pour.hits.push({ step, to: part.to, bound: amount > share ? 'floor' : 'cap' })
    return { to: part.to, amount: BigInt(amount) }
  })
  if (wanted.reduce((sum, { amount }) => sum + amount, 0n) > pour.left) {
    const weights = wanted.map(({ to, amount }) => ({ party: to, weight: amount }))
    const cut = splitFen(fen(pour.left), weights, `${pour.seed}#cut${step}`)
    for (const { to, amount } of wanted)
      if (BigInt(cut.get(to) ?? 0) < amount) pour.hits.push({ step, to, bound: 'short' })
    wanted = wanted.map(({ to }) => ({ to, amount: BigInt(cut.get(to) ?? 0) }))
  }
  for (const { to, amount } of wanted) {
    give(pour, to, amount)
    pour.left -= amount
  }
}

/**
 * Divides the gross price of one order line among those who earn. The legs add up to `gross` exactly; only the risk
 * fund's may be negative.
 * @param rule ends with a rest tier (the schema sees to it)
 * @param feeFen what the processor kept, or is expected to keep, of this line
 * @param seed the order line's id, so that ties can be recomputed
 */
export function waterfall(gross: Fen, rule: SplitRule, of: { feeFen: Fen; seed: string }): Legs {
  return pour(gross, rule, of).legs
}

/** The same, with what bound the legs. */
export function pour(
  gross: Fen,
  rule: SplitRule,
  { feeFen, seed }: { feeFen: Fen; seed: string },
): { legs: Legs; hits: Hit[] } {
  const stream: Pour = { gross: BigInt(gross), left: BigInt(gross), legs: new Map(), hits: [], seed }
  rule.forEach((tier, step) => {
    if (tier.kind === 'processor_fee')
      pourFixed(stream, { to: 'processor_fee', amount: BigInt(feeFen), guaranteed: false }, step)
    else if (tier.kind === 'fixed') pourFixed(stream, { ...tier, amount: BigInt(tier.amountFen) }, step)
    else if (tier.kind === 'basis_points') pourBasisPoints(stream, tier, step)
    else {
      give(stream, tier.to, stream.left)
      stream.left = 0n
    }
  })
  const legs = new Map([...stream.legs].map(([to, amount]) => [to, fen(amount)]))
  const sum = [...legs.values()].reduce((all, amount) => all + amount, 0)
  if (sum !== gross) throw new Error(`A waterfall of ${gross} came to ${sum}`)
  return { legs, hits: stream.hits }
}

export type RefundableLeg = { party: string; amount: Fen; refunded: Fen }

/**
 * Divides a partial refund among the legs that were paid. Any sequence of refunds: each part is at least zero and at
 * most what is left of its leg, the parts add up to `refund`, the last refund brings every leg to zero, and no leg is
 * ever a fen or more from its exact cumulative share.
 * @throws {RangeError} when the refund is not positive or exceeds what is left, or the legs are not what legs can be
 */
export function refundSplit(legs: readonly RefundableLeg[], refund: Fen, seed: string): Map<string, Fen> {
  if (legs.some(({ amount, refunded }) => refunded < 0 || refunded > amount))
    throw new RangeError('Of a leg, from nothing to all is refunded')
  if (!allDifferent(legs.map(({ party }) => party))) throw new RangeError('A party is named once')
  const whole = legs.reduce((sum, leg) => sum + BigInt(leg.amount), 0n)
  const before = legs.reduce((sum, leg) => sum + BigInt(leg.refunded), 0n)
  const after = before + BigInt(refund)
  if (refund <= 0 || after > whole) throw new RangeError('A refund is positive and at most what is left')

  // Each leg's exact target is after·amount/whole; what it still lacks of that, as a fraction over `whole`.
  const parts = legs.map((leg) => {
    const lacking = after * BigInt(leg.amount) - BigInt(leg.refunded) * whole
    return {
      party: leg.party,
      part: lacking > 0n ? lacking / whole : 0n,
      remainder: lacking > 0n ? lacking % whole : lacking,
      most: BigInt(leg.amount) - BigInt(leg.refunded),
      key: tieKey(seed, leg.party),
    }
  })
  let odd = BigInt(refund) - parts.reduce((sum, { part }) => sum + part, 0n)
  const byNeed = parts.toSorted(byRemainder)
  for (let turn = 0; odd > 0n; turn++) {
    const one = byNeed[turn % byNeed.length]!
    if (one.part >= one.most) continue
    one.part += 1n
    odd -= 1n
  }
  const byLeastNeed = byNeed.toReversed()
  for (let turn = 0; odd < 0n; turn++) {
    const one = byLeastNeed[turn % byLeastNeed.length]!
    if (one.part <= 0n) continue
    one.part -= 1n
    odd += 1n
  }
  return new Map(parts.map(({ party, part }) => [party, fen(part)]))
}
