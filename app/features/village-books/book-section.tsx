import { Link } from '@remix-run/react'
import { clsx } from 'clsx'
import { useTranslation } from 'react-i18next'
import type { PublicBook, PublicGrant } from '#server/village-books/index.ts'
import { useBilingual } from '#app/i18n/use-locale.ts'
import { Card, Section } from '#app/ui/card.tsx'
import { Money } from '#app/ui/money.tsx'
import { zeroFen } from '#shared/money.ts'
import { HeadBars } from './head-bars.tsx'
import { incomeOf, leftOf } from './income-of.ts'
import { MonthChart } from './month-chart.tsx'

/** One legal person's book. */
export function BookSection({ book }: { book: PublicBook }) {
  const { t } = useTranslation()
  const say = useBilingual()
  const { keeper, months, income, spending, grants } = book
  return (
    <Section title={say(keeper.name)} id={keeper.id}>
      <p className="text-ink-soft -mt-3 mb-4 text-sm">{t(`books:kind.${keeper.kind}`)}</p>
      {income.length + spending.length > 0 ? (
        <Movement book={book} />
      ) : (
        <Card>
          <p className="text-ink-soft">{t('books:still', { year: months[0]!.month.slice(0, 4) })}</p>
        </Card>
      )}
      <div className="mt-5 grid gap-5 lg:grid-cols-2">
        {grants.length > 0 && <GrantsCard grants={grants} />}
        <DividendsCard book={book} />
      </div>
    </Section>
  )
}

/** Income and spending: the year in three numbers, the months, and what they were. */
function Movement({ book: { keeper, months, year, income, spending } }: { book: PublicBook }) {
  const { t } = useTranslation()
  const say = useBilingual()
  return (
    <>
      <Card>
        <dl className="grid gap-4 sm:grid-cols-3">
          <Hero name={t('books:income')} amount={incomeOf(year)} />
          <Hero name={t('books:spent')} amount={year.spentFen} />
          <Hero name={t('books:left')} amount={leftOf(year)} />
        </dl>
      </Card>
      <div className="mt-5 grid gap-5 lg:grid-cols-2">
        <Card>
          <MonthChart months={months} name={say(keeper.name)} />
        </Card>
        <Card className="space-y-6">
          <HeadBars
            {...{ title: t('books:from'), heads: income, empty: t('books:fromNothing') }}
            fill="fill-tea-600"
          />
          <HeadBars
            {...{ title: t('books:to'), heads: spending, empty: t('books:toNothing') }}
            fill="fill-honey-400"
          />
        </Card>
      </div>
    </>
  )
}

function Hero({ name, amount }: { name: string; amount: PublicBook['year']['spentFen'] }) {
  return (
    <div className="flex items-baseline justify-between gap-4 sm:block">
      <dt className="text-ink-soft">{name}</dt>
      <dd className="font-serif text-2xl font-bold sm:text-3xl">
        <Money amount={amount} className={amount < zeroFen ? 'text-vermilion-700' : ''} />
      </dd>
    </div>
  )
}

function GrantsCard({ grants }: { grants: readonly PublicGrant[] }) {
  const { t } = useTranslation()
  return (
    <Card>
      <h3 className="font-semibold">{t('books:grants.title')}</h3>
      <p className="text-ink-soft text-sm">{t('books:grants.lead')}</p>
      <ul className="divide-line mt-2 divide-y">
        {grants.map((grant) => (
          <li key={grant.account} className="py-3">
            <p className="font-medium">{grant.purpose}</p>
            {grant.funder && <p className="text-ink-soft text-sm">{grant.funder}</p>}
            <dl className="mt-2 space-y-1">
              <Line name={t('books:grants.received')} amount={grant.receivedFen} />
              <Line name={t('books:grants.spent')} amount={grant.spentFen} />
              <Line name={t('books:grants.balance')} amount={grant.balanceFen} strong />
            </dl>
          </li>
        ))}
      </ul>
    </Card>
  )
}

function DividendsCard({ book: { keeper, year, grants } }: { book: PublicBook }) {
  const { t } = useTranslation()
  return (
    <Card className={clsx(grants.length === 0 && 'lg:col-span-2')}>
      <h3 className="font-semibold">{t('books:dividends.title')}</h3>
      {year.declaredFen === 0 && year.paidFen === 0 ? (
        <p className="text-ink-soft mt-2 text-sm">{t('books:dividends.none')}</p>
      ) : (
        <dl className="mt-2 space-y-1">
          <Line name={t('books:dividends.declared')} amount={year.declaredFen} />
          <Line name={t('books:dividends.paid')} amount={year.paidFen} strong />
        </dl>
      )}
      <Link
        to={`/dividends/${keeper.id}`}
        className="text-tea-700 mt-2 inline-flex min-h-12 items-center underline-offset-4 hover:underline"
      >
        {t('books:dividends.more')}
      </Link>
    </Card>
  )
}

type LineProps = { name: string; amount: PublicBook['year']['spentFen']; strong?: boolean }
function Line({ name, amount, strong = false }: LineProps) {
  return (
    <div className="flex items-baseline justify-between gap-4">
      <dt className="text-ink-soft">{name}</dt>
      <dd className={strong ? 'font-semibold' : ''}>
        <Money amount={amount} />
      </dd>
    </div>
  )
}
