import { useTranslation } from 'react-i18next'
import type { BatchView, LineView } from '#server/payouts/index.ts'
import { useBilingual } from '#app/i18n/use-locale.ts'
import { Card } from '#app/ui/card.tsx'
import { Moment } from '#app/ui/moment.tsx'
import { Money } from '#app/ui/money.tsx'
import { lineReference } from '#shared/payouts.ts'
import { AccountLine } from './account-line.tsx'
import { LineBadge } from './batch-badge.tsx'
import { CashForm, ReturnForm } from './line-forms.tsx'

export function BatchLines({ batch }: { batch: BatchView }) {
  const { t } = useTranslation()
  return (
    <section aria-labelledby="lines" className="mt-8">
      <h2 id="lines" className="font-serif text-xl font-bold">
        {t('payouts:lines.title')}
      </h2>
      <Card padded={false} className="mt-3">
        <ul className="divide-line divide-y">
          {batch.lines.map((line) => (
            <BatchLine key={line.lineId} batch={batch} line={line} />
          ))}
        </ul>
      </Card>
    </section>
  )
}

function BatchLine({ batch, line }: { batch: BatchView; line: LineView }) {
  const { t } = useTranslation()
  const say = useBilingual()
  const { name, kind, amountFen, state, account, reference, why, witnesses, resolvedAt } = line
  const at = { page: `/platform/payouts/${batch.batchId}`, lineId: line.lineId }
  return (
    <li className="px-4 py-3 sm:px-6">
      <div className="flex items-start justify-between gap-3">
        <p className="min-w-0">
          <span className="flex flex-wrap items-center gap-2 font-medium">
            {say(name)} <LineBadge state={state} />
          </span>
          <span className="text-ink-soft block text-sm">
            {t(`payouts:kinds.${kind}`)} ·{' '}
            {batch.rail === 'cash' ? t('payouts:rails.cash') : <AccountLine account={account} />}
          </span>
          <span className="text-ink-faint block text-sm">{lineReference(batch.number, line.number)}</span>
          {reference && (
            <span className="text-ink-soft block text-sm break-all">
              {batch.rail === 'stripe'
                ? t('payouts:lines.transfer', { transfer: reference.replace('stripe:', '') })
                : t('payouts:lines.reference', { reference })}
            </span>
          )}
          {why && (
            <span className="text-vermilion-700 block text-sm">
              {why.words ?? t([`payouts:returned.${why.code}`, 'payouts:returned.other'], { code: why.code })}
            </span>
          )}
          {witnesses.length > 0 && (
            <span className="text-ink-soft block text-sm">
              {t('payouts:lines.witnesses', { one: witnesses[0], two: witnesses[1] })}
            </span>
          )}
          {resolvedAt && (
            <span className="text-ink-soft block text-sm">
              {t('payouts:lines.by', { name: line.resolvedByName })} · <Moment at={resolvedAt} />
            </span>
          )}
        </p>
        <Money amount={amountFen} className="text-lg font-semibold" />
      </div>
      {state === 'held' && (
        <>
          {batch.rail === 'cash' && <CashForm {...at} />}
          <ReturnForm {...at} />
        </>
      )}
    </li>
  )
}
