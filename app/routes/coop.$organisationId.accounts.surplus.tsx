import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { openBook, rangeOf } from '#app/features/accounts/open-book.server.ts'
import { NotVerified, PageHead, SealedFoot } from '#app/features/accounts/page-head.tsx'
import { unlisted } from '#app/ui/titled.ts'
import { RangeForm } from '#app/features/accounts/range-form.tsx'
import { rangeSearch } from '#app/features/accounts/range-search.ts'
import { StatementTable } from '#app/features/accounts/statement-table.tsx'
import { translator } from '#app/i18n/translate.server.ts'
import { useBilingual } from '#app/i18n/use-locale.ts'
import { inLocale } from '#shared/locale.ts'

export async function loader(door: LoaderFunctionArgs) {
  const { namesIn, organisation, book, today } = await openBook(door, 'coop.$organisationId.accounts.surplus')
  const { range, head, pinned } = await rangeOf(door, { book: book.code, today })
  const { locale } = await translator(door.request)
  const at = { book: book.code, on: range.to, height: range.height }
  const statement = await door.context.services.accounting.surplusStatement(at)
  return {
    title: inLocale(statement.title, locale),
    base: `/coop/${organisation.id}/accounts`,
    names: await namesIn(statement.rows.flatMap(({ parts }) => parts.map(({ code }) => code))),
    range: { ...range, from: `${range.to.slice(0, 4)}-01-01` },
    ...{ head, pinned, statement },
  }
}

export const meta = unlisted

export default function SurplusPage() {
  const { t } = useTranslation()
  const say = useBilingual()
  const { base, names, range, head, pinned, statement } = useLoaderData<typeof loader>()
  const search = rangeSearch(range)
  return (
    <>
      <PageHead title={say(statement.title)} lead={t('accounts:days', range)} />
      {!statement.verified && <NotVerified what="form" />}
      <RangeForm range={range} pinned={pinned} only="to" />
      <StatementTable
        statement={statement}
        columns={[t('accounts:statement.thisYear'), t('accounts:statement.lastYear')]}
        proof={{
          agrees: t('accounts:statement.surplusAgrees'),
          differs: t('accounts:statement.surplusDiffers'),
        }}
        names={names}
        linkTo={(code) => `${base}/ledger/${code}${search}`}
      />
      <p className="text-ink-soft mt-4 text-sm">{t('accounts:statement.unclosedLead')}</p>
      <SealedFoot head={head} to={search} />
    </>
  )
}
