import { data, type LoaderFunctionArgs } from '@remix-run/node'
import { Form, useLoaderData } from '@remix-run/react'
import { ReceiptText } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { openBook } from '#app/features/accounts/open-book.server.ts'
import { PageHead } from '#app/features/accounts/page-head.tsx'
import { unlisted } from '#app/ui/titled.ts'
import { Pager } from '#app/features/accounts/pager.tsx'
import { VoucherCard } from '#app/features/accounts/voucher-card.tsx'
import { translator } from '#app/i18n/translate.server.ts'
import { Button } from '#app/ui/button.tsx'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { TextField } from '#app/ui/field.tsx'
import { bookMonth, pageQuery } from '#shared/accounts.ts'

const VOUCHERS_A_PAGE = 50

export async function loader(door: LoaderFunctionArgs) {
  const { namesIn, organisation, book, today } = await openBook(
    door,
    'coop.$organisationId.accounts.vouchers._index',
  )
  const query = new URL(door.request.url).searchParams
  const asked = bookMonth.safeParse(query.get('month') ?? today.slice(0, 7))
  if (!asked.success) throw data({ kind: 'bad_request' }, { status: 400 })
  const month = asked.data
  const page = pageQuery.parse(query.get('page') ?? 1)

  const { ledger } = door.context.services
  const { t } = await translator(door.request)
  const { height } = await ledger.sealedHead()
  const [vouchers, months] = await Promise.all([
    ledger.vouchers({
      book: book.code,
      month,
      height,
      after: (page - 1) * VOUCHERS_A_PAGE,
      limit: VOUCHERS_A_PAGE,
    }),
    ledger.months(book.code),
  ])
  const known = months.find((one) => one.month === month)
  return {
    title: t('accounts:pages.vouchers'),
    base: `/coop/${organisation.id}/accounts`,
    bookName: book.name,
    pages: Math.max(1, Math.ceil((known?.vouchers ?? 0) / VOUCHERS_A_PAGE)),
    closed: Boolean(known?.closed),
    names: await namesIn(vouchers.flatMap(({ lines }) => lines.map(({ account }) => account))),
    ...{ month, page, vouchers },
  }
}

export const meta = unlisted

export default function VouchersPage() {
  const { t } = useTranslation()
  const { title, base, bookName, month, page, pages, closed, names, vouchers } =
    useLoaderData<typeof loader>()
  return (
    <>
      <PageHead
        title={title}
        lead={closed ? t('accounts:vouchers.closedLead') : t('accounts:vouchers.openLead')}
      />
      <Form key={month} method="get" className="mb-5 flex flex-wrap items-end gap-3 print:hidden">
        <TextField
          label={t('accounts:vouchers.month')}
          type="month"
          name="month"
          defaultValue={month}
          placeholder="2026-11"
          pattern="\d{4}-(0[1-9]|1[0-2])"
          required
        />
        <Button type="submit" tone="plain">
          {t('accounts:range.show')}
        </Button>
      </Form>
      {vouchers.length === 0 ? (
        <EmptyState icon={ReceiptText} title={t('accounts:vouchers.empty')}>
          {t('accounts:vouchers.emptyLead')}
        </EmptyState>
      ) : (
        <div className="grid gap-4">
          {vouchers.map((voucher) => (
            <VoucherCard
              key={voucher.journalId}
              voucher={voucher}
              bookName={bookName}
              base={base}
              names={names}
            />
          ))}
        </div>
      )}
      <Pager page={page} pages={pages} linkTo={(to) => `?month=${month}&page=${to}`} />
    </>
  )
}
