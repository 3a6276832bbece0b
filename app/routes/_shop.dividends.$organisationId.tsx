import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { HandCoins } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { notFound } from '#app/doors/answer.server.ts'
import { GrantCard } from '#app/features/dividends/grant-card.tsx'
import { ResolutionFacts } from '#app/features/dividends/resolution-facts.tsx'
import { runTitle } from '#app/features/dividends/run-title.ts'
import { SurplusFigures } from '#app/features/dividends/surplus-figures.tsx'
import { translator } from '#app/i18n/translate.server.ts'
import { useBilingual } from '#app/i18n/use-locale.ts'
import { Card, Section } from '#app/ui/card.tsx'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { Moment } from '#app/ui/moment.tsx'
import { PageHeading } from '#app/ui/page-heading.tsx'
import { titled } from '#app/ui/titled.ts'

/** What was shared out and how grants were spent: sums and purposes, no names (个人信息保护法 art. 25). */
export async function loader({ context, request, params }: LoaderFunctionArgs) {
  const { dividends, registry } = context.services
  const { t } = await translator(request)
  const organisation = await registry.organisation(params.organisationId ?? '')
  if (!organisation || organisation.kind === 'platform') return notFound()
  const [runs, grants] = await Promise.all([
    dividends.publishedRuns(organisation.id),
    dividends.grantsOf(organisation.id),
  ])
  const withoutNames = grants.map((grant) => ({
    ...grant,
    spendings: grant.spendings
      .filter(({ state }) => state === 'approved')
      .map((spending) => ({ ...spending, makerId: '', makerName: '', checkerName: null })),
  }))
  return { title: t('dividends:public.title'), name: organisation.name, runs, grants: withoutNames }
}

export const meta = titled

export default function PublishedPage() {
  const { t } = useTranslation()
  const say = useBilingual()
  const { title, name, runs, grants } = useLoaderData<typeof loader>()
  return (
    <>
      <PageHeading title={title} lead={say(name)} />
      {runs.length === 0 && (
        <EmptyState icon={HandCoins} title={t('dividends:public.empty')}>
          {t('dividends:public.emptyLead')}
        </EmptyState>
      )}
      <div className="grid gap-5 lg:grid-cols-2">
        {runs.map((run) => (
          <Card key={run.runId}>
            <h2 className="font-serif text-xl font-bold">{runTitle(t, run)}</h2>
            <p className="text-ink-soft text-sm">
              {t('dividends:public.members', { count: run.memberCount })} ·{' '}
              <Moment at={run.publishedAt} style="date" />
            </p>
            <SurplusFigures run={run} />
            {run.resolution && <ResolutionFacts resolution={run.resolution} />}
          </Card>
        ))}
      </div>
      {grants.length > 0 && (
        <Section title={t('dividends:public.grants')}>
          <div className="grid gap-5">
            {grants.map((grant) => (
              <GrantCard key={grant.grantId} grant={grant} />
            ))}
          </div>
        </Section>
      )}
    </>
  )
}
