import {
  data,
  redirect,
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
} from '@remix-run/node'
import { Link, useActionData, useLoaderData } from '@remix-run/react'
import { ArrowLeft } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { notFound } from '#app/doors/answer.server.ts'
import { requireActor } from '#app/doors/authorise.server.ts'
import { formOf } from '#app/doors/form.server.ts'
import { BookHeader } from '#app/features/coop/book-header.tsx'
import { DecisionForm } from '#app/features/rules/decision-form.tsx'
import { obey } from '#app/features/rules/obey.server.ts'
import { ProposalFacts } from '#app/features/rules/proposal-facts.tsx'
import { ProposeForm } from '#app/features/rules/propose-form.tsx'
import { RehearsalForm } from '#app/features/rules/rehearsal-form.tsx'
import { RehearsalReport } from '#app/features/rules/rehearsal-report.tsx'
import { RuleEditor } from '#app/features/rules/rule-editor.tsx'
import { Refused } from '#app/ui/refused.tsx'
import { translator } from '#app/i18n/translate.server.ts'
import { useBilingual } from '#app/i18n/use-locale.ts'
import { Card } from '#app/ui/card.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { titled } from '#app/ui/titled.ts'
import { addDays, businessDay } from '#shared/calendar.ts'
import { yuanText } from '#shared/money.ts'
import { rehearsalSize, textOfRule } from '#shared/rule-form.ts'

type Door = Pick<LoaderFunctionArgs, 'context' | 'request' | 'params'>

function requireStaff({ context, request, params }: Door) {
  const organisationId = params.organisationId ?? ''
  const action = 'coop.$organisationId.rules.$proposalId'
  const { actor } = requireActor({ context, request }, action, { organisationId })
  return { actor, of: { cooperativeId: organisationId, proposalId: params.proposalId ?? '' } }
}

/** `?last=100` rehearses the kept draft over so many orders. */
export async function loader(door: LoaderFunctionArgs) {
  const { actor, of } = requireStaff(door)
  const { registry, splitRules } = door.context.services
  const query = new URL(door.request.url).searchParams
  const asked = rehearsalSize.safeParse(query.get('last'))
  const [{ t }, organisation, proposal, rehearsed] = await Promise.all([
    translator(door.request),
    registry.organisation(of.cooperativeId),
    splitRules.proposal(of),
    asked.success ? splitRules.rehearse({ ...of, last: asked.data }) : null,
  ])
  return {
    title: t('rules:facts.title'),
    organisation: organisation ?? notFound(),
    proposal: proposal ?? notFound(),
    isAuthor: proposal?.author.userId === actor.userId,
    saved: query.has('saved'),
    last: asked.success ? asked.data : 100,
    report: rehearsed?.ok ? rehearsed.value : null,
    refused: rehearsed && !rehearsed.ok ? rehearsed.refusal.kind : null,
    firstDay: addDays(businessDay(door.context.now()), 1),
  }
}

/** A step of the proposal, or of its text where there is no script. */
export async function action(door: ActionFunctionArgs) {
  const { actor, of } = requireStaff(door)
  const answer = await obey(door.context.services.splitRules, await formOf(door.request), {
    ...of,
    by: actor,
  })
  if ('goTo' in answer) throw redirect(`/coop/${of.cooperativeId}/rules${answer.goTo}`, 303)
  return data(answer, answer.status)
}

export const meta: MetaFunction<typeof loader> = (args) => [
  ...titled(args),
  { name: 'robots', content: 'noindex' },
]

export default function ProposalPage() {
  const { t } = useTranslation()
  const say = useBilingual()
  const { organisation, proposal, isAuthor, saved, last, report, firstDay, ...page } =
    useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const refused = answer?.refused ?? page.refused
  const isOpen = proposal.state === 'draft' || proposal.state === 'proposed'
  const isMine = proposal.state === 'draft' && isAuthor
  return (
    <>
      <BookHeader organisation={organisation} />
      <Link
        to={`/coop/${organisation.id}/rules`}
        className="text-tea-700 -mt-2 inline-flex min-h-12 items-center gap-2 underline-offset-4 hover:underline"
      >
        <ArrowLeft aria-hidden className="size-5" />
        {t('rules:back')}
      </Link>
      <h2 className="mb-4 font-serif text-2xl font-bold">
        {proposal.goods ? say(proposal.goods.title) : t('rules:list.cooperative')}
      </h2>
      {refused && <Refused kind={refused} />}
      {saved && !answer && (
        <Notice tone="success" announce="status" className="mb-5">
          {t('rules:edit.saved')}
        </Notice>
      )}
      {isMine && (
        <RuleEditor
          key={proposal.proposalId}
          text={answer?.text ?? textOfRule(proposal.rule)}
          price={answer?.price || yuanText(proposal.samplePrice)}
          errors={answer?.wrong ?? null}
        />
      )}
      <div className="mt-5 grid gap-5 lg:grid-cols-2 lg:items-start">
        <ProposalFacts proposal={proposal} />
        <div className="grid gap-5">
          {proposal.report ? (
            <Card>
              <h2 className="font-serif text-lg font-bold">{t('rules:rehearsal.seen')}</h2>
              <RehearsalReport report={proposal.report} />
            </Card>
          ) : (
            proposal.state === 'draft' && <RehearsalForm last={last} report={report} />
          )}
          {isMine && (
            <ProposeForm
              {...{ last, firstDay }}
              typed={answer?.typed ?? { reason: '', effectiveOn: '' }}
              errors={answer?.errors ?? {}}
            />
          )}
          {isOpen && <DecisionForm proposal={proposal} isAuthor={isAuthor} />}
        </div>
      </div>
    </>
  )
}
