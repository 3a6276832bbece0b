import { z } from 'zod'
import type { ChatView } from './chat.ts'
import type { Bilingual } from './locale.ts'
import type { Fen } from './money.ts'

// A live session watched again: its recording has seconds, its chat and its sales have times of day.

/** A stretch of a recording without a gap: its second `fromSec` was broadcast at `at`. */
export type Span = { at: string; fromSec: number; durationSec: number }

/** What was shown, or put on sale, from `at` on. `shelf`: from which price it can be bought now; null when it can't. */
export type Chapter = {
  at: string
  productSlug: string
  title: Bilingual
  picture: string
  shelf: { priceFen: Fen } | null
}

/** `spans` in order, at least one; `chapters` in order. */
export type Replay = { spans: Span[]; chapters: Chapter[] }

/** Lines of one answer: about what a lively room says in a minute. */
export const REPLAY_CHAT_LINES = 200

export const replayChatQuery = z.object({ from: z.iso.datetime() })

/**
 * What was said from `from` on, in order. `next`: from when to ask for more; null: that was all. Its first lines are
 * the last of this answer again.
 */
export type ReplayChat = { lines: ChatView[]; next: string | null }

const endOf = ({ fromSec, durationSec }: Span) => fromSec + durationSec
const msOf = ({ at }: Span) => Date.parse(at)

/** @returns when the recording's second `sec` was broadcast, ms since the epoch */
export function broadcastAt(spans: readonly Span[], sec: number): number {
  const span = spans.findLast(({ fromSec }) => fromSec <= sec) ?? spans[0]!
  return msOf(span) + (Math.min(sec, endOf(span)) - span.fromSec) * 1_000
}

/** @returns the second of the recording that was broadcast at `ms`; in a gap, where the picture comes back */
export function secondOf(spans: readonly Span[], ms: number): number {
  const span = spans.find((one) => ms < msOf(one) + one.durationSec * 1_000)
  if (!span) return endOf(spans.at(-1)!)
  return span.fromSec + Math.max(0, ms - msOf(span)) / 1_000
}
