import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { openBook, rangeOf } from '#app/features/accounts/open-book.server.ts'
import { PageHead, SealedFoot } from '#app/features/accounts/page-head.tsx'
import { unlisted } from '#app/ui/titled.ts'
import { RangeForm } from '#app/features/accounts/range-form.tsx'
import { rangeSearch } from '#app/features/accounts/range-search.ts'
import { TrialBalance } from '#app/features/accounts/trial-balance.tsx'
import { translator } from '#app/i18n/translate.server.ts'

export async function loader(door: LoaderFunctionArgs) {
  const { namesIn, organisation, book, today } = await openBook(door, 'coop.$organisationId.accounts._index')
  const { range, head, pinned } = await rangeOf(door, { book: book.code, today })
  const { t } = await translator(door.request)
  const rows = await door.context.services.ledger.trialBalance(range)
  return {
    title: t('accounts:pages.balances'),
    base: `/coop/${organisation.id}/accounts`,
    heads: book.chart.heads,
    names: await namesIn(rows.map(({ code }) => code)),
    ...{ range, head, pinned, rows },
  }
}

export const meta = unlisted

export default function TrialBalancePage() {
  const { t } = useTranslation()
  const { title, base, heads, names, range, head, pinned, rows } = useLoaderData<typeof loader>()
  const search = rangeSearch(range)
  return (
    <>
      <PageHead title={title} lead={t('accounts:days', range)} />
      <RangeForm range={range} pinned={pinned} />
      <TrialBalance
        rows={rows}
        heads={heads}
        names={names}
        linkTo={(code) => `${base}/ledger/${code}${search}`}
      />
      <SealedFoot head={head} to={search} />
    </>
  )
}
