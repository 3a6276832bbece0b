import { clsx } from 'clsx'
import type { ReactNode, RefObject } from 'react'
import { useTranslation } from 'react-i18next'
import type { LiveCard } from '#server/live/index.ts'
import { useBilingual } from '#app/i18n/use-locale.ts'
import { Badge } from '#app/ui/badge.tsx'
import { Countdown } from '#app/ui/countdown.tsx'
import { Moment } from '#app/ui/moment.tsx'
import type { FollowView } from '#shared/follow.ts'
import { FollowButton } from '../follows/follow-button.tsx'
import { GoodsPicture } from '../catalog/goods-picture.tsx'
import type { BagLine } from './bag-lines.ts'
import { CaptionLine, useCaptions } from './captions.tsx'
import { ChatOverPicture, useChatFolded } from './chat-over-picture.tsx'
import { LiveVideo } from './live-video.tsx'
import { LiveBadge } from './live-badge.tsx'
import { Viewers } from './live-card.tsx'
import type { PictureTime } from './picture-time.ts'
import { SessionLabels, WhoSells } from './session-labels.tsx'
import { StageFoot } from './stage-foot.tsx'
import { Ticker } from './ticker.tsx'
import type { FullScreen } from './use-full-screen.ts'
import type { LiveRoom } from './use-room.ts'

type StageProps = {
  session: LiveCard
  live: LiveRoom
  follow: FollowView
  isLiked: boolean
  picture: PictureTime
  box: RefObject<HTMLElement>
  fullScreen: FullScreen
  bag: readonly BagLine[]
  /** what is sold, where it is shown over the picture */
  goods: ReactNode
}

/** Who sells, from where, and what happens in the room: over the host's picture, or the village's while there is none. */
export function Stage({ session, live, picture, box, fullScreen, goods, ...own }: StageProps) {
  const { room } = live
  const { t } = useTranslation()
  const say = useBilingual()
  const captions = useCaptions(room, picture)
  const { video } = room
  const hasVideo = video.state === 'live' || video.state === 'away'
  return (
    <section
      ref={box}
      aria-label={t('live:stage')}
      // On a phone as high as it is wide by three to four at least, and high enough for the player's settings in large
      // text; what is written on it may make it higher.
      className="bg-tea-900 sm:rounded-card low:aspect-auto low:min-h-[calc(100svh-4.5rem)] low:p-3 relative isolate -mx-4 flex min-h-[max(75vw,17rem)] flex-col justify-between gap-2 overflow-clip p-3 text-white max-sm:-mt-4 sm:mx-0 sm:aspect-[16/9] sm:min-h-auto sm:p-6 [&:fullscreen]:rounded-none"
    >
      <GoodsPicture
        name={session.picture}
        alt={t('live:stageAlt', { village: say(session.villageName) })}
        sizes="(min-width: 1024px) 720px, 100vw"
        first
        className="absolute inset-0 -z-20 size-full"
      />
      <div
        aria-hidden
        className="from-ink/55 via-ink/20 to-ink/80 absolute inset-0 -z-10 bg-linear-to-b via-30%"
      />
      {/* Side by side, or the player's buttons above: nothing runs under them. */}
      <div className="flex flex-wrap-reverse items-end justify-between gap-2">
        <div className="flex min-w-24 flex-1 flex-wrap items-center gap-2">
          <LiveBadge state={room.state} />
          <Viewers count={room.viewers} />
          <SessionLabels session={session} />
          {room.demoBuyers && <Badge tone="honey">{t('live:demoBuyers')}</Badge>}
        </div>
        {hasVideo && (
          <LiveVideo
            {...{ session, picture, fullScreen }}
            video={video}
            hasCaptions={room.caption !== null}
            onLost={live.lookAgain}
          />
        )}
      </div>
      {/* It is never higher than the screen that it fills: old lines go first, and the goods can be scrolled. */}
      <div className={clsx('flex min-h-0 flex-col gap-2', goods && 'sm:flex-row sm:gap-4')}>
        <StageWords {...{ session, live, captions }} {...own} />
        {goods && (
          <div className="max-h-full shrink-0 overflow-y-auto sm:w-2/5 sm:max-w-72 sm:self-end">{goods}</div>
        )}
      </div>
    </section>
  )
}

type WordsProps = Pick<StageProps, 'session' | 'live' | 'follow' | 'isLiked' | 'bag'> & {
  captions: ReturnType<typeof useCaptions>
}

function StageWords({ session, live, follow, isLiked, bag, captions }: WordsProps) {
  const { room } = live
  const [isFolded] = useChatFolded()
  const isLive = room.state === 'live'
  return (
    <div className="-m-1 flex min-h-0 min-w-0 flex-1 flex-col justify-end gap-2 overflow-hidden p-1">
      {captions.isRead && (
        // As high while nobody speaks: what is below it stays where it is.
        <div className="flex h-14 shrink-0 flex-col justify-end sm:h-17">
          {captions.text !== null && <CaptionLine text={captions.text} />}
        </div>
      )}
      <div className="flex min-h-0 flex-col justify-end gap-2 sm:flex-row-reverse sm:items-end sm:justify-between">
        <Ticker
          lines={room.ticker}
          sales={room.sales}
          className={clsx(
            // A phone's picture has no place for all of it beside the chat.
            isLive && 'low:hidden shrink-0 max-sm:[&>li:nth-last-child(n+2)]:hidden',
            captions.isRead && 'max-sm:hidden',
          )}
        />
        {isLive && !isFolded && <ChatOverPicture room={room} />}
      </div>
      <div className="flex shrink-0 flex-col gap-2 sm:flex-row sm:flex-wrap sm:items-end sm:justify-between">
        <Seller {...{ session, room, follow }} />
        <StageFoot {...{ live, isLiked, bag }} />
      </div>
    </div>
  )
}

type SellerProps = Pick<StageProps, 'session' | 'follow'> & Pick<LiveRoom, 'room'>

function Seller({ session, room, follow }: SellerProps) {
  const { t } = useTranslation()
  const say = useBilingual()
  return (
    <div className="flex min-w-0 flex-wrap items-end gap-x-3 gap-y-1">
      <div className="min-w-[min(100%,9rem)] flex-1">
        <h1
          className={clsx(
            'font-serif font-bold text-balance',
            room.state === 'live'
              ? // A phone's picture has no place for it beside what is said.
                'low:sr-only text-2xl leading-snug max-sm:sr-only'
              : 'text-2xl leading-tight sm:text-4xl',
          )}
        >
          {say(session.title)}
        </h1>
        <p className="text-sm sm:text-base">
          <WhoSells session={session} />
        </p>
        {room.state === 'planned' && (
          <p className="text-honey-200">
            <Moment at={room.startsAt} style="time" /> {t('live:starts')} ·{' '}
            <Countdown until={room.startsAt} serverNow={room.serverNow} className="font-semibold" />
          </p>
        )}
      </div>
      <FollowButton follow={follow} onDark />
    </div>
  )
}
