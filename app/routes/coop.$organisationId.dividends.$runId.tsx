import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { Link, useLoaderData } from '@remix-run/react'
import { ArrowLeft } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { notFound } from '#app/doors/answer.server.ts'
import { requireActor } from '#app/doors/authorise.server.ts'
import { noteRead } from '#app/doors/person-read.server.ts'
import { BookHeader } from '#app/features/coop/book-header.tsx'
import { DocumentList } from '#app/features/dividends/document-list.tsx'
import { NextStep } from '#app/features/dividends/next-step.tsx'
import { PartsTable } from '#app/features/dividends/parts-table.tsx'
import { Refused } from '#app/features/dividends/refused.tsx'
import { RemarkList } from '#app/features/dividends/remark-list.tsx'
import { ResolutionFacts } from '#app/features/dividends/resolution-facts.tsx'
import { RunSteps } from '#app/features/dividends/run-steps.tsx'
import { runTitle } from '#app/features/dividends/run-title.ts'
import { SurplusFigures } from '#app/features/dividends/surplus-figures.tsx'
import { translator } from '#app/i18n/translate.server.ts'
import { Card, Section } from '#app/ui/card.tsx'
import { unlisted } from '#app/ui/titled.ts'
import { businessDay } from '#shared/calendar.ts'

const PAGE = 'coop.$organisationId.dividends.$runId'

export async function loader({ context, request, params }: LoaderFunctionArgs) {
  const organisationId = params.organisationId ?? ''
  const who = requireActor({ context, request }, PAGE, { organisationId })
  const { dividends, registry } = context.services
  const { t } = await translator(request)
  const [organisation, run, accounts] = await Promise.all([
    registry.organisation(organisationId),
    dividends.run(params.runId ?? ''),
    dividends.bankAccountsOf(organisationId),
  ])
  if (!organisation || run?.organisationId !== organisationId) return notFound()
  await noteRead(context, who, { organisationId, everybody: true, page: PAGE })
  return { title: runTitle(t, run), organisation, run, accounts, today: businessDay(context.now()) }
}

export const meta: MetaFunction<typeof loader> = unlisted

const done = new Set(['published', 'withdrawn'])

export default function DividendRunPage() {
  const { t } = useTranslation()
  const { title, organisation, run, accounts, today } = useLoaderData<typeof loader>()
  const page = `/coop/${organisation.id}/dividends/${run.runId}`
  return (
    <>
      <BookHeader organisation={organisation} />
      <Link
        to={`/coop/${organisation.id}/dividends`}
        className="text-tea-700 -mt-2 inline-flex min-h-12 items-center gap-2 underline-offset-4 hover:underline print:hidden"
      >
        <ArrowLeft aria-hidden className="size-5" />
        {t('dividends:back')}
      </Link>
      <h2 className="mb-4 font-serif text-2xl font-bold">{title}</h2>
      <Refused />
      <div className="grid gap-5 lg:grid-cols-2 lg:items-start">
        <Card>
          <SurplusFigures run={run} />
        </Card>
        <div className="grid gap-5">
          {!done.has(run.state) && <NextStep run={run} page={page} today={today} accounts={accounts} />}
          <Card>
            <RunSteps events={run.events} />
          </Card>
        </div>
      </div>
      <Section title={t('dividends:parts.title')}>
        <Card padded={false} className="overflow-hidden">
          <PartsTable run={run} />
        </Card>
      </Section>
      {run.resolution && (
        <Section title={t('dividends:resolution.title')}>
          <Card>
            <ResolutionFacts resolution={run.resolution} />
          </Card>
        </Section>
      )}
      <Section title={t('dividends:remarks.title')}>
        <Card>
          <RemarkList remarks={run.remarks} answerAt={`${page}/answer`} />
        </Card>
      </Section>
      <Section title={t('dividends:documents.title')}>
        <Card>
          <DocumentList documents={run.documents} />
        </Card>
      </Section>
    </>
  )
}
