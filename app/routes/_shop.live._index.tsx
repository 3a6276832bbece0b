import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { Link, useLoaderData } from '@remix-run/react'
import { BellRing, CalendarSync, Radio } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { LivePoster, LiveRows } from '#app/features/live/live-card.tsx'
import { translator } from '#app/i18n/translate.server.ts'
import { LinkButton } from '#app/ui/button.tsx'
import { Section } from '#app/ui/card.tsx'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { PageHeading } from '#app/ui/page-heading.tsx'
import { titled } from '#app/ui/titled.ts'

const UPCOMING = 20
const RECORDED = 12

const link =
  'text-tea-700 inline-flex min-h-12 items-center gap-2 font-medium underline-offset-4 hover:underline'

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { live } = context.services
  const [{ t }, now, upcoming, recorded] = await Promise.all([
    translator(request),
    live.liveNow(),
    live.upcoming(UPCOMING),
    live.recorded(RECORDED),
  ])
  const title = `${t('live:title')} · ${t('common:shop.name')}`
  return {
    now,
    upcoming,
    recorded,
    serverNow: context.now().toISOString(),
    title,
    description: t('live:lead'),
  }
}

export const meta: MetaFunction<typeof loader> = titled

export default function LiveSessions() {
  const { t } = useTranslation()
  const { now, upcoming, recorded, serverNow } = useLoaderData<typeof loader>()
  return (
    <>
      <PageHeading title={t('live:title')} lead={t('live:lead')} />
      {now.length > 0 ? (
        <ul className="grid gap-4">
          {now.map((session) => (
            <li key={session.liveSessionId}>
              <LivePoster session={session} serverNow={serverNow} />
            </li>
          ))}
        </ul>
      ) : (
        <EmptyState icon={Radio} title={t('live:none')}>
          <p className="mb-4">{t('live:noneText')}</p>
          <LinkButton to="/products" tone="plain">
            {t('live:browse')}
          </LinkButton>
        </EmptyState>
      )}
      {upcoming.length > 0 && (
        <Section title={t('live:next')}>
          <LiveRows sessions={upcoming} serverNow={serverNow} />
        </Section>
      )}
      <p className="mt-2 flex flex-wrap gap-x-6">
        <a href="/live/calendar.ics" className={link}>
          <CalendarSync aria-hidden className="size-5" />
          {t('live:calendar.subscribe')}
        </a>
        <Link to="/follows" className={link}>
          <BellRing aria-hidden className="size-5" />
          {t('follows:title')}
        </Link>
      </p>
      {recorded.length > 0 && (
        <Section title={t('live:replay.title')}>
          <LiveRows sessions={recorded} serverNow={serverNow} recorded />
        </Section>
      )}
    </>
  )
}
