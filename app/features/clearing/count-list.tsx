import { useTranslation } from 'react-i18next'
import type { CountSummary } from '#server/clearing/index.ts'
import { useLocale } from '#app/i18n/use-locale.ts'
import { Badge } from '#app/ui/badge.tsx'
import { Card } from '#app/ui/card.tsx'
import { Moment } from '#app/ui/moment.tsx'
import { formatMoney, Money } from '#app/ui/money.tsx'
import { RowLink } from '#app/ui/row-link.tsx'

/** Every count that was kept, the newest first. */
export function CountList({ counts }: { counts: readonly CountSummary[] }) {
  const { t } = useTranslation()
  return (
    <section aria-labelledby="history" className="mt-8">
      <h2 id="history" className="font-serif text-xl font-bold">
        {t('clearing:history')}
      </h2>
      <Card padded={false} className="mt-3 overflow-hidden">
        <ul className="divide-line divide-y">
          {counts.map((count) => (
            <li key={count.countId}>
              <RowLink to={`/platform/clearing/counts/${count.countId}`}>
                <span className="min-w-0 flex-1">
                  <span className="flex flex-wrap items-center gap-2 font-medium">
                    {count.day} <Result count={count} />
                  </span>
                  <span className="text-ink-soft block text-sm">
                    {count.byName === null
                      ? t('clearing:byItself')
                      : t('clearing:by', { name: count.byName })}{' '}
                    · <Moment at={count.at} />
                  </span>
                </span>
                <Money amount={count.stripeFen} className="font-semibold" />
              </RowLink>
            </li>
          ))}
        </ul>
      </Card>
    </section>
  )
}

function Result({ count: { unexplainedFen, differenceCount } }: { count: CountSummary }) {
  const { t } = useTranslation()
  const locale = useLocale()
  if (unexplainedFen !== 0)
    return (
      <Badge tone="flash">
        {t('clearing:unexplainedTitle', { amount: formatMoney(unexplainedFen, locale) })}
      </Badge>
    )
  return differenceCount > 0 ? (
    <Badge tone="honey">{t('clearing:openItems', { count: differenceCount })}</Badge>
  ) : (
    <Badge tone="tea">{t('clearing:noItems')}</Badge>
  )
}
