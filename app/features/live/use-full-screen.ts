import { useEffect, useRef, useState, useSyncExternalStore, type RefObject } from 'react'

/** Of an iPhone: the one element that it lets fill the screen is a video, by its own player. */
type AppleVideo = HTMLVideoElement & { webkitEnterFullscreen?: () => void }
/** Of a phone: how it is held may be asked for. TypeScript leaves it out, as no desktop browser does it. */
type Turnable = Window['screen'] & {
  orientation?: { lock?(to: 'landscape'): Promise<void>; unlock?(): void }
}

export type FullScreen = {
  isFull: boolean
  /** @param video of the picture: what is wide is turned with the phone, what is upright stays so */
  fill(video: HTMLVideoElement): Promise<void>
  leave(): Promise<void>
}

/** Asked where a picture plays, so in a browser. */
export const canFill = () =>
  document.fullscreenEnabled || 'webkitEnterFullscreen' in HTMLVideoElement.prototype

/** A box that fills the screen with all that is on it, so that nobody leaves a picture to buy. */
function useFullScreen(box: RefObject<HTMLElement>): FullScreen {
  const [isFull, setFull] = useState(false)
  useEffect(() => {
    // Also of Escape, and of a phone's own way back.
    const look = () => setFull(box.current !== null && document.fullscreenElement === box.current)
    document.addEventListener('fullscreenchange', look)
    return () => document.removeEventListener('fullscreenchange', look)
  }, [box])
  useEffect(() => {
    if (isFull) return () => (screen as Turnable).orientation?.unlock?.()
  }, [isFull])
  return {
    isFull,
    async fill(video) {
      if (!box.current?.requestFullscreen) return (video as AppleVideo).webkitEnterFullscreen?.()
      try {
        await box.current.requestFullscreen()
        if (video.videoWidth > video.videoHeight) await (screen as Turnable).orientation?.lock?.('landscape')
      } catch {
        // Refused where a page may not, e.g. in another app's frame, or turned by a machine that has one way up.
      }
    },
    leave: () => document.exitFullscreen(),
  }
}

/** A phone on its side, as the stylesheet's `low`: what is below the picture is out of sight. */
const LOW = '(min-width: 35rem) and (max-height: 30rem)'

function subscribe(onChange: () => void) {
  const media = matchMedia(LOW)
  media.addEventListener('change', onChange)
  return () => media.removeEventListener('change', onChange)
}

function useLowScreen(): boolean {
  return useSyncExternalStore(
    subscribe,
    () => matchMedia(LOW).matches,
    () => false,
  )
}

type StageScreen = {
  box: RefObject<HTMLElement>
  fullScreen: FullScreen
  /** what is sold is to be over the picture, for nothing beside it is in sight */
  isOver: boolean
}

export function useStageScreen(): StageScreen {
  const box = useRef<HTMLElement>(null)
  const fullScreen = useFullScreen(box)
  const isLow = useLowScreen()
  return { box, fullScreen, isOver: fullScreen.isFull || isLow }
}
