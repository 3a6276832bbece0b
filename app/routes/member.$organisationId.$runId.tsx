import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { Link, useLoaderData } from '@remix-run/react'
import { ArrowLeft } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { notFound } from '#app/doors/answer.server.ts'
import { requireActor } from '#app/doors/authorise.server.ts'
import { newestDemoMessage } from '#app/doors/demo.server.ts'
import { AskForm } from '#app/features/dividends/ask-form.tsx'
import { ConfirmForm } from '#app/features/dividends/confirm-form.tsx'
import { DocumentList } from '#app/features/dividends/document-list.tsx'
import { MyPart } from '#app/features/dividends/my-part.tsx'
import { MyPayment } from '#app/features/dividends/my-payment.tsx'
import { Refused } from '#app/features/dividends/refused.tsx'
import { RemarkList } from '#app/features/dividends/remark-list.tsx'
import { ResolutionFacts } from '#app/features/dividends/resolution-facts.tsx'
import { runTitle } from '#app/features/dividends/run-title.ts'
import { StateBadge } from '#app/features/dividends/state-badge.tsx'
import { SurplusFigures } from '#app/features/dividends/surplus-figures.tsx'
import { VoteBox } from '#app/features/dividends/vote-box.tsx'
import { translator } from '#app/i18n/translate.server.ts'
import { useBilingual } from '#app/i18n/use-locale.ts'
import { Card } from '#app/ui/card.tsx'
import { unlisted } from '#app/ui/titled.ts'
import { confirmable } from '#shared/dividend-forms.ts'
import { businessDay } from '#shared/calendar.ts'

export async function loader({ context, request, params }: LoaderFunctionArgs) {
  const organisationId = params.organisationId ?? ''
  const { actor } = requireActor({ context, request }, 'member.$organisationId.$runId', { organisationId })
  const { dividends, ledger, registry } = context.services
  const { t } = await translator(request)
  const [organisation, member] = await Promise.all([
    registry.organisation(organisationId),
    dividends.memberFor(organisationId, actor.userId),
  ])
  const run = member ? await dividends.runForMember(params.runId ?? '', member.id) : null
  if (!organisation || !member || run?.organisationId !== organisationId) return notFound()

  const journalIds = [run.journalId, run.payment?.journalId ?? null].filter((id) => id !== null)
  const journals = await Promise.all(journalIds.map((id) => ledger.journal(id)))
  const confirm = confirmable.nullable().catch(null).parse(new URL(request.url).searchParams.get('confirm'))
  const { phone } = actor
  return {
    title: runTitle(t, run),
    ...{ organisation, run, confirm, phone, today: businessDay(context.now()) },
    message: confirm && phone ? await newestDemoMessage(context, phone) : null,
    // Of an entry that is everybody's, a member is shown his own lines.
    journals: journals.flatMap((journal) =>
      journal
        ? { ...journal, lines: journal.lines.filter(({ account }) => account.includes(member.partyId)) }
        : [],
    ),
  }
}

export const meta: MetaFunction<typeof loader> = unlisted

export default function MemberRunPage() {
  const { t } = useTranslation()
  const say = useBilingual()
  const { title, organisation, run, journals } = useLoaderData<typeof loader>()
  const page = `/member/${organisation.id}/${run.runId}`
  return (
    <>
      <Link
        to={`/member/${organisation.id}`}
        className="text-tea-700 inline-flex min-h-12 items-center gap-2 underline-offset-4 hover:underline print:hidden"
      >
        <ArrowLeft aria-hidden className="size-5" />
        {t('dividends:back')}
      </Link>
      <p className="text-ink-soft text-sm">{say(organisation.name)}</p>
      <h1 className="mb-4 font-serif text-2xl font-bold sm:text-3xl">
        {title} <StateBadge state={run.state} />
      </h1>
      <Refused />
      <div className="grid gap-5 lg:grid-cols-2 lg:items-start">
        <MyPart run={run} />
        <Decide page={page} />
        <Card>
          <h2 className="font-serif text-lg font-bold">{t('dividends:member.how')}</h2>
          <SurplusFigures run={run} />
        </Card>
        {run.payment && (
          <Card>
            <h2 className="mb-2 font-serif text-lg font-bold">{t('dividends:pay.title')}</h2>
            <MyPayment payment={run.payment} page={page} journals={journals} />
          </Card>
        )}
        <Card>
          <h2 className="font-serif text-lg font-bold">{t('dividends:remarks.title')}</h2>
          <RemarkList remarks={run.remarks} />
          {run.state === 'on_view' && <AskForm page={page} />}
        </Card>
        <Card>
          <h2 className="mb-2 font-serif text-lg font-bold">{t('dividends:documents.title')}</h2>
          <DocumentList documents={run.documents} />
        </Card>
      </div>
    </>
  )
}

/** What is to be decided, or was. */
function Decide({ page }: { page: string }) {
  const { t } = useTranslation()
  const { run, confirm, phone, message, today } = useLoaderData<typeof loader>()
  const asksCode =
    confirm === 'receipt' ? run.payment?.state === 'paid' : run.state === 'on_view' && !run.ballot
  return (
    <Card>
      <h2 className="mb-2 font-serif text-lg font-bold">{t('dividends:vote.title')}</h2>
      {confirm && phone && asksCode ? (
        <ConfirmForm page={page} confirm={confirm} phone={phone} message={message} />
      ) : run.resolution ? (
        <ResolutionFacts resolution={run.resolution} />
      ) : (
        <VoteBox run={run} page={page} today={today} />
      )}
    </Card>
  )
}
