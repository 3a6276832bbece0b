import { useEffect, useState } from 'react'
import { keptSwitch, useKeptSwitch } from '#app/ui/kept-choice.ts'
import { useAtPictureTime, type PictureTime } from './picture-time.ts'
import type { Room } from './room-state.ts'

/** Longer than a breath: a line stays until the next one comes, but not over a picture in which nobody speaks. */
const STAYS_MS = 6_000

const captionsShown = keptSwitch('shanhuo.captions')
export const useCaptionsShown = () => useKeptSwitch(captionsShown)

/** 字幕. `isRead`: lines may come at any time; `text`: what is said in the picture now, null: nothing */
type CaptionsRead = { isRead: boolean; text: string | null }

export function useCaptions({ caption }: Pick<Room, 'caption'>, { behindSec }: PictureTime): CaptionsRead {
  const [isShown] = useCaptionsShown()
  const spoken = useAtPictureTime(caption, behindSec)
  const [old, setOld] = useState(spoken)
  useEffect(() => {
    const timer = setTimeout(() => setOld(spoken), STAYS_MS)
    return () => clearTimeout(timer)
  }, [spoken])
  const isRead = isShown && caption !== null
  return { isRead, text: isRead && spoken !== old ? (spoken?.text ?? null) : null }
}

/** Of a line that is too long for two, its end. No live region: a screen reader would talk over the sound. */
export function CaptionLine({ text }: { text: string }) {
  return (
    <div className="bg-ink/85 pointer-events-none mb-1 w-fit self-center rounded-lg px-3 py-1">
      <div className="flex max-h-[3em] flex-col justify-end overflow-hidden text-base leading-normal font-medium sm:text-xl">
        <p className="text-center text-balance wrap-anywhere">
          <bdi>{text}</bdi>
        </p>
      </div>
    </div>
  )
}
