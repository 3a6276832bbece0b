import { z } from 'zod'
import type { Bilingual } from './locale.ts'
import { lengthOf } from './text.ts'

// 投诉、举报: what a viewer says is wrong with a live session, and the platform's one answer (电子商务法 art. 59).

export const COMPLAINT_TEXT = { min: 5, max: 300 } as const

/** code points, as the database counts */
const plainText = z
  .string({ error: 'required' })
  .trim()
  .refine((text) => lengthOf(text) >= COMPLAINT_TEXT.min, 'too_short')
  .refine((text) => lengthOf(text) <= COMPLAINT_TEXT.max, 'too_long')

export const complaintKind = z.enum(['false_claim', 'counterfeit', 'off_platform', 'unlawful', 'other'])
export type ComplaintKind = z.infer<typeof complaintKind>

export const complaintForm = z.object({ kind: complaintKind, text: plainText })

export const complaintOutcome = z.enum(['upheld', 'dismissed'])
export type ComplaintOutcome = z.infer<typeof complaintOutcome>

export const complaintAnswerForm = z.object({
  complaintId: z.string().min(1).max(64),
  outcome: complaintOutcome,
  text: plainText,
})

/** As whoever complained sees it. */
export type ComplaintView = {
  complaintId: string
  kind: ComplaintKind
  text: string
  at: string
  answer: { outcome: ComplaintOutcome; text: string; at: string } | null
}

/** As the platform sees it; `by` is masked as in the chat. */
export type ComplaintCase = ComplaintView & {
  liveSessionId: string
  title: Bilingual
  villageName: Bilingual
  by: string
  answeredBy: string | null
}
