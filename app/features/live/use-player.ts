import { useEffect, useRef, type RefObject } from 'react'
import type { Played } from './played.ts'
import { playInto } from './player.ts'
import type { Look } from './sound-fallback.ts'

type PlayerProps = {
  element: RefObject<HTMLVideoElement>
  /** null: nothing yet, and nothing is loaded */
  played: Played | null
  /** changes as addresses run out, without a new player */
  base: string
  /** the list of an engine that carries the picture too */
  engine?: string | null
  startSec?: number
  onLost(): void
  /** see ./player.ts */
  onBehind?(behindSec: number | null): void
  /** see ./player.ts */
  onLook?(look: Look): void
}

/** One player for as long as the same thing is shown. */
export function usePlayer({ element, played, startSec = 0, ...changing }: PlayerProps) {
  const latest = useRef(changing)
  const start = useRef(startSec)
  useEffect(() => {
    latest.current = changing
    start.current = startSec
  })
  useEffect(() => {
    const video = element.current
    if (!video || !played) return
    let stop: (() => void) | null = null
    let isGone = false
    void playInto({
      ...{ video, played, startSec: start.current },
      base: () => latest.current.base,
      engine: () => latest.current.engine ?? null,
      onLost: () => latest.current.onLost(),
      onBehind: (behindSec) => latest.current.onBehind?.(behindSec),
      onLook: (look) => latest.current.onLook?.(look),
    }).then((stopPlaying) => {
      if (isGone) stopPlaying()
      else stop = stopPlaying
    })
    return () => {
      isGone = true
      stop?.()
    }
  }, [element, played])
}
