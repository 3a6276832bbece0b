import { useTranslation } from 'react-i18next'
import type { Pot, StatementEntry } from '#server/statements/index.ts'
import { Card } from '#app/ui/card.tsx'
import { Moment } from '#app/ui/moment.tsx'
import { Money } from '#app/ui/money.tsx'
import { kindLabel } from './kind-label.ts'

const POTS: readonly Pot[] = ['pending', 'available', 'paying', 'current', 'dividend', 'owes', 'contribution']

/** What one entry changed, place by place, and the words that it was booked with. */
export function MovedPots({ entry }: { entry: Pick<StatementEntry, 'moved' | 'kind' | 'memo' | 'on'> }) {
  const { t } = useTranslation()
  const { moved, kind, memo, on } = entry
  return (
    <Card>
      <h3 className="font-serif text-lg font-bold">{t('statements:entry.changed')}</h3>
      <p className="text-ink-soft text-sm">
        {kindLabel(t, kind, memo)} · <Moment at={on} style="date" />
      </p>
      <dl className="divide-line mt-2 divide-y">
        {POTS.filter((pot) => moved[pot] !== 0).map((pot) => (
          <div key={pot} className="flex justify-between gap-4 py-2.5">
            <dt className="text-ink-soft">{t(`statements:pots.${pot}`)}</dt>
            <dd className="text-right font-semibold">
              {moved[pot] > 0 && '+'}
              <Money amount={moved[pot]} />
            </dd>
          </div>
        ))}
        {memo && (
          <div className="py-2.5">
            <dt className="text-ink-soft text-sm">{t('statements:entry.memo')}</dt>
            <dd>{memo}</dd>
          </div>
        )}
      </dl>
    </Card>
  )
}
