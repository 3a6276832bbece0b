import { Captions, Gauge, Maximize, PictureInPicture2 } from 'lucide-react'
import type { RefObject } from 'react'
import { useTranslation } from 'react-i18next'
import { useCaptionsShown } from './captions.tsx'
import { IconButton } from './icon-button.tsx'
import { SoundButton } from './sound-button.tsx'

/** Of an iPhone: the one element that it lets fill the screen is a video, by its own player. */
type AppleVideo = HTMLVideoElement & { webkitEnterFullscreen?: () => void }

type Props = {
  element: RefObject<HTMLVideoElement>
  isMuted: boolean
  onMuted(isMuted: boolean): void
  /** there is no picture to be made larger or smaller */
  isHeard: boolean
  /** there is something to read */
  hasCaptions: boolean
  isChoosing: boolean
  /** how much of the picture is wanted is to be chosen, or is chosen */
  onChoose(): void
}

/** What can be done with a live picture: heard, put into a corner of the screen, filled the screen with, had less of. */
export function VideoControls({ element, isMuted, onMuted, isHeard, hasCaptions, ...choosing }: Props) {
  const { t } = useTranslation()
  const [isShown, show] = useCaptionsShown()
  const fill = () => {
    const video = element.current as AppleVideo | null
    // Refused where a page may not, e.g. in another app's frame: the picture stays as it is.
    if (video?.requestFullscreen) void video.requestFullscreen().catch(() => {})
    else video?.webkitEnterFullscreen?.()
  }
  return (
    <div className="z-10 flex flex-col items-end gap-2">
      <SoundButton isMuted={isMuted} onChange={onMuted} labelled />
      <div className="flex flex-wrap justify-end gap-2">
        {hasCaptions && (
          <IconButton
            icon={Captions}
            label={t('live:captions')}
            onClick={() => show(!isShown)}
            isPressed={isShown}
          />
        )}
        {!isHeard && canFloat() && (
          <IconButton
            icon={PictureInPicture2}
            label={t('live:video.float')}
            onClick={() => void element.current?.requestPictureInPicture().catch(() => {})}
          />
        )}
        {!isHeard && canFill() && <IconButton icon={Maximize} label={t('live:video.fill')} onClick={fill} />}
        <IconButton
          icon={Gauge}
          label={t('live:viewing.title')}
          onClick={choosing.onChoose}
          isExpanded={choosing.isChoosing}
        />
      </div>
    </div>
  )
}

/** Asked where a picture plays, so in a browser. */
const canFloat = () => document.pictureInPictureEnabled
const canFill = () => document.fullscreenEnabled || 'webkitEnterFullscreen' in HTMLVideoElement.prototype
