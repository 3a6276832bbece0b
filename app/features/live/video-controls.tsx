import { Captions, Gauge, Maximize, Minimize, PictureInPicture2 } from 'lucide-react'
import type { RefObject } from 'react'
import { useTranslation } from 'react-i18next'
import { useCaptionsShown } from './captions.tsx'
import { IconButton } from './icon-button.tsx'
import { SoundButton } from './sound-button.tsx'
import { canFill, type FullScreen } from './use-full-screen.ts'

type Props = {
  element: RefObject<HTMLVideoElement>
  fullScreen: FullScreen
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
export function VideoControls({
  element,
  fullScreen,
  isMuted,
  onMuted,
  isHeard,
  hasCaptions,
  ...choosing
}: Props) {
  const { t } = useTranslation()
  const [isShown, show] = useCaptionsShown()
  return (
    <div className="low:flex-row-reverse low:items-start z-10 flex flex-col items-end gap-2">
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
        {fullScreen.isFull ? (
          <IconButton
            icon={Minimize}
            label={t('live:video.shrink')}
            onClick={() => void fullScreen.leave()}
          />
        ) : (
          !isHeard &&
          canFill() && (
            <IconButton
              icon={Maximize}
              label={t('live:video.fill')}
              onClick={() => void fullScreen.fill(element.current!)}
            />
          )
        )}
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
