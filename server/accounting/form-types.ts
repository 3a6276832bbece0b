import type { Bilingual } from '#shared/locale.ts'
import type { FormRow } from './statement.ts'

/**
 * What a row of the balance sheet takes: an account's balance, on the side where the row stands. `only` takes those of
 * its detail accounts that stand on that side, each for itself: claims and debts are never netted.
 */
export type SheetTake = { head: string; side: 'debit' | 'credit'; only?: boolean }

/**
 * What a row of the surplus statement takes.
 * - `earned`, `spent`: the year's movement of an income or expense head, without its transfer to the surplus at the end
 * - `brought`: what was undistributed when the year began
 * - `distributed`: what distributions moved to these heads, less what came back
 * - `reserved`, `released`: what they moved to a reserve, and what they took out of it
 * - `other_in`: what they brought from heads that no other row names
 */
export type SurplusTake =
  | { earned: string }
  | { spent: string }
  | { brought: true }
  | { distributed: readonly string[] }
  | { reserved: string }
  | { released: string }
  | { other_in: true }

/** The statutory forms of a regime, and the two heads that hold what is not distributed. */
export type Forms = {
  verified: boolean
  titles: { sheet: Bilingual; surplus: Bilingual }
  profitHead: string
  distributionHead: string
  sheet: readonly FormRow<SheetTake>[]
  surplus: readonly FormRow<SurplusTake>[]
}

export const debit = (...heads: string[]): SheetTake[] => heads.map((head) => ({ head, side: 'debit' }))
export const credit = (...heads: string[]): SheetTake[] => heads.map((head) => ({ head, side: 'credit' }))
