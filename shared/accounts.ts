import { z } from 'zod'
import { fen, type Fen } from './money.ts'

const day = z.iso.date()
/** A calendar month, `2026-11`. */
export const bookMonth = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/)

/** 凭证号: numbers begin with 1 in each month */
export const voucherNumber = z.object({
  month: bookMonth,
  number: z.coerce.number().int().positive().max(1e9),
})

/** A December is closed with its year, whose results are carried over first. */
export const endsYear = (month: string): boolean => month.endsWith('-12')

/** Which days of a book a page shows, as of which block; what is left out is this year so far, as of now. */
export const rangeQuery = z
  .object({ from: day.optional(), to: day.optional(), height: z.coerce.number().int().min(0).optional() })
  .refine(({ from, to }) => !from || !to || from <= to)

export const pageQuery = z.coerce.number().int().min(1).max(100_000).catch(1)

/** An account's code: head and detail path. */
export const accountCode = z.string().regex(/^\d{3,4}(\.[A-Za-z0-9-]{1,40})*$/)

export const closeMonthForm = z.object({ month: bookMonth, confirmed: z.literal('on') })

/** Yuan as typed, `1234.5`; refused are signs, more than two decimals, and what a book cannot hold. */
const typedFen = z
  .string()
  .trim()
  .regex(/^\d{1,11}(\.\d{1,2})?$/)
  .transform((text): Fen => {
    const [yuan = '0', cents = ''] = text.split('.')
    return fen(BigInt(yuan) * 100n + BigInt(cents.padEnd(2, '0')))
  })
  .refine((amount) => amount > 0)

/** A correction: one amount between two accounts. `key` is made by the page, so that sending twice corrects once. */
export const correctionForm = z
  .object({
    key: z.uuid(),
    debit: accountCode,
    credit: accountCode,
    amount: typedFen,
    reason: z.string().trim().min(2).max(100),
  })
  .refine(({ debit, credit }) => debit !== credit, { path: ['credit'] })

export const exportFormat = z.enum(['xlsx', 'csv', 'hledger', 'ledger', 'beancount'])
export type ExportFormat = z.infer<typeof exportFormat>
