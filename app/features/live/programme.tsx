import { Link } from '@remix-run/react'
import { BellRing, CalendarSync, ChevronLeft, ChevronRight } from 'lucide-react'
import { clsx } from 'clsx'
import { useTranslation } from 'react-i18next'
import type { LiveCard } from '#server/live/index.ts'
import { Section } from '#app/ui/card.tsx'
import { SERIES, type Series } from '#shared/live-series.ts'
import { LiveRows } from './live-card.tsx'

type Wanted = { series: Series | null }

const link =
  'text-tea-700 inline-flex min-h-12 items-center gap-2 font-medium underline-offset-4 hover:underline'
const withSeries = (path: string, series: Series | null, before?: string) => {
  const query = new URLSearchParams({ ...(series && { series }), ...(before && { before }) })
  return query.size > 0 ? `${path}?${query}` : path
}

/** All sessions, or those of a series. */
export function SeriesTabs({ series }: Wanted) {
  const { t } = useTranslation()
  return (
    <nav aria-label={t('live:series.label')} className="mb-5 flex flex-wrap gap-2">
      {[null, ...SERIES].map((one) => (
        <Link
          key={one}
          to={withSeries('/live', one)}
          aria-current={one === series ? 'page' : undefined}
          className={clsx(
            'inline-flex min-h-11 items-center rounded-full px-4 font-medium',
            one === series ? 'bg-tea-700 text-white' : 'bg-tea-50 text-tea-800 hover:bg-tea-100',
          )}
        >
          {t(one ? `live:series.${one}.title` : 'live:series.all')}
        </Link>
      ))}
    </nav>
  )
}

/** Not to miss what is planned: in one's own calendar, or by a message. */
export function Subscribe({ series }: Wanted) {
  const { t } = useTranslation()
  return (
    <p className="mt-2 flex flex-wrap gap-x-6">
      <a href={withSeries('/live/calendar.ics', series)} className={link}>
        <CalendarSync aria-hidden className="size-5" />
        {t(series ? `live:series.${series}.subscribe` : 'live:calendar.subscribe')}
      </a>
      <Link to="/follows" className={link}>
        <BellRing aria-hidden className="size-5" />
        {t('follows:title')}
      </Link>
    </p>
  )
}

type ReplaysProps = Wanted & {
  recorded: readonly LiveCard[]
  /** where the list goes on; null: there are no older ones */
  next: string | null
  /** they are not the newest */
  isFurtherBack: boolean
  serverNow: string
}

export function Replays({ recorded, next, isFurtherBack, series, serverNow }: ReplaysProps) {
  const { t } = useTranslation()
  if (recorded.length === 0 && !isFurtherBack) return null
  return (
    <Section title={t('live:replay.title')}>
      {recorded.length > 0 ? (
        <LiveRows sessions={recorded} serverNow={serverNow} recorded />
      ) : (
        <p className="text-ink-soft">{t('live:series.noOlder')}</p>
      )}
      <p className="mt-3 flex flex-wrap justify-between gap-x-6">
        {isFurtherBack && (
          <Link to={withSeries('/live', series)} className={link}>
            <ChevronLeft aria-hidden className="size-5" />
            {t('live:series.newest')}
          </Link>
        )}
        {next && (
          <Link to={withSeries('/live', series, next)} className={`${link} ml-auto`}>
            {t('live:series.older')}
            <ChevronRight aria-hidden className="size-5" />
          </Link>
        )}
      </p>
    </Section>
  )
}
