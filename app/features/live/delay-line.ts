import type { After } from '#app/ui/after.ts'

/** `now`: ms, of a clock that only goes forward */
export type Timers = { now(): number; after: After }
type DelayLineOptions<Value> = Timers & { show(value: Value): void }

/** Shows each value some time after it was put in, and never an older one after a newer one. */
export function createDelayLine<Value>({ now, after, show }: DelayLineOptions<Value>) {
  let waiting: { value: Value; dueMs: number }[] = []
  let callOff = () => {}

  function showDue() {
    const due = waiting.filter(({ dueMs }) => dueMs <= now())
    waiting = waiting.slice(due.length)
    const last = due.at(-1)
    if (last) show(last.value)
    callOff()
    const [next] = waiting
    callOff = next ? after(next.dueMs - now(), showDue) : () => {}
  }

  return {
    put(value: Value, delayMs: number) {
      const dueMs = now() + delayMs
      // The delay has become shorter by more than what waits is old: its time was passed over.
      waiting = [...waiting.filter((earlier) => earlier.dueMs < dueMs), { value, dueMs }]
      showDue()
    },
    /** What waits is not shown any more. */
    stop() {
      callOff()
      waiting = []
    },
  }
}
