import { useEffect, useRef, type RefObject } from 'react'
import { playInto, type Shown } from './player.ts'

type PlayerProps = {
  element: RefObject<HTMLVideoElement>
  /** null: nothing yet, and nothing is loaded */
  shown: Shown | null
  /** changes as addresses run out, without a new player */
  base: string
  startSec?: number
  onLost(): void
}

/** One player for as long as the same thing is shown. */
export function usePlayer({ element, shown, startSec = 0, ...changing }: PlayerProps) {
  const latest = useRef(changing)
  const start = useRef(startSec)
  useEffect(() => {
    latest.current = changing
    start.current = startSec
  })
  useEffect(() => {
    const video = element.current
    if (!video || !shown) return
    let stop: (() => void) | null = null
    let isGone = false
    void playInto({
      ...{ video, shown, startSec: start.current },
      base: () => latest.current.base,
      onLost: () => latest.current.onLost(),
    }).then((stopPlaying) => {
      if (isGone) stopPlaying()
      else stop = stopPlaying
    })
    return () => {
      isGone = true
      stop?.()
    }
  }, [element, shown])
}
