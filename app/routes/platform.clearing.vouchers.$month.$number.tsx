import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { notFound } from '#app/doors/answer.server.ts'
import { requireActor } from '#app/doors/authorise.server.ts'
import { VoucherCard } from '#app/features/accounts/voucher-card.tsx'
import { ClearingHead } from '#app/features/clearing/clearing-head.tsx'
import { translator } from '#app/i18n/translate.server.ts'
import { bookMonth } from '#shared/accounts.ts'

const voucherNumber = z.object({ month: bookMonth, number: z.coerce.number().int().positive().max(1e9) })

/** The entry behind a line of the clearing account. Whose the other accounts are is not said here. */
export async function loader({ context, request, params }: LoaderFunctionArgs) {
  requireActor({ context, request }, 'platform.clearing.vouchers.$month.$number')
  const asked = voucherNumber.safeParse(params)
  if (!asked.success) return notFound()
  const { clearing, registry } = context.services
  const { t } = await translator(request)
  const [voucher, platform] = await Promise.all([clearing.voucher(asked.data), registry.platform()])
  if (!voucher) return notFound()
  return { title: t('accounts:vouchers.number', asked.data), voucher, bookName: platform.name.zh }
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: data?.title },
  { name: 'robots', content: 'noindex' },
]

export default function ClearingVoucherPage() {
  const { title, voucher, bookName } = useLoaderData<typeof loader>()
  return (
    <>
      <ClearingHead title={title} below />
      <VoucherCard voucher={voucher} bookName={bookName} base="/platform/clearing" names={{}} />
    </>
  )
}
