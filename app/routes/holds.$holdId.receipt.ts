import { json, type LoaderFunctionArgs } from '@remix-run/node'
import { notFound } from '#app/doors/answer.server.ts'
import { isOfRehearsal } from '#shared/rehearsal-room.ts'

/** 抢购凭证, signed now: its buyer's only. `publicKey` checks it. */
export async function loader({ context, params }: LoaderFunctionArgs) {
  const { flashSale, receipts } = context.services
  const hold = await flashSale.hold(params.holdId ?? '')
  if (!hold || hold.buyerId !== context.buyerId || isOfRehearsal(hold.holdId)) return notFound()
  return json({ ...receipts.of(hold), publicKey: receipts.publicKey })
}
