import { Form, Link } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import type { Proposal, RuleSeries } from '#server/split-rules/index.ts'
import { useBilingual, useLocale } from '#app/i18n/use-locale.ts'
import { Badge } from '#app/ui/badge.tsx'
import { Button, LinkButton } from '#app/ui/button.tsx'
import { Card } from '#app/ui/card.tsx'
import { formatMoment } from '#app/ui/moment.tsx'
import { RuleSteps } from './rule-steps.tsx'
import { allGoods, ruleName } from './rule-words.ts'

type Props = { page: string; series: RuleSeries; now: string }

/** One rule: what is in force, what was and what will be; and the way to a new version. */
export function RuleSeriesCard({ page, series, now }: Props) {
  const { t } = useTranslation()
  const say = useBilingual()
  const { goods, inForce, isOwn, versions, open } = series
  const name = goods ? say(goods.title) : allGoods(t, series.ruleCode)
  return (
    <Card>
      <h2 className="flex flex-wrap items-center gap-2 font-serif text-lg font-bold">
        {name}
        {isOwn && <Badge tone="tea">{t('rules:list.own')}</Badge>}
      </h2>
      <p className="text-ink-soft mt-1 text-sm">
        {t(isOwn ? 'rules:list.inForce' : 'rules:list.follows', {
          rule: ruleName(t, inForce.ruleCode),
          version: inForce.version,
        })}
      </p>
      <RuleSteps rule={inForce.rule} />
      {versions.length > 0 && <Versions versions={versions} now={now} />}
      {open ? (
        <LinkButton to={`${page}/${open.proposalId}`} tone="plain" className="mt-4">
          {t(open.state === 'draft' ? 'rules:list.openDraft' : 'rules:list.openProposal', {
            name: open.author.name,
          })}
        </LinkButton>
      ) : (
        <Form method="post" className="mt-4">
          <input type="hidden" name="productId" value={goods?.productId ?? ''} />
          <Button type="submit" tone="plain" aria-label={t('rules:list.draftOf', { name })}>
            {t('rules:list.draft')}
          </Button>
        </Form>
      )}
    </Card>
  )
}

function Versions({ versions, now }: Pick<RuleSeries, 'versions'> & { now: string }) {
  const { t } = useTranslation()
  const locale = useLocale()
  const stateOf = ({ validFrom, validTo }: RuleSeries['versions'][number]) =>
    validFrom > now ? 'scheduled' : validTo !== null && validTo <= now ? 'superseded' : 'inForce'
  return (
    <ul className="divide-line border-line mt-3 divide-y border-y">
      {versions.map((version) => (
        <li key={version.id} className="py-2.5">
          <p className="flex flex-wrap items-center gap-2 font-medium">
            {t('rules:list.version', { version: version.version })}
            <Badge tone={stateOf(version) === 'inForce' ? 'tea' : 'plain'}>
              {t(`rules:span.${stateOf(version)}`)}
            </Badge>
          </p>
          <p className="text-ink-soft text-sm">
            {t('rules:list.since', { at: formatMoment(version.validFrom, locale, 'dateTimeYear') })}
          </p>
          <p className="text-ink-soft text-sm">
            {t('rules:list.people', { author: version.authorName, approver: version.approverName })}
          </p>
        </li>
      ))}
    </ul>
  )
}

type PastProps = { page: string; past: readonly Proposal[]; series: readonly RuleSeries[] }

/** What was decided or withdrawn: whose rule, and by whom. */
export function PastProposals({ page, past, series }: PastProps) {
  const { t } = useTranslation()
  const say = useBilingual()
  const locale = useLocale()
  const nameOf = (code: string) => {
    const goods = series.find(({ ruleCode }) => ruleCode === code)?.goods
    return goods ? say(goods.title) : allGoods(t, code)
  }
  return (
    <ul className="divide-line divide-y">
      {past.map(({ proposalId, ruleCode, state, author, decidedAt }) => (
        <li key={proposalId}>
          <Link
            to={`${page}/${proposalId}`}
            className="hover:bg-tea-50 flex min-h-12 flex-wrap items-center gap-2 py-2"
          >
            <span className="text-tea-700 font-medium">{nameOf(ruleCode)}</span>
            <Badge tone={state === 'approved' ? 'tea' : 'plain'}>{t(`rules:state.${state}`)}</Badge>
            <span className="text-ink-soft text-sm">
              {author.name} {decidedAt && formatMoment(decidedAt, locale)}
            </span>
          </Link>
        </li>
      ))}
    </ul>
  )
}
