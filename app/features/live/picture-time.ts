import { useEffect, useMemo, useRef, useState } from 'react'
import { after } from '#app/ui/after.ts'
import { createDelayLine, type Timers } from './delay-line.ts'

// News is there at once, and the picture seconds later. What belongs to the picture waits for it.

/** How far the picture that plays on a page is behind the host, s; null: none plays, or it is not known. */
export type PictureTime = {
  behindSec(): number | null
  /** by the player */
  tell(behindSec: number | null): void
}

/** Not a state: nothing has to be drawn again because the picture is a little further behind. */
export function usePictureTime(): PictureTime {
  const behind = useRef<number | null>(null)
  return useMemo(
    () => ({
      behindSec: () => behind.current,
      tell(behindSec) {
        behind.current = behindSec
      },
    }),
    [],
  )
}

const browserTimers: Timers = { now: () => performance.now(), after }

/**
 * A value as it was when what the picture shows now happened: each change waits as long as the picture is behind at
 * that moment, and not at all while that is not known.
 */
export function useAtPictureTime<Value>(
  value: Value,
  behindSec: PictureTime['behindSec'],
  timers: Timers = browserTimers,
): Value {
  // A function would be taken for a way to make the next state.
  const [shown, setShown] = useState({ value })
  const [line] = useState(() =>
    createDelayLine<Value>({ ...timers, show: (due) => setShown({ value: due }) }),
  )
  const latest = useRef(value)
  useEffect(() => {
    if (Object.is(latest.current, value)) return
    latest.current = value
    line.put(value, 1_000 * (behindSec() ?? 0))
  }, [value, line, behindSec])
  useEffect(() => line.stop, [line])
  return shown.value
}
