import { Eye } from 'lucide-react'
import { clsx } from 'clsx'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { LiveCard } from '#server/live/index.ts'
import { useBilingual } from '#app/i18n/use-locale.ts'
import type { LivePlayback } from '#shared/live.ts'
import { videoButton } from './sound-button.tsx'
import { SpokenVideo } from './spoken-video.tsx'
import { usePictureWanted } from './use-picture-wanted.ts'
import { usePlayer } from './use-player.ts'
import { VideoControls } from './video-controls.tsx'
import { useTellWatching } from './watching.ts'

type Props = { session: LiveCard; video: LivePlayback; onLost(): void }

/** The session's picture over the village's, unless its viewer saves data. Stock and prices never wait for it. */
export function LiveVideo(props: Props) {
  const { t } = useTranslation()
  const [isWanted, setWanted] = usePictureWanted()
  if (isWanted) return <Picture {...props} onOff={() => setWanted(false)} />
  return (
    isWanted === false && (
      <button
        type="button"
        onClick={() => setWanted(true)}
        className={`${videoButton} absolute top-3 right-3 z-10 gap-2 px-3 text-sm`}
      >
        <Eye aria-hidden className="size-5" />
        {t('live:video.on')}
      </button>
    )
  )
}

/** Without scripts, and until it plays, the village's picture stays. */
function Picture({ session, video: playback, onLost, onOff }: Props & { onOff(): void }) {
  const { t } = useTranslation()
  const say = useBilingual()
  const element = useRef<HTMLVideoElement>(null)
  const [isPlaying, setPlaying] = useState(false)
  const [isMuted, setMuted] = useState(true)
  const [isWide, setWide] = useState(false)
  usePlayer({ element, shown: 'live', base: playback.base, onLost })
  const isAway = playback.state === 'away'
  const tellWatching = useTellWatching()
  const { liveSessionId, title } = session
  useEffect(() => {
    if (isPlaying) tellWatching({ liveSessionId, title, video: playback, isMuted })
  }, [tellWatching, isPlaying, liveSessionId, title, playback, isMuted])

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
          'bg-ink absolute inset-0 -z-10 size-full transition-opacity duration-500',
          // A phone held upright is shown whole; of a wide picture the sides may go.
          isWide ? 'object-cover' : 'object-contain',
          isPlaying || playback.poster ? 'opacity-100' : 'opacity-0',
          isAway && 'opacity-40',
        )}
      />
      {isAway && (
        <p
          role="status"
          className="bg-ink/70 rounded-control absolute inset-x-0 top-1/2 z-10 mx-auto w-fit -translate-y-1/2 px-4 py-3 text-center"
        >
          {t('live:video.away')}
        </p>
      )}
      {isPlaying && <VideoControls {...{ element, isMuted, onOff }} onMuted={setMuted} />}
    </>
  )
}
