import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import type { Figures } from '#server/village-books/index.ts'
import { notFound } from '#app/doors/answer.server.ts'
import { CountyChart, TierTiles } from '#app/features/village-books/county-chart.tsx'
import { incomeOf } from '#app/features/village-books/income-of.ts'
import { asked } from '#app/features/village-books/open-village.server.ts'
import { ProofNote } from '#app/features/village-books/proof-note.tsx'
import { YearLinks } from '#app/features/village-books/year-links.tsx'
import { translator } from '#app/i18n/translate.server.ts'
import { useLocale } from '#app/i18n/use-locale.ts'
import { Breadcrumbs } from '#app/ui/breadcrumbs.tsx'
import { Card, Section } from '#app/ui/card.tsx'
import { formatMoment } from '#app/ui/moment.tsx'
import { Money } from '#app/ui/money.tsx'
import { PageHeading } from '#app/ui/page-heading.tsx'
import { titled } from '#app/ui/titled.ts'
import { businessDay } from '#shared/calendar.ts'
import { inLocale } from '#shared/locale.ts'
import { booksAddress } from '#shared/village-books.ts'

export async function loader({ context, request, params }: LoaderFunctionArgs) {
  const { villageBooks } = context.services
  const [page, { t, locale }] = await Promise.all([
    villageBooks.ofCounty(params.county ?? '', asked({ context, request })),
    translator(request),
  ])
  if (!page) return notFound()
  return {
    ...page,
    thisYear: businessDay(context.now()).slice(0, 4),
    title: t('books:county.titleOf', { county: inLocale(page.county.name, locale) }),
  }
}

export const meta = titled

export default function CountyBooks() {
  const { t } = useTranslation()
  const locale = useLocale()
  const { title, county, on, head, years, villages, thisYear, ...sums } = useLoaderData<typeof loader>()
  const path = `/counties/${encodeURIComponent(county.key)}/books`
  return (
    <>
      <Breadcrumbs crumbs={[{ label: t('shop:village.title'), to: '/villages' }, { label: title }]} />
      <PageHeading title={title} lead={t('books:lead', { day: formatMoment(on, locale, 'date') })}>
        <YearLinks {...{ path, years, on, thisYear }} />
      </PageHeading>
      <TierTiles villages={villages} />
      <Section title={t('books:county.chart')}>
        <CountyChart villages={villages} />
        <p className="text-ink-soft mt-2 text-sm">{t('books:tier.how', villages[0]!.tier)}</p>
      </Section>
      <Section title={t('books:county.sums', { year: on.slice(0, 4) })}>
        <div className="grid gap-5 lg:grid-cols-2">
          <Sums title={t('books:county.collectives')} figures={sums.collectives} />
          <Sums title={t('books:county.cooperatives')} figures={sums.cooperatives} />
        </div>
      </Section>
      <ProofNote head={head} address={booksAddress(path, { on, height: head.height })} />
    </>
  )
}

function Sums({ title, figures }: { title: string; figures: Figures }) {
  const { t } = useTranslation()
  const lines = [
    ['books:income', incomeOf(figures)],
    ['books:spent', figures.spentFen],
    ['books:county.grantsReceived', figures.grantReceivedFen],
    ['books:county.grantsSpent', figures.grantSpentFen],
    ['books:county.dividendsPaid', figures.paidFen],
  ] as const
  return (
    <Card>
      <h3 className="font-semibold">{title}</h3>
      <dl className="mt-2 space-y-1">
        {lines.map(([name, amount]) => (
          <div key={name} className="flex items-baseline justify-between gap-4">
            <dt className="text-ink-soft">{t(name)}</dt>
            <dd className="font-medium">
              <Money amount={amount} />
            </dd>
          </div>
        ))}
      </dl>
    </Card>
  )
}
