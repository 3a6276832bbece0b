import { MessageSquareOff, MessageSquareText, Play, RotateCcw } from 'lucide-react'
import { clsx } from 'clsx'
import { useTranslation } from 'react-i18next'
import type { LiveCard } from '#server/live/index.ts'
import type { ChatView } from '#shared/chat.ts'
import { useBilingual } from '#app/i18n/use-locale.ts'
import { Badge } from '#app/ui/badge.tsx'
import { Moment } from '#app/ui/moment.tsx'
import { ChatOverPicture, useChatFolded } from '../live/chat-over-picture.tsx'
import { IconButton } from '../live/icon-button.tsx'
import { SessionLabels, WhoSells } from '../live/session-labels.tsx'
import { SessionPicture } from '../live/session-picture.tsx'
import { SpokenVideo } from '../live/spoken-video.tsx'
import type { Asked } from './stretch-asked.ts'
import type { Recording } from './use-recording.ts'
import { watchTime } from './watch-time.ts'

type Props = {
  session: LiveCard
  recording: Recording
  asked: Asked
  poster: string | null
  /** what the room had seen by the moment that is watched */
  chat: ChatView[]
}

/** The recording, over the village's picture until it is played; on phones it stays in sight. */
export function ReplayStage({ session, recording, asked, poster, chat }: Props) {
  const { t } = useTranslation()
  const say = useBilingual()
  const { element, isStarted, isOver, playFrom, onTimeUpdate } = recording
  const { chapter } = asked
  const play = () => playFrom(asked.fromSec, chapter && asked.toSec)
  return (
    <>
      <section
        aria-label={t('live:stage')}
        className="bg-ink sm:rounded-card sticky top-14 isolate z-20 -mx-4 aspect-video overflow-hidden sm:mx-0 lg:relative lg:top-0"
      >
        <SpokenVideo
          ref={element}
          controls={isStarted && !isOver}
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
                onClick={play}
                className="bg-ink/70 hover:bg-ink/85 inline-flex min-h-14 items-center gap-3 rounded-full px-6 text-lg font-medium text-white"
              >
                <Play aria-hidden className="size-6 fill-current" />
                {t(chapter ? 'live:replay.watchChapter' : 'live:replay.watch')}
                <span className="tabular-nums">
                  {watchTime(chapter ? asked.toSec - asked.fromSec : asked.toSec)}
                </span>
              </button>
            </div>
          </>
        )}
        {isStarted && !isOver && <ChatOver chat={chat} />}
        {isOver && <ChapterOver onAgain={play} onGoOn={() => playFrom(asked.toSec)} />}
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
        {chapter && (
          <p className="mt-1 font-medium">
            {t('live:replay.chapterOf', { title: say(chapter.chapter.title) })}
          </p>
        )}
        <p className="text-ink-soft mt-1">
          <WhoSells session={session} />
        </p>
      </div>
    </>
  )
}

/** As in the live room, above the player's own buttons; it is folded away there and here alike. */
function ChatOver({ chat }: Pick<Props, 'chat'>) {
  const { t } = useTranslation()
  const [isFolded, fold] = useChatFolded()
  return (
    <>
      <div className="absolute top-2 right-2">
        <IconButton
          icon={isFolded ? MessageSquareOff : MessageSquareText}
          label={t('live:chat.overPicture')}
          onClick={() => fold(!isFolded)}
          isPressed={!isFolded}
        />
      </div>
      {!isFolded && (
        <div className="pointer-events-none absolute inset-x-3 bottom-14 text-white sm:bottom-20">
          <ChatOverPicture room={{ chat, notice: null }} />
        </div>
      )}
    </>
  )
}

const choice =
  'inline-flex min-h-12 items-center gap-2 rounded-full bg-white/90 px-5 font-medium text-ink hover:bg-white'

type OverProps = { onAgain(): void; onGoOn(): void }

/** What was sent to somebody ends where its product does; they may stay. */
function ChapterOver({ onAgain, onGoOn }: OverProps) {
  const { t } = useTranslation()
  return (
    <div className="bg-ink/80 absolute inset-0 flex flex-col items-center justify-center gap-3 p-4 text-white">
      <p role="status">{t('live:replay.chapterOver')}</p>
      <div className="flex flex-wrap justify-center gap-3">
        <button type="button" onClick={onAgain} className={choice}>
          <RotateCcw aria-hidden className="size-5" />
          {t('live:replay.again')}
        </button>
        <button type="button" onClick={onGoOn} className={choice}>
          <Play aria-hidden className="size-5" />
          {t('live:replay.goOn')}
        </button>
      </div>
    </div>
  )
}
