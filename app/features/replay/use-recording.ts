import { useRef, useState } from 'react'
import { usePlayer } from '../live/use-player.ts'

/** A recording that loads nothing until it is asked for: it may be watched on data that is paid by the megabyte. */
export function useRecording(recording: { base: string; onLost(): void }, firstSec: number) {
  const element = useRef<HTMLVideoElement>(null)
  const [startSec, setStartSec] = useState<number | null>(null)
  const [endSec, setEndSec] = useState<number | null>(null)
  const [sec, setSec] = useState(firstSec)
  const [isOver, setOver] = useState(false)
  const isStarted = startSec !== null
  usePlayer({
    ...{ element, ...recording, startSec: startSec ?? 0 },
    played: isStarted ? 'recording' : null,
  })

  /** @param toSec where to stop; null: it is watched to its end */
  function playFrom(from: number, toSec: number | null = null) {
    const video = element.current
    if (!video) return
    setSec(Math.floor(from))
    setEndSec(toSec)
    setOver(false)
    if (isStarted) video.currentTime = from
    else setStartSec(from)
    // Asked for within the tap, or a phone would not let it be heard.
    void video.play().catch(() => {})
  }
  function onTimeUpdate() {
    const video = element.current
    if (!video || !isStarted) return
    setSec(Math.floor(video.currentTime))
    const hasEnded = endSec !== null && video.currentTime >= endSec
    if (hasEnded) video.pause()
    setOver(hasEnded)
  }
  return {
    element,
    isStarted,
    /** the whole second that is watched */
    sec,
    /** stopped where it was to stop */
    isOver,
    playFrom,
    onTimeUpdate,
  }
}
export type Recording = ReturnType<typeof useRecording>
