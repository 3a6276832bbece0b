import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { Link, useLoaderData } from '@remix-run/react'
import { ArrowLeft } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { chartOf } from '#app/features/live-report/chart.server.ts'
import { FilmList } from '#app/features/live-report/film-list.tsx'
import { Funnel } from '#app/features/live-report/funnel.tsx'
import { KeyFigures } from '#app/features/live-report/key-figures.tsx'
import { MoneyTable } from '#app/features/live-report/money-table.tsx'
import { openReport } from '#app/features/live-report/open-report.server.ts'
import { SaleList } from '#app/features/live-report/sale-list.tsx'
import { ShareReport } from '#app/features/live-report/share-report.tsx'
import { Timeline } from '#app/features/live-report/timeline.tsx'
import { translator } from '#app/i18n/translate.server.ts'
import { useBilingual, useLocale } from '#app/i18n/use-locale.ts'
import { Badge } from '#app/ui/badge.tsx'
import { Section } from '#app/ui/card.tsx'
import { formatMoment } from '#app/ui/moment.tsx'
import { unlisted } from '#app/ui/titled.ts'

export async function loader(door: LoaderFunctionArgs) {
  const { village, report } = await openReport(door, 'studio.sessions.$liveSessionId.report')
  const { t, locale } = await translator(door.request)
  const chart = chartOf(report.timeline, report.endedAt, locale)
  const films = await door.context.services.live.films(report.liveSessionId)
  return { title: t('report:title'), village, report, chart, films }
}

export const meta: MetaFunction<typeof loader> = unlisted

export default function ReportPage() {
  const { t } = useTranslation()
  const say = useBilingual()
  const locale = useLocale()
  const { village, report, chart, films } = useLoaderData<typeof loader>()
  return (
    <div className="mx-auto max-w-4xl">
      <Link
        to={`/studio/${village.id}/sessions`}
        className="text-tea-700 inline-flex min-h-12 items-center gap-2 underline-offset-4 hover:underline"
      >
        <ArrowLeft aria-hidden className="size-5" />
        {t('report:past.title')}
      </Link>
      <div className="flex flex-wrap items-center gap-2">
        <h1 className="font-serif text-2xl font-bold">{say(report.title)}</h1>
        <Badge tone={report.state === 'live' ? 'live' : 'plain'}>
          {t(`studio:session.state.${report.state}`)}
        </Badge>
        {report.audience.demoVisitors > 0 && <Badge tone="honey">{t('studio:demo.included')}</Badge>}
      </div>
      <p className="text-ink-soft mt-1 text-sm">
        {say(village.name)} · {say(report.hostName)} ·{' '}
        {formatMoment(report.startedAt, locale, 'dateTimeYear')}
      </p>
      {report.endedUnattended && <p className="text-honey-700 mt-1 text-sm">{t('report:endedUnattended')}</p>}
      <p className="text-ink-soft mb-5 text-sm">
        {t('report:asOf', { at: formatMoment(report.asOf, locale, 'clockDay') })}
      </p>
      <KeyFigures report={report} />
      <Section title={t('report:section.money')}>
        <MoneyTable money={report.money} />
      </Section>
      <Section title={t('report:section.timeline')}>
        <Timeline timeline={report.timeline} chart={chart} />
      </Section>
      <Section title={t('report:section.funnel')}>
        <Funnel funnel={report.funnel} />
      </Section>
      <Section title={t('report:section.sales')}>
        <SaleList sales={report.sales} />
      </Section>
      <Section title={t('report:section.share')}>
        <ShareReport liveSessionId={report.liveSessionId} />
      </Section>
      <Section id="films" title={t('report:section.films')}>
        <FilmList liveSessionId={report.liveSessionId} films={films} />
      </Section>
    </div>
  )
}
