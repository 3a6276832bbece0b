import { z } from 'zod'
import { bookMonth, pageQuery } from './accounts.ts'

export const ENTRIES_A_PAGE = 100
export const READS_A_PAGE = 50

/** A month entry by entry, or a year by months; without either, this month. */
export const statementQuery = z.object({
  month: bookMonth.optional(),
  year: z
    .string()
    .regex(/^\d{4}$/)
    .optional(),
  page: pageQuery.optional(),
})

/** The journal that an address names. */
export const journalIdParam = z.uuid()
/** The ledger party that an address names. */
export const partyIdParam = z.uuid()

/** `before`: the last read of the page before. */
export const readsQuery = z.object({
  before: z
    .string()
    .regex(/^\d{1,18}$/)
    .optional(),
})
