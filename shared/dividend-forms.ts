import { z } from 'zod'
import { yuanAmount } from './studio.ts'

// What the forms about distributions and grants send. Each command has a URL of its own.

/** `10` or `12.5` (percent) → basis points, by digits */
const percent = z
  .string()
  .transform((text) => text.normalize('NFKC').replace(/[\s%]/g, ''))
  .pipe(z.string().regex(/^\d{1,3}(\.\d{1,2})?$/, 'percent'))
  .transform((text) => {
    const [whole = '0', part = ''] = text.split('.')
    return Number(whole) * 100 + Number(part.padEnd(2, '0'))
  })
  .pipe(z.number().max(10_000))

const day = z.iso.date()
const id = z.string().min(1).max(64)
const count = z.coerce.number().int().min(0).max(100_000)
const text = (max: number) => z.string().trim().min(2).max(max)

export const beginCommand = z.enum(['close', 'propose', 'account'])
export const closeForm = z.object({ year: z.coerce.number().int().min(2000).max(2100) })
export const proposeForm = z.object({
  periodId: id,
  reserve: percent,
  pool: percent.default(0),
  /** a box that is ticked */
  mayConvert: z
    .literal('on')
    .optional()
    .transform((ticked) => ticked === 'on'),
  /** journals since, for a correction: ids, one a line */
  adjustedBy: z
    .string()
    .default('')
    .transform((lines) => lines.split(/\s+/).filter(Boolean))
    .pipe(z.array(z.uuid()).max(50)),
})
export const accountForm = z.object({
  holderKind: z.enum(['organisation', 'person']),
  holderName: text(60),
  lastFour: z.string().regex(/^\d{4}$/),
})

export const runCommand = z.enum([
  'document',
  'view',
  'withdraw',
  'answer',
  'resolve',
  'post',
  'pay',
  'convert',
  'receipt',
  'publish',
])
export const documentForm = z.object({ kind: z.enum(['business_report', 'financial_report', 'loss_plan']) })
export const viewForm = z.object({ assemblyOn: day })
export const answerForm = z.object({ remarkId: id, text: text(500) })
export const resolveForm = z
  .object({
    body: z.enum(['members', 'representatives']),
    matter: z.enum(['distribution', 'charter']).default('distribution'),
    heldOn: day,
    representatives: z.literal('').or(count).default(''),
    inHall: count,
    for: count,
    against: count,
    abstain: count,
  })
  .transform(({ representatives, ...rest }) => ({
    ...rest,
    representatives: rest.body === 'representatives' ? Number(representatives) : null,
  }))
export const payForm = z.object({ paymentId: id, accountId: id, reference: text(60) })
/** with a paper: that it was received, or became a contribution */
export const paymentForm = z.object({ paymentId: id })

export const memberCommand = z.enum(['ask', 'code', 'vote', 'receipt'])
export const askForm = z.object({ kind: z.enum(['question', 'objection']), text: text(500) })
/** what a code is asked for: a vote, or that the money has come */
export const confirmable = z.enum(['for', 'against', 'abstain', 'receipt'])
export type Confirmable = z.infer<typeof confirmable>
export const codeForm = z.object({ confirm: confirmable })
const code = z
  .string()
  .transform((typed) => typed.replace(/\s/g, ''))
  .pipe(z.string().regex(/^\d{6}$/, 'code'))
export const voteForm = z.object({ confirm: confirmable.exclude(['receipt']), code })
export const confirmReceiptForm = z.object({ code })

export const grantCommand = z.enum(['register', 'receive', 'request', 'decide'])
const amount = yuanAmount.refine((fen) => fen > 0, 'amount')
export const grantForm = z.object({ purpose: text(80), funder: text(60), budget: amount })
export const receiveForm = z.object({ grantId: id, amount, reference: text(60) })
export const spendingForm = z.object({
  grantId: id,
  purpose: text(80),
  kind: z.enum(['asset', 'cost']),
  amount,
})
export const decideForm = z.object({
  grantId: id,
  spendingId: id,
  decision: z.enum(['approved', 'refused']),
})
