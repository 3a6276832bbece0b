import { Form, useNavigation } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import type { TermsSpan } from '#server/alliances/index.ts'
import { useBilingual, useLocale } from '#app/i18n/use-locale.ts'
import { Badge } from '#app/ui/badge.tsx'
import { Button } from '#app/ui/button.tsx'
import { Card } from '#app/ui/card.tsx'
import { formatMoment } from '#app/ui/moment.tsx'
import { BP_PER_PERCENT, Formula, MemberTable } from './member-table.tsx'

type Version = Pick<TermsSpan, 'id' | 'fromMonth' | 'baseBp' | 'reason'> & { count: number }

/** What was agreed on, since when, without anybody's name. */
export function PublicHistory({ history }: { history: readonly Version[] }) {
  const { t } = useTranslation()
  const locale = useLocale()
  return (
    <ul className="divide-line mt-2 divide-y">
      {history.map(({ id, fromMonth, baseBp, reason, count }) => (
        <li key={id} className="py-2.5">
          <p className="font-medium">
            {t('alliances:history.since', { month: formatMoment(`${fromMonth}-01`, locale, 'month') })}
          </p>
          <p className="text-ink-soft text-sm">
            {t('alliances:history.facts', { count, base: baseBp / BP_PER_PERCENT })} · {reason}
          </p>
        </li>
      ))}
    </ul>
  )
}

type Props = { terms: TermsSpan; own: string; userId: string }

/** Terms that were proposed: what they say, who says so, and what may be done about them here. */
export function TermsCard({ terms, own, userId }: Props) {
  const { t } = useTranslation()
  const say = useBilingual()
  const locale = useLocale()
  const { state, fromMonth, reason, members, proposerCollectiveId, decidedAt, deciderName } = terms
  const village = members.find(({ collective }) => collective.id === proposerCollectiveId)?.collective.name
  const by = { name: terms.proposerName, village: village ? say(village) : '' }
  return (
    <Card>
      <h3 className="flex flex-wrap items-center gap-2 font-serif text-lg font-bold">
        {t('alliances:history.since', { month: formatMoment(`${fromMonth}-01`, locale, 'month') })}
        <Badge tone={state === 'approved' ? 'tea' : state === 'open' ? 'honey' : 'plain'}>
          {t(`alliances:state.${state}`)}
        </Badge>
      </h3>
      <p className="mt-1">{reason}</p>
      <p className="text-ink-soft text-sm">
        {t('alliances:terms.proposed', { ...by, at: formatMoment(terms.proposedAt, locale, 'dateTimeYear') })}
      </p>
      {deciderName && decidedAt && (
        <p className="text-ink-soft text-sm">
          {t('alliances:terms.decided', {
            name: deciderName,
            at: formatMoment(decidedAt, locale, 'dateTimeYear'),
          })}
        </p>
      )}
      <details open={state === 'open'} className="mt-2">
        <summary className="text-tea-700 cursor-pointer py-3 font-medium">
          {t('alliances:terms.members', { count: members.length })}
        </summary>
        <Formula terms={terms} />
        <MemberTable terms={terms} own={own} />
      </details>
      {state === 'open' && <Decide {...{ terms, own, userId }} />}
      {state === 'overtaken' && <p className="text-ink-soft mt-2">{t('alliances:terms.overtaken')}</p>}
    </Card>
  )
}

/** Another village decides; who proposed may take it back. */
function Decide({ terms, own, userId }: Props) {
  const { t } = useTranslation()
  const busy = useNavigation().state !== 'idle'
  const isMine = terms.proposerId === userId
  if (!isMine && terms.proposerCollectiveId === own)
    return <p className="text-ink-soft mt-3">{t('alliances:terms.waits')}</p>
  return (
    <Form method="post" preventScrollReset className="mt-4 grid gap-3 sm:grid-cols-2">
      <input type="hidden" name="termsId" value={terms.id} />
      {isMine ? (
        <>
          <p className="text-ink-soft sm:col-span-2">{t('alliances:terms.waits')}</p>
          <Button type="submit" name="decision" value="withdrawn" tone="danger" busy={busy}>
            {t('alliances:terms.withdraw')}
          </Button>
        </>
      ) : (
        <>
          <Button type="submit" name="decision" value="approved" size="large" busy={busy}>
            {t('alliances:terms.approve')}
          </Button>
          <Button type="submit" name="decision" value="refused" size="large" tone="plain" busy={busy}>
            {t('alliances:terms.refuse')}
          </Button>
        </>
      )}
    </Form>
  )
}
