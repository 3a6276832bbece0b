import {
  data,
  redirect,
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
} from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { Scale } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { notFound } from '#app/doors/answer.server.ts'
import { requireActor } from '#app/doors/authorise.server.ts'
import { formOf } from '#app/doors/form.server.ts'
import { BookHeader } from '#app/features/coop/book-header.tsx'
import { Refused } from '#app/ui/refused.tsx'
import { PastProposals, RuleSeriesCard } from '#app/features/rules/rule-series.tsx'
import { translator } from '#app/i18n/translate.server.ts'
import { Card, Section } from '#app/ui/card.tsx'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { unlisted } from '#app/ui/titled.ts'
import { ruleScope } from '#shared/rule-form.ts'

const ACTION = 'coop.$organisationId.rules._index'

export async function loader({ context, request, params }: LoaderFunctionArgs) {
  const organisationId = params.organisationId ?? ''
  requireActor({ context, request }, ACTION, { organisationId })
  const { registry, splitRules } = context.services
  const [{ t }, organisation, rules] = await Promise.all([
    translator(request),
    registry.organisation(organisationId),
    splitRules.rulesOf(organisationId),
  ])
  return {
    title: t('rules:list.title'),
    organisation: organisation ?? notFound(),
    now: context.now().toISOString(),
    ...rules,
  }
}

/** Begins a new version with what is in force. */
export async function action({ context, request, params }: ActionFunctionArgs) {
  const organisationId = params.organisationId ?? ''
  const { actor } = requireActor({ context, request }, ACTION, { organisationId })
  const scope = ruleScope.safeParse(Object.fromEntries(await formOf(request)))
  if (!scope.success) return data({ refused: 'bad_request' }, 400)
  const drafted = await context.services.splitRules.draft({
    cooperativeId: organisationId,
    productId: scope.data.productId || null,
    by: actor,
  })
  if (!drafted.ok) return data({ refused: drafted.refusal.kind }, 409)
  throw redirect(`/coop/${organisationId}/rules/${drafted.value.proposalId}`, 303)
}

export const meta: MetaFunction<typeof loader> = unlisted

export default function RulesPage() {
  const { t } = useTranslation()
  const { title, organisation, now, series, past } = useLoaderData<typeof loader>()
  const refused = useActionData<typeof action>()?.refused
  const page = `/coop/${organisation.id}/rules`
  return (
    <>
      <BookHeader organisation={organisation} />
      <h2 className="font-serif text-2xl font-bold">{title}</h2>
      <p className="text-ink-soft mt-1 mb-5">{t('rules:list.lead')}</p>
      {refused && <Refused kind={refused} />}
      {series.length === 0 ? (
        <EmptyState icon={Scale} title={t('rules:list.empty')}>
          {t('rules:list.emptyText')}
        </EmptyState>
      ) : (
        <div className="grid gap-5 lg:grid-cols-2 lg:items-start">
          {series.map((one) => (
            <RuleSeriesCard key={one.ruleCode} page={page} series={one} now={now} />
          ))}
        </div>
      )}
      {past.length > 0 && (
        <Section title={t('rules:list.past')}>
          <Card>
            <PastProposals {...{ page, past, series }} />
          </Card>
        </Section>
      )}
    </>
  )
}
