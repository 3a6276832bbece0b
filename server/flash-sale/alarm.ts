import type { Clock } from '#server/platform/clock.ts'

/** What is due and did not end is in another node's hands: look again, but not in a circle. */
const SOONEST_MS = 20
/** setTimeout holds no more; a later instant is simply set again by whoever is woken. */
const FURTHEST_MS = 2_000_000_000

/** Rings once, at the earliest of the instants it was set to since it last rang. Does not keep the process alive. */
export function createAlarm({ clock, ring }: { clock: Clock; ring: () => void }) {
  let timer: NodeJS.Timeout | undefined
  let earliest = Infinity
  return {
    set(at: Date) {
      if (at.getTime() >= earliest) return
      earliest = at.getTime()
      clearTimeout(timer)
      const wait = Math.min(Math.max(earliest - clock.now().getTime(), SOONEST_MS), FURTHEST_MS)
      timer = setTimeout(() => {
        earliest = Infinity
        ring()
      }, wait).unref()
    },
    close() {
      clearTimeout(timer)
    },
  }
}
