import { useTranslation } from 'react-i18next'
import { useLocale } from '#app/i18n/use-locale.ts'
import { formatMoney, Money } from '#app/ui/money.tsx'
import { fen, type Fen } from '#shared/money.ts'
import type { Rehearsal } from '#shared/rehearsal.ts'

/** What a rule would have made of orders that are booked: who more, who less, and by which order most. */
export function RehearsalReport({ report }: { report: Rehearsal }) {
  const { t } = useTranslation()
  const locale = useLocale()
  if (report.orders === 0) return <p className="text-ink-soft mt-3">{t('rules:rehearsal.empty')}</p>
  const money = (amount: Fen) => formatMoney(amount, locale)
  return (
    <section aria-label={t('rules:rehearsal.result')}>
      <p className="mt-3 font-medium">{t('rules:rehearsal.of', { count: report.orders })}</p>
      <ul className="divide-line mt-2 divide-y">
        {report.parties.map(({ partyKind, beforeFen, afterFen, worst }) => (
          <li key={partyKind} className="py-2.5">
            <p className="flex items-baseline justify-between gap-3">
              <span className="font-medium">{t(`coop:line.leg.${partyKind}`)}</span>
              <Difference amount={fen(afterFen - beforeFen)} />
            </p>
            <p className="text-ink-soft text-sm">
              {t('rules:rehearsal.fromTo', { before: money(beforeFen), after: money(afterFen) })}
            </p>
            {worst && (
              <p className="text-ink-soft text-sm break-all">
                {t('rules:rehearsal.worst', {
                  number: worst.orderNumber,
                  before: money(worst.beforeFen),
                  after: money(worst.afterFen),
                })}
              </p>
            )}
          </li>
        ))}
      </ul>
      {report.bounds.length > 0 && (
        <ul className="mt-2 list-disc space-y-1 pl-5 text-sm">
          {report.bounds.map(({ to, bound, orders }) => (
            <li key={`${to} ${bound}`}>
              {t(`rules:rehearsal.bound.${bound}`, { to: t(`coop:line.leg.${to}`), count: orders })}
            </li>
          ))}
        </ul>
      )}
      <p className="text-ink-soft mt-2 text-sm">{t('rules:rehearsal.note')}</p>
    </section>
  )
}

function Difference({ amount }: { amount: Fen }) {
  const { t } = useTranslation()
  if (amount === 0) return <span className="text-ink-soft">{t('rules:rehearsal.same')}</span>
  return (
    <span className={amount > 0 ? 'text-tea-700 font-semibold' : 'text-vermilion-700 font-semibold'}>
      {amount > 0 && '+'}
      <Money amount={amount} />
    </span>
  )
}
