import type { Clock } from '#server/platform/clock.ts'
import type { Log } from '#server/platform/log.ts'

/** What is due and did not end is in another node's hands: look again, but not in a circle. */
const SOONEST_MS = 20
/** setTimeout holds no more; a later instant is simply set again by whoever is woken. */
const FURTHEST_MS = 2_000_000_000

type AlarmDeps = { clock: Clock; log: Log; ring: () => Promise<unknown>; whenItFails: string }

/** Rings once, at the earliest of the instants it was set to since it last rang. Does not keep the process alive. */
export function createAlarm({ clock, log, ring, whenItFails }: AlarmDeps) {
  let timer: NodeJS.Timeout | undefined
  let earliest = Infinity
  let isClosed = false
  let ringing: Promise<unknown> = Promise.resolve()
  return {
    set(at: Date) {
      if (isClosed || at.getTime() >= earliest) return
      earliest = at.getTime()
      clearTimeout(timer)
      const wait = Math.min(Math.max(earliest - clock.now().getTime(), SOONEST_MS), FURTHEST_MS)
      timer = setTimeout(() => {
        earliest = Infinity
        ringing = ring().catch((error: unknown) => log.error({ error }, whenItFails))
      }, wait).unref()
    },
    /** Resolves when what it rang for has ended. */
    async close() {
      isClosed = true
      clearTimeout(timer)
      await ringing
    },
  }
}
