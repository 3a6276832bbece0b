import { z } from 'zod'
import { reason } from './reason.ts'

/** `cover-` and the first half of the SHA-256 of what it shows, which is its group. */
export const COVER_NAME = /^cover-([0-9a-f]{32})$/

/** 撤下封面: whoever runs the platform takes a cover down, and says why; its host reads it. */
export const coverRemovalForm = z.object({
  picture: z.string().regex(COVER_NAME),
  reason,
})
