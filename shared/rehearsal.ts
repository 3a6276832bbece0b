import { z } from 'zod'
import { fen, sumFen } from './money.ts'
import { LEG_ORDER, rehearse, type Leg, type Price } from './sale-legs.ts'
import { beneficiary, type SplitRule } from './split.ts'

/** One paid order line: what was booked for it, and of what. */
export type BookedLine = { orderNumber: string; price: Price; booked: readonly Leg[] }

const amount = z.number().int().transform(fen)
const bound = z.enum(['guarantee', 'floor', 'cap', 'short'])

/** What a rule would have made of orders that are booked. Refunds are left out of it: they follow the legs. */
export const rehearsal = z.object({
  /** how many orders were asked for; there may have been fewer */
  asked: z.number().int(),
  orders: z.number().int(),
  parties: z.array(
    z.object({
      partyKind: beneficiary,
      beforeFen: amount,
      afterFen: amount,
      /** the order by which this party would have lost most; null where it would have lost by none */
      worst: z.object({ orderNumber: z.string(), beforeFen: amount, afterFen: amount }).nullable(),
    }),
  ),
  /** in how many orders a bound decided what somebody got */
  bounds: z.array(z.object({ to: beneficiary, bound, orders: z.number().int() })),
})
export type Rehearsal = z.infer<typeof rehearsal>

/** By the function that books, with the fees and the ties that those orders had. */
export function rehearseRule(
  rule: SplitRule,
  lines: readonly BookedLine[],
  { asked }: { asked: number },
): Rehearsal {
  const played = lines.map(({ orderNumber, price, booked }) => ({
    ...{ orderNumber, booked },
    ...rehearse(rule, price),
  }))
  const parties = LEG_ORDER.flatMap((partyKind) => {
    // An alliance's part is booked in as many legs as it has members.
    const of = (legs: readonly Leg[]) =>
      sumFen(legs.filter((leg) => leg.partyKind === partyKind).map(({ amountFen }) => amountFen))
    const orders = played.map(({ orderNumber, booked, legs }) => ({
      ...{ orderNumber, beforeFen: of(booked), afterFen: of(legs) },
    }))
    const sum = (which: 'beforeFen' | 'afterFen') => fen(orders.reduce((all, one) => all + one[which], 0))
    const [worst] = orders.toSorted((a, b) => a.afterFen - a.beforeFen - (b.afterFen - b.beforeFen))
    const isLoss = worst && worst.afterFen < worst.beforeFen
    const [beforeFen, afterFen] = [sum('beforeFen'), sum('afterFen')]
    if (beforeFen === 0 && afterFen === 0 && !isLoss) return []
    return [{ partyKind, beforeFen, afterFen, worst: isLoss ? worst : null }]
  })
  return { asked, orders: lines.length, parties, bounds: boundsOf(played.map(({ hits }) => hits)) }
}

type Hits = ReturnType<typeof rehearse>['hits']

function boundsOf(orders: readonly Hits[]): Rehearsal['bounds'] {
  const counts = new Map<string, Rehearsal['bounds'][number]>()
  for (const hits of orders) {
    const once = new Map(hits.map(({ to, bound }) => [`${to} ${bound}`, { to, bound }]))
    for (const [name, hit] of once) counts.set(name, { ...hit, orders: (counts.get(name)?.orders ?? 0) + 1 })
  }
  return [...counts.values()].sort((a, b) => b.orders - a.orders)
}
