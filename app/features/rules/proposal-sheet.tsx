import { Link } from '@remix-run/react'
import { ArrowLeft } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { ProposalView } from '#server/split-rules/index.ts'
import { useBilingual } from '#app/i18n/use-locale.ts'
import { Card } from '#app/ui/card.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { Refused } from '#app/ui/refused.tsx'
import { yuanText } from '#shared/money.ts'
import type { Rehearsal } from '#shared/rehearsal.ts'
import { textOfRule } from '#shared/rule-form.ts'
import { DecisionForm } from './decision-form.tsx'
import type { obey } from './obey.server.ts'
import { ProposalFacts } from './proposal-facts.tsx'
import { ProposeForm } from './propose-form.tsx'
import { RehearsalForm } from './rehearsal-form.tsx'
import { RehearsalReport } from './rehearsal-report.tsx'
import { RuleEditor } from './rule-editor.tsx'

type Props = {
  /** where the rules of its owner are listed, and what all of his goods are called */
  list: string
  allGoods: string
  proposal: ProposalView
  isAuthor: boolean
  saved: boolean
  last: number
  report: Rehearsal | null
  /** why it was not rehearsed */
  refused: string | null
  firstDay: string
  answer: Exclude<Awaited<ReturnType<typeof obey>>, { goTo: string }> | undefined
}

/** A version on its way, with all that may be done about it. */
export function ProposalSheet({ list, allGoods, proposal, isAuthor, saved, answer, ...page }: Props) {
  const { t } = useTranslation()
  const say = useBilingual()
  const { last, report, firstDay } = page
  const refused = answer?.refused ?? page.refused
  const isOpen = proposal.state === 'draft' || proposal.state === 'proposed'
  const isMine = proposal.state === 'draft' && isAuthor
  return (
    <>
      <Link
        to={list}
        className="text-tea-700 -mt-2 inline-flex min-h-12 items-center gap-2 underline-offset-4 hover:underline"
      >
        <ArrowLeft aria-hidden className="size-5" />
        {t('rules:back')}
      </Link>
      <h2 className="mb-4 font-serif text-2xl font-bold">
        {proposal.goods ? say(proposal.goods.title) : allGoods}
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
