import type { LivePlayback } from '#shared/live.ts'
import type { Viewing } from './use-viewing.ts'

/** What is played: `main` is whatever the line carries, `low` and `sound` no more than that. */
export type Played = 'main' | 'low' | 'sound' | 'recording'

const WANTED: Record<Viewing, Played | null> = { whole: 'main', small: 'low', sound: 'sound', off: null }

/** Where what is wanted can't be had, there is only the picture as it comes. @returns null: nothing, or nothing yet */
export function playedFor({ renditions }: LivePlayback, viewing: Viewing | 'ask' | null): Played | null {
  if (viewing === null || viewing === 'ask') return null
  const wanted = WANTED[viewing]
  const isThere = wanted === null || wanted === 'main' || renditions.some((name) => name === wanted)
  return isThere ? wanted : 'main'
}

/** Under a session's `base`, for players that take low latency, and for those that play HLS by themselves. */
export const LISTS: Record<Played, { low: string; plain: string }> = {
  main: { low: 'main-ll.m3u8', plain: 'main.m3u8' },
  low: { low: 'low/ll.m3u8', plain: 'low/live.m3u8' },
  sound: { low: 'sound/ll.m3u8', plain: 'sound/live.m3u8' },
  recording: { low: 'recording.m3u8', plain: 'recording.m3u8' },
}
