import { Play } from 'lucide-react'
import { clsx } from 'clsx'
import { useTranslation } from 'react-i18next'
import type { LiveCard } from '#server/live/index.ts'
import { useBilingual } from '#app/i18n/use-locale.ts'
import { Badge } from '#app/ui/badge.tsx'
import { Moment } from '#app/ui/moment.tsx'
import { SessionLabels, WhoSells } from '../live/session-labels.tsx'
import { SessionPicture } from '../live/session-picture.tsx'
import { SpokenVideo } from '../live/spoken-video.tsx'
import type { Recording } from './use-recording.ts'
import { watchTime } from './watch-time.ts'

type Props = {
  session: LiveCard
  recording: Recording
  startSec: number
  lengthSec: number
  poster: string | null
}

/** The recording, over the village's picture until it is played; on phones it stays in sight. */
export function ReplayStage({ session, recording, startSec, lengthSec, poster }: Props) {
  const { t } = useTranslation()
  const say = useBilingual()
  const { element, isStarted, playFrom, onTimeUpdate } = recording
  return (
    <>
      <section
        aria-label={t('live:stage')}
        className="bg-ink sm:rounded-card sticky top-14 isolate z-20 -mx-4 aspect-video overflow-hidden sm:mx-0 lg:relative lg:top-0"
      >
        <SpokenVideo
          ref={element}
          controls={isStarted}
          aria-label={t('live:video.label', { title: say(session.title) })}
          onTimeUpdate={onTimeUpdate}
          className={clsx('absolute inset-0 size-full object-contain', !isStarted && 'invisible')}
        />
        {!isStarted && (
          <>
            <SessionPicture
              poster={poster}
              name={session.picture}
              alt={t('live:stageAlt', { village: say(session.villageName) })}
              sizes="(min-width: 1024px) 720px, 100vw"
              first
              className="absolute inset-0 -z-10 size-full opacity-80"
            />
            <div className="absolute inset-0 grid place-items-center">
              <button
                type="button"
                onClick={() => playFrom(startSec)}
                className="bg-ink/70 hover:bg-ink/85 inline-flex min-h-14 items-center gap-3 rounded-full px-6 text-lg font-medium text-white"
              >
                <Play aria-hidden className="size-6 fill-current" />
                {t('live:replay.watch')}
                <span className="tabular-nums">{watchTime(lengthSec)}</span>
              </button>
            </div>
          </>
        )}
      </section>
      <div>
        <p className="flex flex-wrap items-center gap-2 text-sm">
          <Badge>{t('live:replay.badge')}</Badge>
          <SessionLabels session={session} />
          <Moment at={session.startsAt} className="text-ink-soft" />
        </p>
        <h1 className="mt-1 font-serif text-2xl leading-tight font-bold text-balance sm:text-3xl">
          {say(session.title)}
        </h1>
        <p className="text-ink-soft mt-1">
          <WhoSells session={session} />
        </p>
      </div>
    </>
  )
}
