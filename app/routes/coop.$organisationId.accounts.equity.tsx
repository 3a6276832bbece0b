import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { EquityTable } from '#app/features/accounts/equity-table.tsx'
import { openBook, rangeOf } from '#app/features/accounts/open-book.server.ts'
import { PageHead, SealedFoot } from '#app/features/accounts/page-head.tsx'
import { unlisted } from '#app/ui/titled.ts'
import { RangeForm } from '#app/features/accounts/range-form.tsx'
import { rangeSearch } from '#app/features/accounts/range-search.ts'
import { translator } from '#app/i18n/translate.server.ts'

export async function loader(door: LoaderFunctionArgs) {
  const { namesIn, organisation, book, today } = await openBook(door, 'coop.$organisationId.accounts.equity')
  const { range: asked, head, pinned } = await rangeOf(door, { book: book.code, today })
  const { t } = await translator(door.request)
  const range = { ...asked, from: `${asked.to.slice(0, 4)}-01-01` }
  const rows = await door.context.services.ledger.trialBalance(range)
  const accounts = rows.filter(({ type }) => type === 'equity')
  return {
    title: t('accounts:pages.equity'),
    base: `/coop/${organisation.id}/accounts`,
    names: await namesIn(accounts.map(({ code }) => code)),
    ...{ range, head, pinned, accounts },
  }
}

export const meta = unlisted

export default function EquityPage() {
  const { t } = useTranslation()
  const { title, base, names, range, head, pinned, accounts } = useLoaderData<typeof loader>()
  const search = rangeSearch(range)
  return (
    <>
      <PageHead title={title} lead={t('accounts:equity.lead')} />
      <RangeForm range={range} pinned={pinned} only="to" />
      <EquityTable accounts={accounts} names={names} linkTo={(code) => `${base}/ledger/${code}${search}`} />
      <SealedFoot head={head} to={search} />
    </>
  )
}
