import {
  data,
  redirect,
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
} from '@remix-run/node'
import { Link, useActionData, useLoaderData } from '@remix-run/react'
import { Handshake } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { notFound } from '#app/doors/answer.server.ts'
import { requireActor } from '#app/doors/authorise.server.ts'
import { formOf } from '#app/doors/form.server.ts'
import { obey } from '#app/features/alliances/obey.server.ts'
import { MonthParts } from '#app/features/alliances/month-parts.tsx'
import { sharedMonths } from '#app/features/alliances/shared-months.server.ts'
import { Foundings } from '#app/features/alliances/foundings.tsx'
import { TermsForm } from '#app/features/alliances/terms-form.tsx'
import { TermsCard } from '#app/features/alliances/terms-list.tsx'
import { monthsAfter } from '#app/features/alliances/months-ahead.ts'
import { BookHeader } from '#app/features/coop/book-header.tsx'
import { PastProposals, RuleSeriesCard } from '#app/features/rules/rule-series.tsx'
import { translator } from '#app/i18n/translate.server.ts'
import { useBilingual } from '#app/i18n/use-locale.ts'
import { Card, Section } from '#app/ui/card.tsx'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { Refused } from '#app/ui/refused.tsx'
import { unlisted } from '#app/ui/titled.ts'
import { businessDay } from '#shared/calendar.ts'

const ACTION = 'coop.$organisationId.alliance._index'

export async function loader({ context, request, params }: LoaderFunctionArgs) {
  const organisationId = params.organisationId ?? ''
  const { actor } = requireActor({ context, request }, ACTION, { organisationId })
  const { registry, alliances, splitRules } = context.services
  const [{ t }, organisation, alliance] = await Promise.all([
    translator(request),
    registry.organisation(organisationId),
    alliances.allianceOf(organisationId),
  ])
  const page = { title: t('alliances:staff.title'), organisation: organisation ?? notFound() }
  if (!alliance)
    return {
      ...page,
      shared: null,
      userId: actor.userId,
      foundings: await alliances.foundings(organisationId),
    }
  const [history, rules, collectives, seated] = await Promise.all([
    alliances.history(alliance.id),
    splitRules.ruleOfAlliance(alliance.id),
    registry.collectives(),
    alliances.seated(),
  ])
  const follows = history.find(({ state }) => state === 'approved') ?? notFound()
  const memberIds = follows.members.map(({ collective }) => collective.id)
  const now = context.now()
  const thisMonth = businessDay(now).slice(0, 7)
  const after = follows.fromMonth > thisMonth ? follows.fromMonth : thisMonth
  const isMember = memberIds.includes(organisationId)
  return {
    ...page,
    userId: actor.userId,
    // A village that has left may found another.
    foundings: isMember ? [] : await alliances.foundings(organisationId),
    shared: {
      ...{ alliance, history, rules, follows },
      ...{ isMember, userId: actor.userId, now: now.toISOString() },
      months: await sharedMonths(context, history),
      monthsAhead: monthsAfter(after),
      others: collectives
        .filter(({ id }) => !memberIds.includes(id) && !seated.has(id))
        .map(({ id, name }) => ({ id, name })),
    },
  }
}

/** Terms: proposed, or decided by another village. Or a draft of the alliance's rule begins. */
export async function action({ context, request, params }: ActionFunctionArgs) {
  const organisationId = params.organisationId ?? ''
  const { actor } = requireActor({ context, request }, ACTION, { organisationId })
  const { alliances, splitRules } = context.services
  const form = await formOf(request)
  const page = `/coop/${organisationId}/alliance`
  if (form.has('productId')) {
    const alliance = (await alliances.allianceOf(organisationId)) ?? notFound()
    const drafted = await splitRules.draft({ allianceId: alliance.id, productId: null, by: actor })
    if (!drafted.ok) return data({ refused: drafted.refusal.kind }, 409)
    throw redirect(`${page}/rules/${drafted.value.proposalId}`, 303)
  }
  const { userId, name } = actor
  const notTaken = await obey(alliances, form, { userId, name, collectiveId: organisationId })
  if (notTaken) return data(notTaken, notTaken.status)
  throw redirect(page, 303)
}

export const meta: MetaFunction<typeof loader> = unlisted

export default function AllianceOfCollective() {
  const { t } = useTranslation()
  const { title, organisation, shared, foundings, userId } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  return (
    <>
      <BookHeader organisation={organisation} />
      <h2 className="font-serif text-2xl font-bold">{title}</h2>
      {answer?.refused && <Refused kind={answer.refused} />}
      {shared ? (
        <Shared {...{ organisation, shared }} answer={answer ?? {}} />
      ) : (
        <div className="mt-5">
          <EmptyState icon={Handshake} title={t('alliances:staff.none')}>
            {t('alliances:staff.noneText')}
          </EmptyState>
        </div>
      )}
      {!shared?.isMember && <Foundings {...{ foundings, userId }} own={organisation.id} />}
    </>
  )
}

type Loaded = ReturnType<typeof useLoaderData<typeof loader>>
type SharedProps = Pick<Loaded, 'organisation'> & {
  shared: NonNullable<Loaded['shared']>
  answer: Parameters<typeof TermsForm>[0]['answer']
}

function Shared({ organisation, shared, answer }: SharedProps) {
  const { t } = useTranslation()
  const say = useBilingual()
  const { alliance, history, rules, follows, isMember, userId, now, months, monthsAhead, others } = shared
  const own = organisation.id
  const page = `/coop/${own}/alliance/rules`
  return (
    <>
      <p className="text-ink-soft mt-1">
        {t('alliances:staff.lead')}{' '}
        <Link to={`/alliances/${alliance.key}`} className="text-tea-700 underline underline-offset-4">
          {t('alliances:staff.public', { name: say(alliance.name) })}
        </Link>
      </p>
      <Section title={t('alliances:terms.title')}>
        <div className="grid gap-4 lg:grid-cols-2 lg:items-start">
          {history.map((terms) => (
            <TermsCard key={terms.id} {...{ terms, own, userId }} />
          ))}
        </div>
      </Section>
      {isMember && (
        <Section title={t('alliances:form.title')}>
          <TermsForm key={follows.id} {...{ follows, others, answer }} months={monthsAhead} />
        </Section>
      )}
      <Section title={t('alliances:rule.title')}>
        {rules.series.length === 0 && <p className="text-ink-soft">{t('alliances:rule.none')}</p>}
        <div className="grid gap-4">
          {rules.series.map((one) => (
            <RuleSeriesCard key={one.ruleCode} page={page} series={one} now={now} />
          ))}
          {rules.past.length > 0 && (
            <Card>
              <h3 className="font-serif text-lg font-bold">{t('rules:list.past')}</h3>
              <PastProposals page={page} past={rules.past} series={rules.series} />
            </Card>
          )}
        </div>
      </Section>
      <Section title={t('alliances:months.title')}>
        {months.length === 0 ? (
          <p className="text-ink-soft">{t('alliances:months.noneText')}</p>
        ) : (
          <MonthParts months={months} own={organisation.partyId} />
        )}
      </Section>
    </>
  )
}
