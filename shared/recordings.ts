import { z } from 'zod'
import { reason } from './reason.ts'

/** 调查留存: whoever runs the platform holds a recording, or lets it go, and says why. */
export const recordingHoldForm = z.object({
  hold: z.enum(['on', 'off']).transform((hold) => hold === 'on'),
  reason,
})
