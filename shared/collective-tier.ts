import { fen, type Fen } from './money.ts'

/**
 * 集体经济分档: villages by what their collective earned in twelve months, at the bounds that counties report by. That a
 * village with exactly the bound has reached it is our reading of "10 万元以上", not taken from a text of theirs.
 */
export const tiers = [
  { tier: 'below', fromFen: fen(0) },
  { tier: 'middle', fromFen: fen(5_000_000) },
  { tier: 'upper', fromFen: fen(10_000_000) },
] as const

export type Tier = (typeof tiers)[number]['tier']

/** @param operatingFen booked operating income (经营收入) of twelve months, in fen, without grants; less than nothing after refunds */
export function tierOf(operatingFen: Fen): { tier: Tier; next: { tier: Tier; missingFen: Fen } | null } {
  const at = Math.max(
    0,
    tiers.findLastIndex(({ fromFen }) => operatingFen >= fromFen),
  )
  const next = tiers[at + 1]
  return {
    tier: tiers[at]!.tier,
    next: next ? { tier: next.tier, missingFen: fen(next.fromFen - operatingFen) } : null,
  }
}
