import { Landmark } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { BatchSummary } from '#server/payouts/index.ts'
import { Card } from '#app/ui/card.tsx'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { Moment } from '#app/ui/moment.tsx'
import { Money } from '#app/ui/money.tsx'
import { RowLink } from '#app/ui/row-link.tsx'
import { BatchBadge } from './batch-badge.tsx'

export function BatchList({ batches }: { batches: readonly BatchSummary[] }) {
  const { t } = useTranslation()
  if (batches.length === 0)
    return (
      <EmptyState icon={Landmark} title={t('payouts:list.empty')}>
        {t('payouts:list.emptyLead')}
      </EmptyState>
    )
  return (
    <Card padded={false} className="overflow-hidden">
      <ul className="divide-line divide-y">
        {batches.map(({ batchId, number, rail, bank, state, totalFen, lineCount, proposer, proposedAt }) => (
          <li key={batchId}>
            <RowLink to={`/platform/payouts/${batchId}`}>
              <span className="min-w-0 flex-1">
                <span className="flex flex-wrap items-center gap-2 font-medium">
                  {t('payouts:batch.title', { number })} <BatchBadge state={state} />
                </span>
                <span className="text-ink-soft block text-sm">
                  {bank ? t(`payouts:banks.${bank}`) : t(`payouts:rails.${rail}`)} ·{' '}
                  {t('payouts:batch.lines', { count: lineCount })}
                </span>
                <span className="text-ink-soft block text-sm">
                  {t('payouts:batch.proposedBy', { name: proposer.name })} · <Moment at={proposedAt} />
                </span>
              </span>
              <Money amount={totalFen} className="text-lg font-semibold" />
            </RowLink>
          </li>
        ))}
      </ul>
    </Card>
  )
}
