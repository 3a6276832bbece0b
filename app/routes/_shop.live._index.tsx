import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { Radio } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { LivePoster, LiveRows } from '#app/features/live/live-card.tsx'
import { Replays, SeriesTabs, Subscribe } from '#app/features/live/programme.tsx'
import { onlyOf, queryOf } from '#app/features/live/programme.server.ts'
import { translator } from '#app/i18n/translate.server.ts'
import { LinkButton } from '#app/ui/button.tsx'
import { Section } from '#app/ui/card.tsx'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { PageHeading } from '#app/ui/page-heading.tsx'
import { titled } from '#app/ui/titled.ts'

const UPCOMING = 20
const RECORDED = 12

/** What is on, what comes and what can be watched again: of everything, or of a series (公益直播). */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const { live } = context.services
  const { series, before } = queryOf(request)
  const only = onlyOf(series)
  const [{ t }, now, upcoming, recorded] = await Promise.all([
    translator(request),
    live.liveNow(),
    live.upcoming(UPCOMING, only),
    live.recorded(RECORDED + 1, { ...only, ...(before && { before }) }),
  ])
  const heading = t(series ? `live:series.${series}.title` : 'live:title')
  return {
    ...{ series: series ?? null, isFurtherBack: before !== undefined },
    now: now.filter(({ isCharity }) => !only.isCharity || isCharity),
    upcoming,
    recorded: recorded.slice(0, RECORDED),
    next: recorded.length > RECORDED ? recorded[RECORDED - 1]!.liveSessionId : null,
    serverNow: context.now().toISOString(),
    heading,
    title: `${heading} · ${t('common:shop.name')}`,
    description: t(series ? `live:series.${series}.lead` : 'live:lead'),
  }
}

export const meta: MetaFunction<typeof loader> = titled

export default function LiveSessions() {
  const page = useLoaderData<typeof loader>()
  const { series, recorded, next, isFurtherBack, serverNow } = page
  return (
    <>
      <PageHeading title={page.heading} lead={page.description} />
      <SeriesTabs series={series} />
      {!isFurtherBack && <Programme {...page} />}
      <Replays {...{ recorded, next, isFurtherBack, series, serverNow }} />
    </>
  )
}

type ProgrammeProps = Pick<
  ReturnType<typeof useLoaderData<typeof loader>>,
  'now' | 'upcoming' | 'series' | 'serverNow'
>

function Programme({ now, upcoming, series, serverNow }: ProgrammeProps) {
  const { t } = useTranslation()
  return (
    <>
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
      <Subscribe series={series} />
    </>
  )
}
