import type { LoaderFunctionArgs } from '@remix-run/node'
import { Link, useLoaderData } from '@remix-run/react'
import { ArrowLeft } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { openBook } from '#app/features/accounts/open-book.server.ts'
import { PageHead } from '#app/features/accounts/page-head.tsx'
import { unlisted } from '#app/ui/titled.ts'
import { VoucherCard } from '#app/features/accounts/voucher-card.tsx'
import { voucherAsked } from '#app/features/accounts/voucher-asked.server.ts'
import { translator } from '#app/i18n/translate.server.ts'
import { LinkButton } from '#app/ui/button.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { authorise } from '#shared/policy.ts'

export async function loader(door: LoaderFunctionArgs) {
  const { actor, namesIn, organisation, book } = await openBook(
    door,
    'coop.$organisationId.accounts.vouchers.$month.$number',
  )
  const voucher = await voucherAsked(door, book.code)
  const { t } = await translator(door.request)
  const correct = 'coop.$organisationId.accounts.vouchers.$month.$number_.correct'
  return {
    title: t('accounts:vouchers.number', voucher),
    base: `/coop/${organisation.id}/accounts`,
    bookName: book.name,
    done: new URL(door.request.url).searchParams.has('corrected'),
    mayCorrect: authorise(actor, correct, { organisationId: organisation.id }).ok,
    names: await namesIn(voucher.lines.map(({ account }) => account)),
    voucher,
  }
}

export const meta = unlisted

export default function VoucherPage() {
  const { t } = useTranslation()
  const { title, base, bookName, done, mayCorrect, voucher, names } = useLoaderData<typeof loader>()
  return (
    <>
      <Link
        to={`${base}/vouchers?month=${voucher.month}`}
        className="text-tea-700 mb-2 inline-flex min-h-12 items-center gap-2 underline-offset-4 hover:underline print:hidden"
      >
        <ArrowLeft aria-hidden className="size-5" />
        {t('accounts:vouchers.back')}
      </Link>
      <PageHead title={title} />
      {done && (
        <Notice tone="success" announce="status" className="mb-4 print:hidden">
          {t('accounts:vouchers.done')}
        </Notice>
      )}
      <VoucherCard voucher={voucher} bookName={bookName} base={base} names={names} />
      {mayCorrect && (
        <LinkButton
          to={`${base}/vouchers/${voucher.month}/${voucher.number}/correct`}
          tone="plain"
          className="mt-6 print:hidden"
        >
          {t('accounts:correct.title')}
        </LinkButton>
      )}
    </>
  )
}
