import { Form, Link } from '@remix-run/react'
import { CalendarCheck, Lock } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { MonthView } from '#server/ledger/index.ts'
import { Badge } from '#app/ui/badge.tsx'
import { Button } from '#app/ui/button.tsx'
import { Card } from '#app/ui/card.tsx'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { CheckField } from '#app/ui/field.tsx'
import { Moment } from '#app/ui/moment.tsx'
import { Money } from '#app/ui/money.tsx'

type Month = MonthView & {
  /** the next to be closed, and over */
  closable: boolean
  endsYear: boolean
  /** closed by a later month's closing, without entries of its own */
  closedByName: string | null
}

type Pages = {
  base: string
  /** where years are closed */
  yearsPage: string
}

/** Every month of the book: closed by whom and when, or what closing it would close. */
export function MonthList({ months, ...pages }: Pages & { months: readonly Month[] }) {
  const { t } = useTranslation()
  if (months.length === 0)
    return (
      <EmptyState icon={CalendarCheck} title={t('accounts:months.empty')}>
        {t('accounts:months.emptyLead')}
      </EmptyState>
    )
  return (
    <ul className="grid gap-4">
      {months.map((month) => (
        <li key={month.month}>
          <MonthCard month={month} {...pages} />
        </li>
      ))}
    </ul>
  )
}

function MonthCard({ month: one, base, yearsPage }: Pages & { month: Month }) {
  const { t } = useTranslation()
  const { month, vouchers, waiting, debit, credit, closed, closable, endsYear, closedByName } = one
  return (
    <Card>
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h3 className="font-serif text-lg font-bold tabular-nums">
          <Link to={`${base}/vouchers?month=${month}`} className="underline-offset-4 hover:underline">
            {month}
          </Link>
        </h3>
        <Badge tone={closed ? 'tea' : 'honey'}>
          {closed ? t('accounts:months.closed') : t('accounts:months.open')}
        </Badge>
      </div>
      <dl className="mt-2 grid grid-cols-2 gap-x-6 gap-y-1 text-sm sm:grid-cols-3">
        <Fact label={t('accounts:months.vouchers')}>{vouchers + waiting}</Fact>
        <Fact label={t('accounts:debit')}>
          <Money amount={debit} />
        </Fact>
        <Fact label={t('accounts:credit')}>
          <Money amount={credit} />
        </Fact>
      </dl>
      {closed && (
        <p className="text-ink-soft mt-3 flex flex-wrap items-center gap-x-2 text-sm">
          <Lock aria-hidden className="size-4" />
          <span>
            {closedByName ?? t('accounts:months.unknown')} · <Moment at={closed.at} style="dateTimeYear" />
          </span>
        </p>
      )}
      {closable &&
        (endsYear ? <CloseYear to={yearsPage} /> : <CloseForm month={month} count={vouchers + waiting} />)}
    </Card>
  )
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div>
      <dt className="text-ink-soft">{label}</dt>
      <dd className="text-base font-medium tabular-nums">{children}</dd>
    </div>
  )
}

function CloseYear({ to }: { to: string }) {
  const { t } = useTranslation()
  return (
    <p className="border-line mt-4 border-t pt-4 text-sm print:hidden">
      {t('accounts:months.refused.year_end')}{' '}
      <Link to={to} className="text-tea-700 underline underline-offset-4">
        {t('accounts:months.closeYear')}
      </Link>
    </p>
  )
}

/** There is no way back, so it is said what closes, and asked for a tick. */
function CloseForm({ month, count }: { month: string; count: number }) {
  const { t } = useTranslation()
  return (
    <Form method="post" className="border-line mt-4 border-t pt-4 print:hidden">
      <input type="hidden" name="month" value={month} />
      <p className="text-sm">{t('accounts:months.what', { month, count })}</p>
      <CheckField name="confirmed" required label={t('accounts:months.confirm')} />
      <Button type="submit" className="mt-2">
        {t('accounts:months.close', { month })}
      </Button>
    </Form>
  )
}
