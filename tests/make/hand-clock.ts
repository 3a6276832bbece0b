/** A clock and timers that move when a test says so. */
export function aHandClock() {
  let nowMs = 0
  let timers: { atMs: number; act(): void }[] = []

  return {
    now: () => nowMs,
    after(ms: number, act: () => void) {
      const timer = { atMs: nowMs + ms, act }
      timers.push(timer)
      return () => {
        timers = timers.filter((other) => other !== timer)
      }
    },
    waiting: () => timers.length,
    /** Runs what is due on the way, in order. */
    pass(ms: number) {
      const endMs = nowMs + ms
      for (;;) {
        const [next] = timers.toSorted((a, b) => a.atMs - b.atMs)
        if (!next || next.atMs > endMs) break
        timers = timers.filter((other) => other !== next)
        nowMs = Math.max(nowMs, next.atMs)
        next.act()
      }
      nowMs = endMs
    },
  }
}
