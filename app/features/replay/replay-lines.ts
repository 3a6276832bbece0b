import type { ChatView } from '#shared/chat.ts'
import type { ReplayChat } from '#shared/replay.ts'

// Pure: what of a session's chat has been fetched, and what of it belongs to a moment of the recording.

/** Of whoever jumps to a moment: so much of what was said before it is shown. */
const BEFORE_MS = 60_000
/** The same is asked for while the picture plays on, or an answer would never come in time. */
const STEP_MS = 30_000
/** Fetched ahead, so that nothing is late. */
const AHEAD_MS = 30_000
/** A jump further ahead is not read up to page by page. */
const JUMP_MS = 5 * 60_000

/** Everything from `fromMs` on, up to `next`; null: to the end. */
export type Heard = { fromMs: number; lines: readonly ChatView[]; next: string | null }

/** @returns the time from which to ask, as an ISO instant; null: what is needed at `ms` is there */
export function wantedFrom(heard: Heard | null, ms: number): string | null {
  const anew = new Date(Math.floor((ms - BEFORE_MS) / STEP_MS) * STEP_MS).toISOString()
  if (!heard || ms - BEFORE_MS < heard.fromMs) return anew
  if (heard.next === null) return null
  const nextMs = Date.parse(heard.next)
  if (ms > nextMs + JUMP_MS) return anew
  return ms + AHEAD_MS > nextMs ? heard.next : null
}

/** @param from what was asked for */
export function hearMore(heard: Heard | null, from: string, { lines, next }: ReplayChat): Heard {
  if (!heard || heard.next !== from) return { fromMs: Date.parse(from), lines, next }
  const known = new Set(heard.lines.map(({ id }) => id))
  return { ...heard, lines: [...heard.lines, ...lines.filter(({ id }) => !known.has(id))], next }
}

/** What the room had seen by then. */
export const heardBy = (heard: Heard | null, ms: number): ChatView[] =>
  heard ? heard.lines.filter(({ sentAt }) => Date.parse(sentAt) <= ms) : []
