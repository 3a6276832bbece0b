import { Link, useLocation } from '@remix-run/react'
import { BellPlus, CalendarPlus, MapPin, UsersRound } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { LiveCard as Session } from '#server/live/index.ts'
import { useBilingual } from '#app/i18n/use-locale.ts'
import { Badge } from '#app/ui/badge.tsx'
import { Countdown } from '#app/ui/countdown.tsx'
import { Moment } from '#app/ui/moment.tsx'
import { LiveBadge } from './live-badge.tsx'
import { SessionLabels } from './session-labels.tsx'
import { SessionPicture } from './session-picture.tsx'

type LiveCardProps = { session: Session & { poster?: string | null }; serverNow: string }

/** The poster of a session, as wide as its place: what runs now. */
export function LivePoster({ session, serverNow }: LiveCardProps) {
  const { t } = useTranslation()
  const say = useBilingual()
  const isLive = session.state === 'live'
  return (
    <Link
      to={`/live/${session.liveSessionId}`}
      className="group bg-tea-900 rounded-card shadow-raised relative grid overflow-hidden text-white sm:grid-cols-[1.2fr_1fr]"
    >
      <span className="relative block aspect-[16/10] overflow-hidden sm:aspect-auto sm:min-h-72">
        <SessionPicture
          poster={session.poster}
          name={session.picture}
          alt=""
          sizes="(min-width: 640px) 620px, 100vw"
          first
          className="size-full transition-transform duration-500 group-hover:scale-[1.02]"
        />
      </span>
      <span className="flex flex-col gap-3 p-5 sm:justify-center sm:p-8">
        <span className="flex flex-wrap items-center gap-2">
          <LiveBadge state={session.state} />
          <SessionLabels session={session} />
          {session.demoBuyers && <Badge tone="honey">{t('live:demoBuyers')}</Badge>}
          {isLive && <Viewers count={session.viewers} />}
        </span>
        <span className="font-serif text-2xl leading-snug font-bold text-balance sm:text-3xl">
          {say(session.title)}
        </span>
        <span className="text-tea-100">
          {t('live:hostOf', { host: say(session.hostName), village: say(session.villageName) })}
        </span>
        <span className="mt-1 flex flex-wrap items-center gap-4">
          <span className="rounded-control bg-vermilion-600 group-hover:bg-vermilion-500 inline-flex min-h-12 items-center px-5 font-medium">
            {t(isLive ? 'live:enterNow' : 'live:enterEarly')}
          </span>
          {!isLive && (
            <span className="text-honey-200">
              {t('live:startsIn')}{' '}
              <Countdown until={session.startsAt} serverNow={serverNow} className="text-xl font-semibold" />
            </span>
          )}
        </span>
      </span>
    </Link>
  )
}

type LiveRowsProps = {
  sessions: readonly Session[]
  serverNow: string
  /** they can be watched again */
  recorded?: boolean
}

export function LiveRows({ sessions, serverNow, recorded = false }: LiveRowsProps) {
  return (
    <ul className="grid grid-cols-1 gap-3 sm:grid-cols-2 xl:grid-cols-3">
      {sessions.map((session) => (
        <li key={session.liveSessionId} className="grid grid-cols-1">
          <LiveRow {...{ session, serverNow, recorded }} />
        </li>
      ))}
    </ul>
  )
}

function LiveRow({ session, serverNow, recorded }: LiveCardProps & { recorded: boolean }) {
  const { t } = useTranslation()
  const say = useBilingual()
  return (
    <div className="bg-surface rounded-card shadow-card hover:shadow-raised overflow-hidden transition-shadow">
      <Link to={`/live/${session.liveSessionId}`} className="flex gap-4 p-3">
        <span className="rounded-control block size-24 shrink-0 overflow-hidden sm:size-28">
          <SessionPicture
            poster={session.poster}
            name={session.picture}
            alt=""
            sizes="112px"
            className="size-full"
          />
        </span>
        <span className="flex min-w-0 flex-1 flex-col gap-1 py-1">
          <span className="flex flex-wrap items-center gap-2 text-sm">
            {recorded ? <Badge>{t('live:replay.badge')}</Badge> : <LiveBadge state={session.state} />}
            <SessionLabels session={session} />
            <Moment at={session.startsAt} className="text-ink-soft" />
          </span>
          <span className="line-clamp-2 font-serif leading-snug font-bold">{say(session.title)}</span>
          <span className="text-ink-soft flex items-center gap-1 text-sm">
            <MapPin aria-hidden className="size-3.5 shrink-0" />
            <span className="truncate">
              {t('live:hostOf', { host: say(session.hostName), village: say(session.villageName) })}
            </span>
          </span>
          {session.state === 'planned' && (
            <span className="text-tea-700 text-sm">
              {t('live:startsIn')} <Countdown until={session.startsAt} serverNow={serverNow} />
            </span>
          )}
        </span>
      </Link>
      {session.state === 'planned' && <NotToMissIt session={session} />}
    </div>
  )
}

/** A message before it begins for whoever follows the village, or a line in one's own calendar without an account. */
function NotToMissIt({ session: { liveSessionId, villageId, title } }: { session: Session }) {
  const { t } = useTranslation()
  const say = useBilingual()
  const { pathname } = useLocation()
  const look =
    'text-tea-700 hover:bg-tea-50 inline-flex min-h-12 flex-1 items-center justify-center gap-2 text-sm font-medium'
  return (
    <p className="border-line divide-line flex divide-x border-t">
      <Link
        to={`/follows/${villageId}?${new URLSearchParams({ back: pathname })}`}
        className={look}
        aria-label={t('live:remindOf', { title: say(title) })}
      >
        <BellPlus aria-hidden className="size-4" />
        {t('live:remind')}
      </Link>
      <a
        href={`/live/${liveSessionId}/calendar.ics`}
        className={look}
        aria-label={t('live:calendar.addOf', { title: say(title) })}
      >
        <CalendarPlus aria-hidden className="size-4" />
        {t('live:calendar.add')}
      </a>
    </p>
  )
}

export function Viewers({ count }: { count: number }) {
  const { t } = useTranslation()
  return (
    <span className="inline-flex items-center gap-1 text-sm whitespace-nowrap tabular-nums">
      <UsersRound aria-hidden className="size-4" />
      {t('live:viewers', { count })}
    </span>
  )
}
