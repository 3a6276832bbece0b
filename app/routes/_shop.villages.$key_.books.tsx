import type { LoaderFunctionArgs } from '@remix-run/node'
import { Link, useLoaderData } from '@remix-run/react'
import { ImageDown, NotebookText } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { BookSection } from '#app/features/village-books/book-section.tsx'
import { openVillage } from '#app/features/village-books/open-village.server.ts'
import { ProofNote } from '#app/features/village-books/proof-note.tsx'
import { TierCard } from '#app/features/village-books/tier-card.tsx'
import { YearLinks } from '#app/features/village-books/year-links.tsx'
import { translator } from '#app/i18n/translate.server.ts'
import { useBilingual, useLocale } from '#app/i18n/use-locale.ts'
import { Breadcrumbs } from '#app/ui/breadcrumbs.tsx'
import { LinkButton } from '#app/ui/button.tsx'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { formatMoment } from '#app/ui/moment.tsx'
import { PageHeading } from '#app/ui/page-heading.tsx'
import { titled } from '#app/ui/titled.ts'
import { businessDay } from '#shared/calendar.ts'
import { inLocale } from '#shared/locale.ts'
import { booksAddress } from '#shared/village-books.ts'

/** 村务公开: sums only. No name of a person is read for it (个人信息保护法 art. 25). */
export async function loader({ context, request, params }: LoaderFunctionArgs) {
  const [page, { t, locale }] = await Promise.all([
    openVillage({ context, request, params }),
    translator(request),
  ])
  return {
    ...page,
    thisYear: businessDay(context.now()).slice(0, 4),
    title: t('books:titleOf', { village: inLocale(page.village.name, locale) }),
    description: t('books:description'),
  }
}

export const meta = titled

export default function VillageBooksPage() {
  const { t } = useTranslation()
  const say = useBilingual()
  const locale = useLocale()
  const { title, village, on, head, years, books, tier, thisYear } = useLoaderData<typeof loader>()
  const path = `/villages/${village.key}/books`
  return (
    <>
      <Breadcrumbs
        crumbs={[
          { label: t('shop:village.title'), to: '/villages' },
          { label: say(village.name), to: `/villages/${village.key}` },
          { label: t('books:title') },
        ]}
      />
      <PageHeading title={title} lead={t('books:lead', { day: formatMoment(on, locale, 'date') })}>
        <YearLinks {...{ path, years, on, thisYear }} />
      </PageHeading>
      {years.length === 0 ? (
        <EmptyState icon={NotebookText} title={t('books:empty')}>
          <p>{t('books:emptyLead')}</p>
          <Link to={`/villages/${village.key}`} className="text-tea-700 underline">
            {say(village.name)}
          </Link>
        </EmptyState>
      ) : (
        <>
          {tier && <TierCard standing={tier} />}
          <LinkButton to={booksAddress(`${path}/poster`, { on, height: head.height })} className="mt-4 mr-4">
            <ImageDown aria-hidden className="size-5" />
            {t('books:poster.do')}
          </LinkButton>
          <Link
            to={`/counties/${encodeURIComponent(village.county.key)}/books`}
            className="text-tea-700 mt-2 inline-flex min-h-12 items-center underline-offset-4 hover:underline"
          >
            {t('books:county.of')}
          </Link>
          {books.map((book) => (
            <BookSection key={book.keeper.id} book={book} />
          ))}
          <ProofNote head={head} address={booksAddress(path, { on, height: head.height })} />
        </>
      )}
    </>
  )
}
