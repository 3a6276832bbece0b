import { Link } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import type { BookedLine, Difference, StripeLine } from '#server/clearing/index.ts'
import { voucherPath } from '#app/features/accounts/range-search.ts'
import { useLocale } from '#app/i18n/use-locale.ts'
import { Card } from '#app/ui/card.tsx'
import { Moment } from '#app/ui/moment.tsx'
import { formatMoney, Money } from '#app/ui/money.tsx'

/** Who has more to look at than this has one cause to look for. */
const SHOWN = 200

/** What does not cancel out: both sides of it, and why. */
export function DifferenceList({ differences }: { differences: readonly Difference[] }) {
  const { t } = useTranslation()
  const hidden = differences.length - SHOWN
  return (
    <section aria-labelledby="differences" className="mt-8">
      <h2 id="differences" className="font-serif text-xl font-bold">
        {t('clearing:differences')}
      </h2>
      {differences.length === 0 ? (
        <p className="text-ink-soft mt-2">{t('clearing:differencesNone')}</p>
      ) : (
        <Card padded={false} className="mt-3">
          <ul className="divide-line divide-y">
            {differences.slice(0, SHOWN).map((difference, at) => (
              <DifferenceItem key={at} difference={difference} />
            ))}
          </ul>
        </Card>
      )}
      {hidden > 0 && <p className="text-ink-soft mt-2">{t('clearing:more', { count: hidden })}</p>}
    </section>
  )
}

function DifferenceItem({ difference }: { difference: Difference }) {
  const { t } = useTranslation()
  const { reason, stripe, booked, differenceFen } = difference
  return (
    <li className="px-4 py-4 sm:px-6">
      <div className="flex items-start justify-between gap-3">
        <p className="min-w-0">
          <span className="block font-medium">{t(`clearing:reasons.${reason}`)}</span>
          <span className="text-ink-soft block text-sm">{t(`clearing:help.${reason}`)}</span>
        </p>
        <Money amount={differenceFen} className="text-lg font-semibold" />
      </div>
      <dl className="mt-2 grid gap-x-6 gap-y-2 text-sm sm:grid-cols-2">
        <div>
          <dt className="text-ink-soft">{t('clearing:atStripe')}</dt>
          {stripe.map((line) => (
            <AtStripe key={line.lineId} line={line} />
          ))}
          {stripe.length === 0 && <dd>{t('clearing:nothing')}</dd>}
        </div>
        <div>
          <dt className="text-ink-soft">{t('clearing:inBooks')}</dt>
          {booked.map((line, at) => (
            <InBooks key={at} line={line} />
          ))}
          {booked.length === 0 && <dd>{t('clearing:nothing')}</dd>}
        </div>
      </dl>
    </li>
  )
}

function AtStripe({ line: { type, at, netFen, feeFen, sourceId, lineId } }: { line: StripeLine }) {
  const { t } = useTranslation()
  const locale = useLocale()
  return (
    <dd className="mt-1">
      <span className="flex items-baseline justify-between gap-3">
        <span>{t(`clearing:types.${type}`, { defaultValue: type })}</span>
        <Money amount={netFen} />
      </span>
      <span className="text-ink-soft block">
        <Moment at={at} />
        {feeFen !== 0 && ` · ${t('clearing:fee', { amount: formatMoney(feeFen, locale) })}`}
      </span>
      <span className="text-ink-soft block font-mono text-xs break-all">{sourceId ?? lineId}</span>
    </dd>
  )
}

function InBooks({ line: { month, number, memo, amount } }: { line: BookedLine }) {
  const { t } = useTranslation()
  return (
    <dd className="mt-1">
      <Link
        to={voucherPath('/platform/clearing', { month, number })}
        className="text-tea-700 flex min-h-10 items-center justify-between gap-3 underline underline-offset-4"
      >
        <span>{t('clearing:voucher', { month, number })}</span>
        <Money amount={amount} />
      </Link>
      <span className="text-ink-soft block">{memo}</span>
    </dd>
  )
}
