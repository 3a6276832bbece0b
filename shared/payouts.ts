import { z } from 'zod'

// What the pages about payouts send, and the words that they share with the server.

export const payoutBank = z.enum(['icbc', 'boc', 'abc'])
export type PayoutBank = z.infer<typeof payoutBank>
/** How money leaves: a file for the bank, cash in front of witnesses, or a transfer to the party's Stripe account. */
export const payoutRail = z.enum(['bank_file', 'cash', 'stripe'])
export type PayoutRail = z.infer<typeof payoutRail>
export const fileFormat = z.enum(['csv', 'xlsx'])
export type FileFormat = z.infer<typeof fileFormat>

/** Nobody reads more lines before he approves them; and a journal has room for as many. */
export const LINES_MAX = 500

export type BatchState = 'proposed' | 'approved' | 'sent' | 'settled' | 'rejected' | 'withdrawn'
export type LineState = 'proposed' | 'held' | 'settled' | 'returned'

export const importOutcomes = [
  'settled',
  'returned',
  'resolved_before',
  'waiting',
  'unknown_line',
  'amount_differs',
  'account_differs',
  'reference_used',
  'no_reference',
  'unreadable',
] as const
export type ImportOutcome = (typeof importOutcomes)[number]

/** 12 and 3 → `FK12-003`: what a payment carries through the bank, so that its result finds it again */
export function lineReference(batchNumber: number, lineNumber: number): string {
  return `FK${batchNumber}-${String(lineNumber).padStart(3, '0')}`
}

const text = (max: number) => z.string().trim().min(1).max(max)
/** `bank`: a bank account; `stripe`: a connected account, its number being `acct_…` */
export type AccountRail = 'bank' | 'stripe'
export type HolderKind = 'person' | 'organisation'
/** what an account's number looks like, by rail */
const NUMBERS = { bank: /^\d{8,30}$/, stripe: /^acct_\w{8,40}$/ }
const isNumberOf = (rail: AccountRail, number: string) => NUMBERS[rail].test(number)
const isNumber = (number: string) => isNumberOf('bank', number) || isNumberOf('stripe', number)

export const accountForm = z
  .object({
    rail: z.enum(['bank', 'stripe']).default('bank'),
    partyId: z.uuid(),
    holderKind: z.enum(['person', 'organisation']),
    holderName: text(60),
    /** of a Stripe account it is Stripe that says where it is */
    bankName: z.string().trim().max(60).default(''),
    province: z.string().trim().max(20).default(''),
    city: z.string().trim().max(20).default(''),
    number: z
      .string()
      .transform((typed) => typed.normalize('NFKC').replace(/[\s-]/g, ''))
      .refine(isNumber, 'account_number'),
  })
  .refine(({ rail, bankName }) => rail === 'stripe' || bankName !== '', {
    path: ['bankName'],
    message: 'required',
  })
  .refine(({ rail, number }) => !isNumber(number) || isNumberOf(rail, number), {
    path: ['number'],
    message: 'number_of_rail',
  })

export const proposeForm = z
  .object({
    rail: payoutRail,
    bank: z.literal('').or(payoutBank).default(''),
    format: fileFormat.default('csv'),
    parties: z.array(z.uuid()).min(1, 'required').max(LINES_MAX),
  })
  .refine(({ rail, bank }) => rail !== 'bank_file' || bank !== '', { path: ['bank'], message: 'required' })

/** Six digits of the app, or a recovery code. */
export const factorCode = z
  .string()
  .transform((typed) => typed.normalize('NFKC').replace(/\s/g, ''))
  .pipe(z.string().min(6).max(40))

export const batchCommand = z.enum([
  'approve',
  'reject',
  'withdraw',
  'file',
  'import',
  'cash',
  'return',
  'transfer',
])
export const approveForm = z.object({ code: factorCode, fileHash: z.string().regex(/^[0-9a-f]{64}$/) })
export const cashForm = z.object({ lineId: text(64), witnessOne: text(30), witnessTwo: text(30) })
export const returnForm = z.object({ lineId: text(64), reason: text(200) })
