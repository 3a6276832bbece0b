import { Link, useFetcher } from '@remix-run/react'
import { X } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useBilingual } from '#app/i18n/use-locale.ts'
import type { Playback } from '#shared/live.ts'
import { SoundButton, videoButton } from './sound-button.tsx'
import { SpokenVideo } from './spoken-video.tsx'
import { usePlayer } from './use-player.ts'
import { useWatchedPicture } from './use-watched-picture.ts'
import type { Watched } from './watching.ts'

type Props = { watched: Watched; onClose(): void }

/** A live picture that goes on in a corner while its viewer looks around the shop. */
export function CornerPicture({ watched, onClose }: Props) {
  const { t } = useTranslation()
  const say = useBilingual()
  const element = useRef<HTMLVideoElement>(null)
  const [isMuted, setMuted] = useState(watched.isMuted)
  const { data, load } = useFetcher<Playback>()
  const { liveSessionId, title } = watched
  const playback = data ?? watched.video
  const isLive = playback.state === 'live' || playback.state === 'away'
  const { played, onLook } = useWatchedPicture(isLive ? playback : null)
  usePlayer({
    ...{ element, played, onLook },
    base: isLive ? playback.base : '',
    engine: isLive ? playback.engine : null,
    onLost: () => load(`/live/${liveSessionId}/picture.json`),
  })
  useEffect(() => {
    if (!isLive) onClose()
  }, [isLive, onClose])

  return (
    <section
      aria-label={t('live:corner.label')}
      className="bg-ink rounded-card shadow-raised absolute right-3 bottom-full isolate mb-3 w-40 overflow-hidden text-white sm:w-64"
    >
      <Link
        to={`/live/${liveSessionId}`}
        className="block"
        aria-label={t('live:corner.back', { title: say(title) })}
      >
        <SpokenVideo
          ref={element}
          muted={isMuted}
          poster={(isLive && playback.poster) || undefined}
          className="aspect-video w-full object-cover"
        />
        <span className="block truncate px-2 py-1.5 text-xs">{t('live:corner.goBack')}</span>
      </Link>
      <div className="absolute top-1 right-1 flex gap-1">
        <SoundButton isMuted={isMuted} onChange={setMuted} />
        <button
          type="button"
          onClick={onClose}
          aria-label={t('live:corner.close')}
          className={`${videoButton} w-11 justify-center`}
        >
          <X aria-hidden className="size-5" />
        </button>
      </div>
    </section>
  )
}
