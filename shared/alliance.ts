import { z } from 'zod'
import type { Fen } from './money.ts'
import { splitFen, type Weight } from './split.ts'

// 抱团: villages under one brand divide what a rule leaves to their alliance: a part equally among all of them, the rest
// by what each has contributed. Both parts are one weight, so that a sum is rounded once.

const WHOLE_BP = 10_000n

/** `contribution` is counted in whatever the alliance agreed to count: mu of tea garden, yuan, days of work. */
export type Seat = { party: string; contribution: number }
/** Base 20 % means: of every yuan 0.20 is divided equally, 0.80 by contribution. */
export type AllianceFormula = { baseBp: number; seats: readonly Seat[] }

/**
 * Exact shares as whole numbers: base/seats + (1 − base)·contribution/contributions, over one denominator. As long as
 * nobody has contributed anything, all are equal.
 * @throws {RangeError} on a base that is not from nothing to the whole
 */
export function allianceWeights({ baseBp, seats }: AllianceFormula): Weight[] {
  const base = BigInt(baseBp)
  if (base < 0n || base > WHOLE_BP) throw new RangeError('A base is from nothing to the whole')
  const all = seats.reduce((sum, { contribution }) => sum + BigInt(contribution), 0n)
  return seats.map(({ party, contribution }) => ({
    party,
    weight: all === 0n ? 1n : base * all + (WHOLE_BP - base) * BigInt(contribution) * BigInt(seats.length),
  }))
}

/** Share of the whole in percent, for reading; nothing is divided by it. */
export function sharePercents(formula: AllianceFormula): Map<string, number> {
  const weights = allianceWeights(formula)
  const whole = weights.reduce((sum, { weight }) => sum + weight, 0n)
  return new Map(weights.map(({ party, weight }) => [party, Number((weight * 1_000_000n) / whole) / 10_000]))
}

/**
 * What each member gets of the alliance's part of one order line, as `splitFen` divides: exact, by largest remainder,
 * ties by a hash of the line.
 */
export function shareAlliance(total: Fen, formula: AllianceFormula, orderLineId: string): Map<string, Fen> {
  return splitFen(total, allianceWeights(formula), `${orderLineId}#alliance`)
}

/** villages of an alliance at most: a sale has three lines of the journal for each */
export const SEATS_MAX = 60
export const CONTRIBUTION_MAX = 1_000_000_000

/** `2026-12`, of this century */
const monthText = z.string().regex(/^20\d{2}-(0[1-9]|1[0-2])$/)
/** `' 1,200 '` → 1200; null for what is no whole number */
export function wholeOf(text: string): number | null {
  const digits = text.normalize('NFKC').replace(/[\s,%]/g, '')
  return /^\d{1,10}$/.test(digits) ? Number(digits) : null
}
const whole = z.string().transform(wholeOf).pipe(z.number())

/** What a member proposes. Each seat sends `collectiveId` and `contribution`; an empty contribution is no seat. */
export const termsForm = z.object({
  followsId: z.string().min(1).max(64),
  fromMonth: monthText,
  basePercent: whole.pipe(z.number().max(100)),
  reason: z.string().trim().min(4).max(200),
})
/** What a village proposes that founds an alliance: in Chinese, and where it likes in English too. */
export const foundForm = termsForm.omit({ followsId: true }).extend({
  nameZh: z.string().trim().min(2).max(30),
  nameEn: z.string().trim().max(60).default(''),
  introZh: z.string().trim().min(4).max(300),
  introEn: z.string().trim().max(600).default(''),
  measureZh: z.string().trim().min(1).max(20),
  measureEn: z.string().trim().max(40).default(''),
})
export const seatContribution = whole.pipe(z.number().max(CONTRIBUTION_MAX))

export const termsDecision = z.object({
  termsId: z.string().min(1).max(64),
  decision: z.enum(['approved', 'refused', 'withdrawn']),
})
export type TermsDecision = z.infer<typeof termsDecision>['decision']
