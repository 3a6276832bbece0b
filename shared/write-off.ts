import { z } from 'zod'
import { yuanAmount } from './studio.ts'

/** A member's debt that the cooperative shall bear. */
export const writeOffForm = z.object({
  householdId: z.string().min(1).max(64),
  amount: yuanAmount.refine((amount) => amount > 0, 'too_small'),
  reason: z.string().trim().min(4).max(200),
})

export const writeOffDecision = z.object({
  writeOffId: z.string().min(1).max(64),
  decision: z.enum(['approve', 'refuse']),
})
