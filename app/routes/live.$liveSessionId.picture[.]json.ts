import { json, type LoaderFunctionArgs } from '@remix-run/node'
import { notFound } from '#app/doors/answer.server.ts'
import { maySeeRoom } from '#app/doors/rehearsal.server.ts'

/** Where a session's picture is now, for a player whose address has run out. */
export async function loader({ context, params }: LoaderFunctionArgs) {
  const liveSessionId = params.liveSessionId ?? ''
  if (!(await maySeeRoom(context, liveSessionId))) return notFound()
  return json((await context.services.live.playback(liveSessionId, context.buyerId)) ?? notFound())
}
