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

/** `spans` in order, at least one; `chapters` in order. `hasPictures`: there is a storyboard to jump by. */
export type Replay = { spans: Span[]; chapters: Chapter[]; hasPictures: boolean }

/** Below a recording's `base`, where it has pictures: which second of it looks how (WebVTT with media fragments). */
export const STORYBOARD = 'storyboard.vtt'

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

/** Of a recording, from a second to a later one. */
export type Stretch = { fromSec: number; toSec: number }

/** `number`: 1, 2 … */
export type ChapterIn = Stretch & { number: number; chapter: Chapter }

/** The chapters, and where they are in the recording; one that nothing was recorded of is empty. */
export function chaptersIn({ spans, chapters }: Pick<Replay, 'spans' | 'chapters'>): ChapterIn[] {
  const begins = chapters.map(({ at }) => secondOf(spans, Date.parse(at)))
  const lengthSec = endOf(spans.at(-1)!)
  return chapters.map((chapter, at) => ({
    ...{ chapter, number: at + 1 },
    ...{ fromSec: begins[at]!, toSec: begins[at + 1] ?? lengthSec },
  }))
}

/** Nobody wants a file of less. */
const LEAST_SEC = 1

/** The parts of a stretch that are in one reel each. */
export const reelsIn = (reels: readonly Stretch[], { fromSec, toSec }: Stretch): Stretch[] =>
  reels
    .map((reel) => ({ fromSec: Math.max(reel.fromSec, fromSec), toSec: Math.min(reel.toSec, toSec) }))
    .filter((part) => part.toSec - part.fromSec >= LEAST_SEC)

/** Of a live session, what can be had as MP4: all of it, and each chapter; in several files where one can't hold it. */
export type Films = { whole: Stretch[]; chapters: { number: number; title: Bilingual; reels: Stretch[] }[] }

const place = z.coerce.number().int().min(1).max(9_999)
/** One of them: without `chapter` of the whole, without `reel` all of it. */
export const filmQuery = z.object({ chapter: place.optional(), reel: place.optional() })
export type FilmAsked = z.infer<typeof filmQuery>

export type FilmRefusal =
  | { kind: 'no_recording' }
  /** The picture's size or encoder changes in it, which one file can't hold without being encoded anew. */
  | { kind: 'several_reels' }
  | { kind: 'no_ffmpeg' }
  /** as many as this node makes at once */
  | { kind: 'films_busy' }
  | { kind: 'disk_full' }
