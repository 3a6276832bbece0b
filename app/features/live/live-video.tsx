import { AudioLines, Eye, Headphones } from 'lucide-react'
import { clsx } from 'clsx'
import { useEffect, useRef, useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { LiveCard } from '#server/live/index.ts'
import { useBilingual } from '#app/i18n/use-locale.ts'
import type { LivePlayback } from '#shared/live.ts'
import type { PictureTime } from './picture-time.ts'
import { videoButton } from './sound-button.tsx'
import { SpokenVideo } from './spoken-video.tsx'
import { usePlayer } from './use-player.ts'
import type { FullScreen } from './use-full-screen.ts'
import { useWatchedPicture } from './use-watched-picture.ts'
import { useViewing, type Viewing } from './use-viewing.ts'
import { VideoControls } from './video-controls.tsx'
import { ViewingChoice } from './viewing-choice.tsx'
import { useTellWatching } from './watching.ts'

type Props = {
  session: LiveCard
  video: LivePlayback
  picture: PictureTime
  fullScreen: FullScreen
  /** the host's words have been heard in writing */
  hasCaptions: boolean
  onLost(): void
}

/** The session's picture over the village's, as much of it as its viewer wants. Stock and prices never wait for it. */
export function LiveVideo(props: Props) {
  const { t } = useTranslation()
  const [viewing, choose] = useViewing()
  if (viewing === null) return null
  if (viewing === 'ask') return <ViewingChoice video={props.video} chosen={null} onChoose={choose} />
  if (viewing !== 'off') return <Picture {...props} {...{ viewing, choose }} />
  return (
    <div className="z-10 flex flex-col items-end gap-2">
      <button type="button" onClick={() => choose('whole')} className={`${videoButton} gap-2 px-3 text-sm`}>
        <Eye aria-hidden className="size-5" />
        {t('live:viewing.whole')}
      </button>
      {props.video.renditions.includes('sound') && (
        <button type="button" onClick={() => choose('sound')} className={`${videoButton} gap-2 px-3 text-sm`}>
          <Headphones aria-hidden className="size-5" />
          {t('live:viewing.sound')}
        </button>
      )}
    </div>
  )
}

type PictureProps = Props & { viewing: Exclude<Viewing, 'off'>; choose(viewing: Viewing): void }

/** Without scripts, and until it plays, the village's picture stays. */
function Picture({ session, video: playback, onLost, viewing, choose, ...props }: PictureProps) {
  const { t } = useTranslation()
  const say = useBilingual()
  const element = useRef<HTMLVideoElement>(null)
  const [isPlaying, setPlaying] = useState(false)
  const [isMuted, setMuted] = useState(true)
  const [isWide, setWide] = useState(false)
  const [isChoosing, setChoosing] = useState(false)
  const { played, hasFallen, restore, onLook } = useWatchedPicture(playback)
  usePlayer({
    element,
    played,
    onLook,
    base: playback.base,
    engine: playback.engine,
    onLost,
    onBehind: props.picture.tell,
  })
  const isAway = playback.state === 'away'
  const isHeard = played === 'sound'
  const tellWatching = useTellWatching()
  const { liveSessionId, title } = session
  useEffect(() => {
    if (isPlaying) tellWatching({ liveSessionId, title, video: playback, isMuted })
  }, [tellWatching, isPlaying, liveSessionId, title, playback, isMuted])
  // What is played then is a card, which the session's cover stands for.
  const isCovered = playback.soundOnly === 'chosen'
  const isSeen = !isCovered && ((isPlaying && !isHeard) || playback.poster !== null)

  return (
    <>
      <SpokenVideo
        ref={element}
        muted={isMuted}
        aria-label={t('live:video.label', { title: say(title) })}
        poster={playback.poster ?? undefined}
        onPlaying={() => setPlaying(true)}
        onResize={({ currentTarget }) => setWide(currentTarget.videoWidth > currentTarget.videoHeight)}
        className={clsx(
          'bg-ink absolute inset-0 -z-20 size-full transition-opacity duration-500',
          // A phone held upright is shown whole; of a wide picture the sides may go.
          isWide ? 'object-cover' : 'object-contain',
          isSeen ? 'opacity-100' : 'opacity-0',
          isAway && 'opacity-40',
        )}
      />
      <Told video={playback} isHeard={isHeard && isPlaying} onRestore={hasFallen ? restore : null} />
      {isPlaying && (
        <VideoControls
          {...{ element, isMuted }}
          isHeard={isHeard || isCovered}
          hasCaptions={props.hasCaptions}
          fullScreen={props.fullScreen}
          onMuted={setMuted}
          onChoose={() => setChoosing(!isChoosing)}
          isChoosing={isChoosing}
        />
      )}
      {isChoosing && (
        <ViewingChoice
          video={playback}
          chosen={hasFallen ? 'sound' : viewing}
          onChoose={(chosen) => {
            setChoosing(false)
            choose(chosen)
          }}
        />
      )}
    </>
  )
}

type ToldProps = {
  video: LivePlayback
  isHeard: boolean
  /** the picture gave way to its sound by itself: how to have it back; null: it did not */
  onRestore: (() => void) | null
}

/** Why nothing moves, in words. */
function Told({ video, isHeard, onRestore }: ToldProps) {
  const { t } = useTranslation()
  if (video.state === 'away') return <Words>{t('live:video.away')}</Words>
  if (video.soundOnly === 'chosen')
    return (
      <Words>
        <AudioLines aria-hidden className="text-honey-200 mx-auto mb-1 size-9" />
        {t('live:video.soundOnly.chosen')}
      </Words>
    )
  if (video.soundOnly) return <Words>{t('live:video.soundOnly.weak_line')}</Words>
  if (onRestore)
    return (
      <Words>
        <p>{t('live:video.fellToSound')}</p>
        <p className="text-sm text-white/85">{t('live:video.triedAgain')}</p>
        <button type="button" onClick={onRestore} className={`${videoButton} mt-2 gap-2 px-3`}>
          <Eye aria-hidden className="size-5" />
          {t('live:video.restore')}
        </button>
      </Words>
    )
  return isHeard && <Words>{t('live:video.heard')}</Words>
}

const Words = ({ children }: { children: ReactNode }) => (
  <div
    role="status"
    className="bg-ink/70 rounded-control absolute inset-x-0 top-2/5 z-10 mx-auto w-fit max-w-[calc(100%-8rem)] -translate-y-1/2 px-4 py-3 text-center"
  >
    {children}
  </div>
)
