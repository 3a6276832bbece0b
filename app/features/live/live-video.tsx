import { Volume2, VolumeX } from 'lucide-react'
import { clsx } from 'clsx'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Playback } from '#shared/live.ts'
import { playInto, type Shown } from './player.ts'

type Props = { video: Exclude<Playback, { state: 'none' }>; label: string; onLost(): void }

/** The session's picture over the village's. Without scripts, and until it plays, the village's stays. */
export function LiveVideo({ video: playback, label, onLost }: Props) {
  const { t } = useTranslation()
  const element = useRef<HTMLVideoElement>(null)
  const [isPlaying, setPlaying] = useState(false)
  const [isMuted, setMuted] = useState(true)
  const shown: Shown = playback.state === 'recorded' ? 'recording' : 'live'
  usePlayer({ element, shown, base: playback.base, onLost })
  const isAway = playback.state === 'away'

  return (
    <>
      {/* eslint-disable-next-line jsx-a11y/media-has-caption -- live speech: nobody has written it down */}
      <video
        ref={element}
        muted={isMuted}
        playsInline
        autoPlay
        controls={shown === 'recording'}
        aria-label={label}
        poster={playback.poster ?? undefined}
        onPlaying={() => setPlaying(true)}
        className={clsx(
          'bg-ink absolute inset-0 size-full object-contain transition-opacity duration-500',
          shown === 'recording' ? 'z-10' : '-z-10',
          isPlaying || playback.poster || shown === 'recording' ? 'opacity-100' : 'opacity-0',
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
      {shown === 'live' && isPlaying && (
        <button
          type="button"
          onClick={() => setMuted(!isMuted)}
          className="bg-ink/60 hover:bg-ink/80 rounded-control absolute top-3 right-3 z-10 inline-flex min-h-11 items-center gap-2 px-3 text-sm"
        >
          {isMuted ? <VolumeX aria-hidden className="size-5" /> : <Volume2 aria-hidden className="size-5" />}
          {t(isMuted ? 'live:video.unmute' : 'live:video.mute')}
        </button>
      )}
    </>
  )
}

type PlayerProps = {
  element: { current: HTMLVideoElement | null }
  shown: Shown
  base: string
  onLost(): void
}

/** One player for as long as the same thing is shown: a new address is taken when the old one has run out. */
function usePlayer({ element, shown, base, onLost }: PlayerProps) {
  const latest = useRef({ base, onLost })
  useEffect(() => {
    latest.current = { base, onLost }
  }, [base, onLost])
  useEffect(() => {
    const video = element.current
    if (!video) return
    let stop: (() => void) | null = null
    let isGone = false
    void playInto({
      ...{ video, shown },
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
