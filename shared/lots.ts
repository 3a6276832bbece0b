import { z } from 'zod'

// 批次召回, as a cooperative's staff asks for it.

export const RECALL_REASON_MIN = 4
export const RECALL_REASON_MAX = 200

/** The reason is shown to whoever looks at the goods. `confirmed` is the tick that says: it cannot be undone. */
export const recallForm = z
  .object({
    reason: z.string().trim().min(RECALL_REASON_MIN).max(RECALL_REASON_MAX),
    confirmed: z.literal('on').optional(),
  })
  // Of the whole form: an absent field is never asked whether it is right.
  .refine(({ confirmed }) => confirmed === 'on', { path: ['confirmed'], message: 'accept' })
