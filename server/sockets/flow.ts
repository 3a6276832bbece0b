import type { Clock } from '#server/platform/clock.ts'

/** Two and a half times the best that we record: what waited while the line was lost comes faster than it was made. */
const BYTES_PER_SECOND = 512 * 1024
/** Half a minute of it at once. */
const BURST_BYTES = 16 * 1024 * 1024

/** `asked`: it is not known yet who it is. */
type Why = 'encoder' | 'rate' | 'asked'
type Readable = { pause(): unknown; resume(): unknown }

/** Reads a host's line no faster than its encoder takes it, and than any honest picture comes. */
export function createFlow(line: Readable, clock: Clock) {
  const held = new Set<Why>()
  let ahead = 0
  let since = clock.now().getTime()
  const hold = (why: Why) => {
    held.add(why)
    line.pause()
  }
  const letGo = (why: Why) => {
    held.delete(why)
    if (held.size === 0) line.resume()
  }
  return {
    hold,
    letGo,
    isHeld: () => held.size > 0,
    release() {
      held.clear()
      line.resume()
    },
    passed(bytes: number) {
      const now = clock.now().getTime()
      ahead = Math.max(0, ahead - ((now - since) / 1_000) * BYTES_PER_SECOND) + bytes
      since = now
      if (ahead <= BURST_BYTES || held.has('rate')) return
      hold('rate')
      setTimeout(() => letGo('rate'), ((ahead - BURST_BYTES) / BYTES_PER_SECOND) * 1_000).unref()
    },
  }
}
export type Flow = ReturnType<typeof createFlow>
