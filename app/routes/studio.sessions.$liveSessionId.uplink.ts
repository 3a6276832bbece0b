import { json, type ActionFunctionArgs } from '@remix-run/node'
import { requireActor } from '#app/doors/authorise.server.ts'

/** Takes a sample of the host's uplink, counts it and lets it go; the door before it refuses larger ones. */
export async function action({ context, request, params }: ActionFunctionArgs) {
  const session = await context.services.live.card(params.liveSessionId ?? '')
  requireActor({ context, request }, 'studio.sessions.$liveSessionId.uplink', {
    villageId: session?.villageId ?? null,
  })
  const { byteLength: bytes } = await request.arrayBuffer()
  return json({ bytes })
}
