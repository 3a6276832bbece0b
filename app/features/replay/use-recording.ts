import { useRef, useState } from 'react'
import { usePlayer } from '../live/use-player.ts'

/** A recording that loads nothing until it is asked for: it may be watched on data that is paid by the megabyte. */
export function useRecording(recording: { base: string; onLost(): void }, firstSec: number) {
  const element = useRef<HTMLVideoElement>(null)
  const [startSec, setStartSec] = useState<number | null>(null)
  const [sec, setSec] = useState(firstSec)
  const isStarted = startSec !== null
  usePlayer({
    ...{ element, ...recording, startSec: startSec ?? 0 },
    played: isStarted ? 'recording' : null,
  })

  function playFrom(from: number) {
    const video = element.current
    if (!video) return
    setSec(Math.floor(from))
    if (isStarted) video.currentTime = from
    else setStartSec(from)
    // Asked for within the tap, or a phone would not let it be heard.
    void video.play().catch(() => {})
  }
  return {
    element,
    isStarted,
    /** the whole second that is watched */
    sec,
    playFrom,
    onTimeUpdate: () => element.current && isStarted && setSec(Math.floor(element.current.currentTime)),
  }
}
export type Recording = ReturnType<typeof useRecording>
