import { redirect, type ActionFunctionArgs } from '@remix-run/node'
import { requireActor } from '#app/doors/authorise.server.ts'

/** Whoever has helped is thanked, and may nothing from now on. */
export async function action({ context, request, params }: ActionFunctionArgs) {
  const { live, identity } = context.services
  const liveSessionId = params.liveSessionId ?? ''
  const session = await live.card(liveSessionId)
  requireActor({ context, request }, 'studio.sessions.$liveSessionId.assistants_.$userId.remove', {
    villageId: session?.villageId ?? null,
  })
  await identity.removeAssistant(liveSessionId, params.userId ?? '')
  return redirect(`/studio/sessions/${liveSessionId}/assistants`, 303)
}
