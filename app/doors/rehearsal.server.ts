import type { AppLoadContext } from '@remix-run/node'
import { authorise, sessionTarget } from '#shared/policy.ts'
import { isOfRehearsal } from '#shared/rehearsal-room.ts'

/** Whether somebody may see a room: anybody, but a rehearsal only who runs its session. To others it isn't there. */
export async function maySeeRoom(
  { services, actor }: AppLoadContext,
  liveSessionId: string,
): Promise<boolean> {
  if (!isOfRehearsal(liveSessionId)) return true
  const session = await services.live.cardOrRehearsal(liveSessionId)
  return authorise(actor, 'host:watch', sessionTarget(session)).ok
}

/** Whether somebody may buy in a sale: see above. */
export async function mayBuyIn(context: AppLoadContext, saleId: string): Promise<boolean> {
  if (!isOfRehearsal(saleId)) return true
  const sale = await context.services.flashSale.sale(saleId)
  return !!sale?.liveSessionId && maySeeRoom(context, sale.liveSessionId)
}
