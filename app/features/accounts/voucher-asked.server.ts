import type { LoaderFunctionArgs } from '@remix-run/node'
import type { Voucher } from '#server/ledger/index.ts'
import { notFound } from '#app/doors/answer.server.ts'
import { voucherNumber } from '#shared/accounts.ts'

/** The voucher that the address names. @throws 404 */
export async function voucherAsked(
  { context, params }: Pick<LoaderFunctionArgs, 'context' | 'params'>,
  book: string,
): Promise<Voucher> {
  const asked = voucherNumber.safeParse(params)
  const voucher = asked.success ? await context.services.ledger.voucher({ book, ...asked.data }) : null
  return voucher ?? notFound()
}
