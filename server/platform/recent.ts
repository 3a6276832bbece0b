/** A record for each key, the same one for as long as it is in use. */
export type Recent<Kept> = {
  /** @param at now, ms */
  of(key: string, at: number): Kept
}

type RecentOptions<Kept> = { make(): Kept; isInUse(kept: Kept): boolean }

/** Asked for anything after this time, it forgets what is not in use and was not asked for since the time before. */
export const KEEP_MS = 1_000

/**
 * What requests note down while they are under way, by a key that comes again: who asks, not what for. A Map that each
 * request enters and leaves would do, and keep everything alive: docs/decisions/062-what-is-in-flight-dies-young.md.
 *
 * Cost: a look-up; once in KEEP_MS a walk over those that are to be forgotten.
 */
export function createRecent<Kept>({ make, isInUse }: RecentOptions<Kept>): Recent<Kept> {
  let current = new Map<string, Kept>()
  let earlier = new Map<string, Kept>()
  let since = -Infinity

  function turn(at: number) {
    const leaving = earlier
    earlier = current
    current = new Map()
    since = at
    for (const [key, kept] of leaving) if (isInUse(kept)) current.set(key, kept)
  }

  return {
    of(key, at) {
      if (at - since >= KEEP_MS || at < since) turn(at)
      const known = current.get(key)
      if (known !== undefined) return known
      const kept = earlier.get(key) ?? make()
      current.set(key, kept)
      return kept
    },
  }
}
