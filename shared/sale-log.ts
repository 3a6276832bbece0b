import { z } from 'zod'
import type { ClaimLogLine, DrawView, PublicEntry } from './draw.ts'
import type { Bilingual } from './locale.ts'
import type { SaleOpening } from './flash-sale.ts'

// The public log of a sale, read page by page: each page begins at a number and names the number of the next.

/** lines of one page for people, and for programs */
export const LOG_PAGE = 100
export const LOG_PAGE_JSON = 1_000
export const ENTRIES_PAGE_JSON = 5_000

/** Receipt numbers and places in a list begin at 1; what is no number means the beginning. */
export const logQuery = z.object({ from: z.coerce.number().int().min(1).max(2_147_483_647).catch(1) })

export type PageAsked = { from: number; limit: number }

/** `next`: where the page after this one begins; null at the end. */
export type SaleLogPage = {
  saleId: string
  title: Bilingual
  variantName: Bilingual
  opening: SaleOpening
  draw: DrawView | null
  /** claims granted so far: their numbers are 1 to `total` */
  total: number
  claims: ClaimLogLine[]
  next: number | null
}
export type EntriesPage = { saleId: string; entries: PublicEntry[]; next: number | null }
