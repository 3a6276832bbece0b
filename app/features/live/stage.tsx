import { clsx } from 'clsx'
import { useTranslation } from 'react-i18next'
import type { LiveCard } from '#server/live/index.ts'
import { useBilingual } from '#app/i18n/use-locale.ts'
import { Badge } from '#app/ui/badge.tsx'
import { Countdown } from '#app/ui/countdown.tsx'
import { Moment } from '#app/ui/moment.tsx'
import type { FollowView } from '#shared/follow.ts'
import { FollowButton } from '../follows/follow-button.tsx'
import { LikeButton } from '../likes/like-button.tsx'
import { GoodsPicture } from '../catalog/goods-picture.tsx'
import { CaptionLine, useCaptions } from './captions.tsx'
import { LiveVideo } from './live-video.tsx'
import { LiveBadge } from './live-badge.tsx'
import { Viewers } from './live-card.tsx'
import type { PictureTime } from './picture-time.ts'
import { SessionLabels, WhoSells } from './session-labels.tsx'
import { Ticker } from './ticker.tsx'
import type { LiveRoom } from './use-room.ts'

type StageProps = {
  session: LiveCard
  live: LiveRoom
  follow: FollowView
  isLiked: boolean
  picture: PictureTime
}

/** Who sells, from where, and what happens in the room: over the host's picture, or the village's while there is none. */
export function Stage({ session, live, follow, isLiked, picture }: StageProps) {
  const { room } = live
  const { t } = useTranslation()
  const say = useBilingual()
  const captions = useCaptions(room, picture)
  const { video } = room
  const hasVideo = video.state === 'live' || video.state === 'away'
  return (
    <section
      aria-label={t('live:stage')}
      className={clsx(
        'bg-tea-900 sm:rounded-card relative isolate -mx-4 flex flex-col justify-between gap-3 overflow-clip p-4 text-white sm:mx-0 sm:aspect-[16/9] sm:min-h-0 sm:p-6',
        // On a phone as high as it is wide by three to four at least, and high enough for the player's settings in
        // large text and for a line of captions; what is written on it may make it higher.
        captions.isRead ? 'min-h-[max(75vw,19rem)]' : 'min-h-[max(75vw,17rem)]',
      )}
    >
      <GoodsPicture
        name={session.picture}
        alt={t('live:stageAlt', { village: say(session.villageName) })}
        sizes="(min-width: 1024px) 720px, 100vw"
        first
        className="absolute inset-0 -z-20 size-full"
      />
      {hasVideo && (
        <LiveVideo
          {...{ session, picture }}
          video={video}
          hasCaptions={room.caption !== null}
          onLost={live.lookAgain}
        />
      )}
      <div
        aria-hidden
        className="from-ink/55 via-ink/20 to-ink/80 absolute inset-0 -z-10 bg-linear-to-b via-30%"
      />
      <div
        className={clsx(
          'flex flex-wrap content-start items-center gap-2',
          // The player's buttons hang down at its other end, and no title runs under them.
          hasVideo && 'max-sm:min-h-24',
        )}
      >
        <LiveBadge state={room.state} />
        <Viewers count={room.viewers} />
        <SessionLabels session={session} />
        {room.demoBuyers && <Badge tone="honey">{t('live:demoBuyers')}</Badge>}
      </div>
      <StageWords {...{ session, live, follow, isLiked, captions }} />
    </section>
  )
}

type WordsProps = Omit<StageProps, 'picture'> & { captions: ReturnType<typeof useCaptions> }

function StageWords({ session, live, follow, isLiked, captions }: WordsProps) {
  const { room } = live
  const { t } = useTranslation()
  const say = useBilingual()
  return (
    <div className="flex flex-col gap-2">
      {captions.text !== null && <CaptionLine text={captions.text} />}
      <Ticker
        lines={room.ticker}
        sales={room.sales}
        className={clsx('mb-1', captions.isRead && 'max-sm:hidden')}
      />
      <h1
        className={clsx(
          'font-serif text-2xl leading-tight font-bold text-balance sm:text-4xl',
          // A phone's picture has no place for both.
          captions.isRead && 'max-sm:sr-only',
        )}
      >
        {say(session.title)}
      </h1>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <p className="text-sm sm:text-base">
          <WhoSells session={session} />
        </p>
        <div className="flex flex-wrap gap-2">
          <FollowButton follow={follow} onDark />
          {room.state === 'live' && <LikeButton key={room.liveSessionId} live={live} isOwn={isLiked} />}
        </div>
      </div>
      {room.state === 'planned' && (
        <p className="text-honey-200">
          <Moment at={room.startsAt} style="time" /> {t('live:starts')} ·{' '}
          <Countdown until={room.startsAt} serverNow={room.serverNow} className="font-semibold" />
        </p>
      )}
    </div>
  )
}
