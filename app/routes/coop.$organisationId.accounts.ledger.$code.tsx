import type { LoaderFunctionArgs } from '@remix-run/node'
import { Link, useLoaderData } from '@remix-run/react'
import { ArrowLeft, BookOpenText } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { notFound } from '#app/doors/answer.server.ts'
import {
  DetailAccounts,
  LedgerFigures,
  LineTable,
  MonthTable,
} from '#app/features/accounts/account-ledger.tsx'
import { AccountLabel } from '#app/features/accounts/account-label.tsx'
import { openBook, rangeOf } from '#app/features/accounts/open-book.server.ts'
import { PageHead, SealedFoot } from '#app/features/accounts/page-head.tsx'
import { unlisted } from '#app/ui/titled.ts'
import { Pager } from '#app/features/accounts/pager.tsx'
import { RangeForm } from '#app/features/accounts/range-form.tsx'
import { rangeSearch } from '#app/features/accounts/range-search.ts'
import { useBilingual } from '#app/i18n/use-locale.ts'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { accountCode, pageQuery } from '#shared/accounts.ts'
import { fen, sumFen } from '#shared/money.ts'

const LINES_A_PAGE = 200

export async function loader(door: LoaderFunctionArgs) {
  const { namesIn, organisation, book, today } = await openBook(
    door,
    'coop.$organisationId.accounts.ledger.$code',
  )
  const asked = accountCode.safeParse(door.params.code)
  if (!asked.success) return notFound()
  const code = asked.data
  const { range, head, pinned } = await rangeOf(door, { book: book.code, today })
  const page = pageQuery.parse(new URL(door.request.url).searchParams.get('page') ?? 1)

  const { ledger } = door.context.services
  const of = { ...range, account: code }
  const [rows, months, { count, lines }] = await Promise.all([
    ledger.trialBalance(range),
    ledger.accountMonths(of),
    ledger.accountLines({ ...of, skip: (page - 1) * LINES_A_PAGE, limit: LINES_A_PAGE }),
  ])
  const accounts = rows.filter((row) => row.code === code || row.code.startsWith(`${code}.`))
  const known = book.chart.heads.find((one) => one.head === code)
  const own = accounts.find((row) => row.code === code)
  if (!known && accounts.length === 0) return notFound()
  return {
    title: known?.name.zh ?? own?.name ?? code,
    name: known?.name ?? { zh: own?.name ?? code, en: own?.name ?? code },
    base: `/coop/${organisation.id}/accounts`,
    pages: Math.max(1, Math.ceil(count / LINES_A_PAGE)),
    names: await namesIn([code, ...accounts.map((row) => row.code)]),
    ...{ code, range, head, pinned, page, accounts, months, lines },
  }
}

export const meta = unlisted

export default function AccountLedgerPage() {
  const { t } = useTranslation()
  const say = useBilingual()
  const shown = useLoaderData<typeof loader>()
  const { name, base, names, code, range, head, pinned, page, pages, accounts, months, lines } = shown
  const search = rangeSearch(range)
  const opening = sumFen(accounts.map((row) => fen(row.openDebit - row.openCredit)))
  return (
    <>
      <Link
        to={`${base}${search}`}
        className="text-tea-700 mb-2 inline-flex min-h-12 items-center gap-2 underline-offset-4 hover:underline print:hidden"
      >
        <ArrowLeft aria-hidden className="size-5" />
        {t('accounts:ledger.back')}
      </Link>
      <PageHead title={say(name)} lead={t('accounts:days', range)} />
      <div className="text-ink-soft mb-4 text-sm">
        <AccountLabel code={code} name="" names={names} />
      </div>
      <RangeForm range={range} pinned={pinned} />
      {accounts.length === 0 ? (
        <EmptyState icon={BookOpenText} title={t('accounts:ledger.empty')}>
          {t('accounts:ledger.emptyLead')}
        </EmptyState>
      ) : (
        <>
          <LedgerFigures accounts={accounts} />
          {accounts.length > 1 && (
            <DetailAccounts
              accounts={accounts}
              names={names}
              linkTo={(detail) => `${base}/ledger/${detail}${search}`}
            />
          )}
          {months.length > 0 && <MonthTable months={months} opening={opening} />}
          {lines.length > 0 && (
            <LineTable lines={lines} opening={opening} base={base} names={names} code={code} />
          )}
          <Pager page={page} pages={pages} linkTo={(to) => `${search}&page=${to}`} />
        </>
      )}
      <SealedFoot head={head} to={search} />
    </>
  )
}
