/** Time as an argument. Tests pass one that they move by hand. */
export type Clock = { now(): Date }

export const systemClock: Clock = { now: () => new Date() }

/** A clock that stands still until it is moved. */
export function standingClock(start: Date): Clock & { advance(ms: number): void; set(to: Date): void } {
  let now = start
  return {
    now: () => now,
    advance: (ms) => {
      now = new Date(now.getTime() + ms)
    },
    set: (to) => {
      now = to
    },
  }
}
