import { useTranslation } from 'react-i18next'
import type { ProposalView } from '#server/split-rules/index.ts'
import { useLocale } from '#app/i18n/use-locale.ts'
import { Badge } from '#app/ui/badge.tsx'
import { Card } from '#app/ui/card.tsx'
import { formatMoment } from '#app/ui/moment.tsx'
import { RuleChanges } from './rule-changes.tsx'
import { RuleSteps } from './rule-steps.tsx'
import { ruleName } from './rule-words.ts'

/** What is proposed, by whom and why, and what it would change. */
export function ProposalFacts({ proposal }: { proposal: ProposalView }) {
  const { t } = useTranslation()
  const locale = useLocale()
  const { base, state, author, proposedAt, reason, effectiveOn, deciderName, decidedAt } = proposal
  const at = (moment: string) => formatMoment(moment, locale, 'dateTimeYear')
  return (
    <Card>
      <h2 className="flex flex-wrap items-center gap-2 font-serif text-lg font-bold">
        {t('rules:facts.title')}{' '}
        <Badge tone={state === 'approved' ? 'tea' : 'plain'}>{t(`rules:state.${state}`)}</Badge>
      </h2>
      {reason && <p className="mt-2">{t('rules:facts.reason', { reason })}</p>}
      <p className="text-ink-soft mt-1 text-sm">
        {proposedAt
          ? t('rules:facts.proposed', { name: author.name, at: at(proposedAt) })
          : t('rules:facts.drafted', { name: author.name, at: at(proposal.draftedAt) })}
      </p>
      {deciderName && decidedAt && (
        <p className="text-ink-soft mt-1 text-sm">
          {t(state === 'approved' ? 'rules:facts.approved' : 'rules:facts.refused', {
            name: deciderName,
            at: at(decidedAt),
          })}
        </p>
      )}
      <p className="text-ink-soft mt-1 text-sm">
        {effectiveOn
          ? t('rules:facts.from', { day: formatMoment(effectiveOn, locale, 'date') })
          : t('rules:facts.atOnce')}
      </p>
      <h3 className="mt-4 font-medium">{t('rules:facts.steps')}</h3>
      <RuleSteps rule={proposal.rule} />
      <h3 className="mt-4 font-medium">
        {t('rules:facts.changes', { rule: ruleName(t, base.ruleCode), version: base.version })}
      </h3>
      <RuleChanges before={base.rule} after={proposal.rule} />
    </Card>
  )
}
