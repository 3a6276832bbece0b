import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { notFound } from '#app/doors/answer.server.ts'
import { requireActor } from '#app/doors/authorise.server.ts'
import { voucherAsked } from '#app/features/accounts/voucher-asked.server.ts'
import { VoucherCard } from '#app/features/accounts/voucher-card.tsx'
import { ClearingHead } from '#app/features/clearing/clearing-head.tsx'
import { translator } from '#app/i18n/translate.server.ts'
import { unlisted } from '#app/ui/titled.ts'

/** The entry behind a line of the clearing account. Whose the other accounts are is not said here. */
export async function loader(door: LoaderFunctionArgs) {
  requireActor(door, 'platform.clearing.vouchers.$month.$number')
  const { t } = await translator(door.request)
  const platform = await door.context.services.registry.platform()
  const voucher = await voucherAsked(door, platform.bookCode ?? notFound())
  return { title: t('accounts:vouchers.number', voucher), voucher, bookName: platform.name.zh }
}

export const meta: MetaFunction<typeof loader> = unlisted

export default function ClearingVoucherPage() {
  const { title, voucher, bookName } = useLoaderData<typeof loader>()
  return (
    <>
      <ClearingHead title={title} below />
      <VoucherCard voucher={voucher} bookName={bookName} base="/platform/clearing" names={{}} />
    </>
  )
}
