import { Link } from '@remix-run/react'
import { ChartNoAxesColumn } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { PastSession } from '#server/live-report/index.ts'
import { useBilingual } from '#app/i18n/use-locale.ts'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { Moment } from '#app/ui/moment.tsx'

/** 往期直播: each with the way to its report. */
export function PastList({ sessions }: { sessions: readonly PastSession[] }) {
  const { t } = useTranslation()
  const say = useBilingual()
  if (sessions.length === 0)
    return (
      <EmptyState icon={ChartNoAxesColumn} title={t('report:past.none')}>
        {t('report:past.noneLead')}
      </EmptyState>
    )
  return (
    <ul className="grid gap-3 sm:grid-cols-[repeat(auto-fit,minmax(18rem,1fr))]">
      {sessions.map(({ liveSessionId, title, startedAt, endedUnattended, visitors, orders, units }) => (
        <li key={liveSessionId}>
          <Link
            to={`/studio/sessions/${liveSessionId}/report`}
            className="bg-surface rounded-card shadow-card hover:shadow-raised block h-full p-4 transition-shadow"
          >
            <span className="block font-serif text-lg leading-snug font-bold">{say(title)}</span>
            <span className="text-ink-soft mt-1 block text-sm">
              <Moment at={startedAt} style="dateTimeYear" />
            </span>
            {endedUnattended && (
              <span className="text-honey-700 mt-1 block text-sm">{t('report:endedUnattended')}</span>
            )}
            <span className="mt-2 block text-sm">{t('report:past.line', { visitors, orders, units })}</span>
            <span className="text-tea-700 mt-2 inline-flex items-center gap-1 font-medium">
              <ChartNoAxesColumn aria-hidden className="size-4" />
              {t('report:open')}
            </span>
          </Link>
        </li>
      ))}
    </ul>
  )
}
