// Pure: when a picture that a viewer's line does not carry gives way to its sound, and when it is tried again.

/**
 * `isStarved`: the picture stands still though there is more of it, so because of the line; `isLowest`: on a rung below
 * which there is none
 */
export type Look = { isStarved: boolean; isLowest: boolean }

/** Of a viewer whose line nobody has judged yet. */
export const PICTURE_FIRST: SoundFallback = {
  soundUntilMs: null,
  starvedSinceMs: null,
  stalledAtMs: [],
  triedAtMs: null,
  waitMs: 0,
}

/** Times are of one clock that only goes forward. */
export type SoundFallback = {
  /** only the sound is played, until then; null: the picture is */
  soundUntilMs: number | null
  /** the picture stands still because of the line, since then; null: it moves */
  starvedSinceMs: number | null
  /** when it began to stand still on the lowest rung, each time lately */
  stalledAtMs: readonly number[]
  /** when the picture was tried again last; null: never */
  triedAtMs: number | null
  /** how long the sound was given last */
  waitMs: number
}

/** A picture that stops so often within `LATELY_MS` is given up. */
export const MOST_STALLS = 3
export const LATELY_MS = 60_000
/** One that stands still for so long likewise, on any rung: a player that gets nothing does not know to go down. */
export const LONGEST_STALL_MS = 10_000
/** The sound is given so long, and twice as long each time that the picture was tried in vain. */
export const FIRST_WAIT_MS = 60_000
export const LONGEST_WAIT_MS = 10 * 60_000
/** A picture that has come back and moves for so long did not come in vain. */
export const STEADY_MS = 2 * 60_000

/** What is played after a look at the player, about once a second. */
export function lookedAt(past: SoundFallback, { isStarved, isLowest }: Look, nowMs: number): SoundFallback {
  if (past.soundUntilMs !== null)
    return nowMs < past.soundUntilMs ? past : { ...past, ...MOVING, soundUntilMs: null, triedAtMs: nowMs }
  const isNew = isStarved && isLowest && past.starvedSinceMs === null
  const stalledAtMs = [...past.stalledAtMs, ...(isNew ? [nowMs] : [])].filter((at) => nowMs - at < LATELY_MS)
  const starvedSinceMs = isStarved ? (past.starvedSinceMs ?? nowMs) : null
  const isTooLong = starvedSinceMs !== null && nowMs - starvedSinceMs >= LONGEST_STALL_MS
  if (!isTooLong && stalledAtMs.length < MOST_STALLS) return { ...past, stalledAtMs, starvedSinceMs }
  const wasInVain = past.triedAtMs !== null && nowMs - past.triedAtMs < STEADY_MS
  const waitMs = wasInVain ? Math.min(2 * past.waitMs, LONGEST_WAIT_MS) : FIRST_WAIT_MS
  return { ...past, ...MOVING, waitMs, soundUntilMs: nowMs + waitMs }
}

const MOVING = { stalledAtMs: [], starvedSinceMs: null }
