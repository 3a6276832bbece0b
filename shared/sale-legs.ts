import { fen, sumFen, zeroFen, type Fen } from './money.ts'
import { pour, type Beneficiary, type Hit, type SplitRule } from './split.ts'

// What one sale comes to for everyone. The books, the buyer's view, a rule's preview and its rehearsal all call this.

/**
 * What a processor keeps, as long as it is not known: 3.4 % and 2.35, about what Stripe in Hong Kong lists for cards.
 * Rounded up. The booked fee is the processor's own figure.
 */
const EXPECTED_FEE_BP = 340
const EXPECTED_FEE_FIXED_FEN = 235

export function expectedFee(totalFen: Fen): Fen {
  return fen(Math.min(totalFen, Math.ceil((totalFen * EXPECTED_FEE_BP) / 10_000) + EXPECTED_FEE_FIXED_FEN))
}

/** In which legs are written and told. */
export const LEG_ORDER: readonly Beneficiary[] = [
  'household',
  'cooperative',
  'collective',
  'alliance',
  'platform',
  'risk_fund',
  'processor_fee',
]

export type Leg = { partyKind: Beneficiary; amountFen: Fen }
export type Price = { goodsFen: Fen; freightFen: Fen; feeFen: Fen; seed: string }

/** The legs of one line, in the order they are read. Goods run down the rule; freight goes to who ships. */
export function legsOf(rule: SplitRule, price: Price): Leg[] {
  return rehearse(rule, price).legs
}

/** The same, with the caps, floors and guarantees that decided a leg. */
export function rehearse(
  rule: SplitRule,
  { goodsFen, freightFen, feeFen, seed }: Price,
): { legs: Leg[]; hits: Hit[] } {
  const { legs, hits } = pour(goodsFen, rule, { feeFen, seed })
  legs.set('cooperative', fen((legs.get('cooperative') ?? 0) + freightFen))
  return {
    hits,
    legs: LEG_ORDER.flatMap((partyKind) => {
      const amountFen = legs.get(partyKind) ?? zeroFen
      return amountFen === 0 ? [] : [{ partyKind, amountFen }]
    }),
  }
}

/** A village in no alliance is one of its own: what a rule leaves to the alliance is its collective's. */
export function withoutAlliance(legs: readonly Leg[]): Leg[] {
  const allied = legs.find(({ partyKind }) => partyKind === 'alliance')?.amountFen ?? zeroFen
  if (allied === 0) return [...legs]
  const collective = legs.find(({ partyKind }) => partyKind === 'collective')?.amountFen ?? zeroFen
  const others = new Map(legs.map(({ partyKind, amountFen }) => [partyKind, amountFen]))
  others.delete('alliance')
  others.set('collective', sumFen([collective, allied]))
  return LEG_ORDER.flatMap((partyKind) => {
    const amountFen = others.get(partyKind)
    return amountFen === undefined ? [] : [{ partyKind, amountFen }]
  })
}
