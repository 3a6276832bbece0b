import { fen, sumFen, type Fen } from '#shared/money.ts'
import { factOf, factsOf } from './references.ts'
import { isStripesOwnFee } from './stripe-fees.ts'
import type { Agreement, BookedLine, Difference, Explanation, Reason, StripeLine } from './types.ts'

/** Webhooks come within seconds and the sweeper within minutes: what is younger may still be on its way. */
const RECENT_MS = 10 * 60_000

type Fact = { stripe: StripeLine[]; booked: BookedLine[] }
export type Told = { stripe: readonly StripeLine[]; booked: readonly BookedLine[]; now: Date }

/**
 * Puts the lines of both sides together by what they are about. What cancels out agrees; every other fact is a
 * difference with its reason. The differences add up to Stripe's lines less the books' lines, always.
 */
export function explain({ stripe, booked, now }: Told): Explanation {
  const agreed = new Map<string, Agreement>()
  const differences: Difference[] = []
  for (const fact of factsIn(stripe, booked)) {
    const differenceFen = differenceOf(fact)
    if (differenceFen === 0) fact.stripe.forEach((line) => countIn(agreed, line))
    else differences.push({ ...fact, differenceFen, reason: reasonOf(fact, now) })
  }
  const explainedFen = sumFen(differences.map(({ differenceFen }) => differenceFen))
  return { agreed: [...agreed.values()], differences, explainedFen }
}

function factsIn(stripe: Told['stripe'], booked: Told['booked']): Fact[] {
  const facts = new Map<string, Fact>()
  const factNamed = (name: string) => {
    const fact = facts.get(name) ?? { stripe: [], booked: [] }
    facts.set(name, fact)
    return fact
  }
  for (const line of booked) factNamed(factOf(line)).booked.push(line)
  for (const line of stripe) {
    const names = factsOf(line)
    factNamed(names.find((name) => facts.has(name)) ?? names[0]!).stripe.push(line)
  }
  return [...facts.values()]
}

function differenceOf({ stripe, booked }: Fact): Fen {
  return fen(sumFen(stripe.map(({ netFen }) => netFen)) - sumFen(booked.map(({ amount }) => amount)))
}

function reasonOf({ stripe, booked }: Fact, now: Date): Reason {
  if (stripe.length === 0) return 'not_at_stripe'
  const isPayment = stripe.every(({ type }) => type === 'charge' || type === 'payment')
  if (booked.length > 0) return isPayment ? 'fee_differs' : 'amount_differs'
  if (stripe.every(({ type }) => type.startsWith('payout'))) return 'payout_not_booked'
  const isOurs = stripe.every(
    (line) => line.chargeId !== null || line.type.startsWith('transfer') || isStripesOwnFee(line),
  )
  if (!isOurs) return 'unknown_kind'
  if (stripe.every(({ isPending }) => isPending)) return 'refund_pending'
  const isRecent = stripe.some(({ at }) => now.getTime() - new Date(at).getTime() < RECENT_MS)
  return isRecent ? 'recent' : 'not_booked'
}

function countIn(agreed: Map<string, Agreement>, { type, netFen }: StripeLine): void {
  const known = agreed.get(type) ?? { type, count: 0, amountFen: fen(0) }
  agreed.set(type, { type, count: known.count + 1, amountFen: fen(known.amountFen + netFen) })
}
