import { z } from 'zod'

/** 撤下封面: whoever runs the platform takes a cover down, and says why; its host reads it. */
export const coverRemovalForm = z.object({
  picture: z.string().regex(/^cover-[0-9a-f]{32}$/),
  reason: z.string().trim().min(2).max(200),
})
