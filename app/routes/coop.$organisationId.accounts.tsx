import type { LoaderFunctionArgs } from '@remix-run/node'
import { Outlet, useLoaderData } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { AccountsNav } from '#app/features/accounts/accounts-nav.tsx'
import { openBook } from '#app/features/accounts/open-book.server.ts'
import { BookHeader } from '#app/features/coop/book-header.tsx'
import { useBilingual } from '#app/i18n/use-locale.ts'

export async function loader(door: LoaderFunctionArgs) {
  const { organisation, book } = await openBook(door, 'coop.$organisationId.accounts')
  return { organisation, bookName: book.name, chartTitle: book.chart.title }
}

export default function AccountsFrame() {
  const { t } = useTranslation()
  const say = useBilingual()
  const { organisation, bookName, chartTitle } = useLoaderData<typeof loader>()
  return (
    <>
      <BookHeader organisation={organisation} />
      <p className="text-ink-soft -mt-3 mb-4 text-sm">
        {t('accounts:bookOf', { name: bookName, chart: say(chartTitle) })}
      </p>
      <AccountsNav base={`/coop/${organisation.id}/accounts`} organisationId={organisation.id} />
      <Outlet />
    </>
  )
}
