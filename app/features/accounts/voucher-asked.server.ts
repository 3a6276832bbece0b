import type { LoaderFunctionArgs } from '@remix-run/node'
import type { Voucher } from '#server/ledger/index.ts'
import { notFound } from '#app/doors/answer.server.ts'
import { voucherNumber } from '#shared/accounts.ts'

/** The voucher that the address names, as it is sealed. @throws 404 */
export async function voucherAsked(
  { context, params }: Pick<LoaderFunctionArgs, 'context' | 'params'>,
  book: { code: string },
): Promise<Voucher> {
  const asked = voucherNumber.safeParse(params)
  if (!asked.success) return notFound()
  const { month, number } = asked.data
  const { ledger } = context.services
  const { height } = await ledger.sealedHead()
  const [voucher] = await ledger.vouchers({ book: book.code, month, height, after: number - 1, limit: 1 })
  return voucher && voucher.number === number ? voucher : notFound()
}
