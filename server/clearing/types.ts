import { z } from 'zod'
import { fen, type Fen } from '#shared/money.ts'
import type { Result } from '#shared/result.ts'
import type { BalanceMoves, OtherCurrency, Outage } from '../payments/index.ts'

const fenOf = z.number().int().transform(fen)

/** A line of Stripe's balance, as far as it is kept with a count. */
const stripeLine = z.object({
  lineId: z.string(),
  type: z.string(),
  at: z.string(),
  amountFen: fenOf,
  feeFen: fenOf,
  netFen: fenOf,
  sourceId: z.string().nullable(),
  chargeId: z.string().nullable(),
  reference: z.string().nullable(),
  isPending: z.boolean(),
  // Counts that were kept before have none.
  description: z.string().nullable().default(null),
})
export type StripeLine = z.infer<typeof stripeLine>

/** A line of the clearing account, with the voucher that it is of. */
const bookedLine = z.object({
  journalId: z.string(),
  key: z.string(),
  month: z.string(),
  number: z.number(),
  effectiveOn: z.string(),
  memo: z.string(),
  /** debit positive: more at Stripe */
  amount: fenOf,
})
export type BookedLine = z.infer<typeof bookedLine>

export const reasons = [
  /** at Stripe, and so young that the books may not have heard of it */
  'recent',
  /** on its way back to a buyer: booked when he has it */
  'refund_pending',
  /** a payment, a refund, a dispute or a fee that never came into the books */
  'not_booked',
  'payout_not_booked',
  /** something of no payment and no fee: what somebody did in Stripe's pages */
  'unknown_kind',
  /** booked, but Stripe kept more or less of it */
  'fee_differs',
  'amount_differs',
  /** in the books, and not at Stripe */
  'not_at_stripe',
] as const
export type Reason = (typeof reasons)[number]

/** Lines of one fact that do not cancel out, and why. */
const difference = z.object({
  reason: z.enum(reasons),
  stripe: z.array(stripeLine),
  booked: z.array(bookedLine),
  /** Stripe less books */
  differenceFen: fenOf,
})
export type Difference = z.infer<typeof difference>
export const differences = z.array(difference)

/** What agrees, by Stripe's kind of line. */
const agreement = z.object({ type: z.string(), count: z.number(), amountFen: fenOf })
export type Agreement = z.infer<typeof agreement>
export const agreements = z.array(agreement)

export type Explanation = {
  /** of the lines that were looked at this time */
  agreed: Agreement[]
  differences: Difference[]
  /** Σ of the differences */
  explainedFen: Fen
}

export type CountSummary = {
  countId: string
  day: string
  at: string
  /** null: it was done by itself */
  byName: string | null
  stripeFen: Fen
  bookFen: Fen
  explainedFen: Fen
  /** Stripe less books less what is explained: zero, or somebody has to look */
  unexplainedFen: Fen
  /** the block of the ledger that the books were read at */
  height: number
  differenceCount: number
}
export type Count = CountSummary & { agreed: Agreement[]; differences: Difference[] }

/** Who counts; null: the clock. */
export type Counter = { userId: string; name: string } | null

export type CountRefusal = Outage | OtherCurrency | BalanceMoves

export type Clearing = {
  /**
   * Stripe's balance against the clearing account, line by line, written down for good. Payouts to the bank, disputes
   * and fees of Stripe's own that are not booked yet are booked first.
   */
  count(by: Counter): Promise<Result<{ countId: string }, CountRefusal>>
  latest(): Promise<Count | null>
  find(countId: string): Promise<Count | null>
  counts(limit: number): Promise<CountSummary[]>
  /**
   * Books what became of a payout to the bank so far, each step once, whoever hears of it and how often.
   * @throws when Stripe can't be asked: whoever heard of it must come again
   */
  bookPayout(payoutId: string, by?: Counter): Promise<void>
}
