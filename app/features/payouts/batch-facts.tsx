import { useTranslation } from 'react-i18next'
import type { BatchView } from '#server/payouts/index.ts'
import { Card } from '#app/ui/card.tsx'
import { Moment } from '#app/ui/moment.tsx'
import { Price } from '#app/ui/money.tsx'
import { BatchBadge } from './batch-badge.tsx'

/** The cover: how much, for how many, which file, and who did what. */
export function BatchFacts({ batch }: { batch: BatchView }) {
  const { t } = useTranslation()
  const { number, rail, bank, state, totalFen, lineCount, fileName, sha256, decider } = batch
  const steps = [
    { key: 'proposedBy', name: batch.proposer.name, at: batch.proposedAt },
    ...(decider ? [{ key: decidedBy(state), ...decider }] : []),
    ...(batch.sent ? [{ key: 'sentBy', ...batch.sent }] : []),
  ]
  return (
    <Card>
      <h2 className="flex flex-wrap items-center gap-3 font-serif text-xl font-bold">
        {t('payouts:batch.title', { number })} <BatchBadge state={state} />
      </h2>
      <p className="text-ink-soft">{bank ? t(`payouts:banks.${bank}`) : t(`payouts:rails.${rail}`)}</p>
      <dl className="mt-4 grid gap-4 sm:grid-cols-2">
        <div>
          <dt className="text-ink-soft text-sm">{t('payouts:batch.total')}</dt>
          <dd>
            <Price amount={totalFen} className="text-4xl" />
          </dd>
        </div>
        <div>
          <dt className="text-ink-soft text-sm">{t('payouts:batch.count')}</dt>
          <dd className="text-4xl font-semibold tabular-nums">{lineCount}</dd>
        </div>
        <div className="sm:col-span-2">
          <dt className="text-ink-soft text-sm">{t('payouts:batch.file')}</dt>
          <dd className="break-all">{fileName}</dd>
          <dd className="text-ink-soft font-mono text-sm break-all">SHA-256 {sha256}</dd>
        </div>
      </dl>
      <ul className="text-ink-soft mt-4 text-sm">
        {steps.map(({ key, name, at }) => (
          <li key={key}>
            {t(`payouts:batch.${key}`, { name })} · <Moment at={at} />
          </li>
        ))}
      </ul>
    </Card>
  )
}

function decidedBy(state: BatchView['state']): string {
  if (state === 'rejected') return 'rejectedBy'
  return state === 'withdrawn' ? 'withdrawnBy' : 'approvedBy'
}
