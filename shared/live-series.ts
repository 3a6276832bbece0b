import { z } from 'zod'

/** 公益直播: sessions that say so of themselves, from the studio's declaration. */
export const SERIES = ['charity'] as const
export type Series = (typeof SERIES)[number]

/** What of the programme is wanted: a series, or all; of replays those before one. What is no such thing is not asked for. */
export const programmeQuery = z.object({
  series: z.enum(SERIES).optional().catch(undefined),
  before: z.string().min(1).max(64).optional().catch(undefined),
})
