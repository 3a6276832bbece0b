import { redirect, type LoaderFunctionArgs } from '@remix-run/node'
import { requireActor } from '#app/doors/authorise.server.ts'
import { isOver } from '#shared/live.ts'

/**
 * A secretary has one village as a rule; the first one's page links nowhere else, so it is where they land. Who only
 * helps lands in the newest session that is not over.
 */
export async function loader({ context, request }: LoaderFunctionArgs) {
  const { actor } = requireActor({ context, request }, 'studio._index')
  const own = actor.memberships.find(({ role }) => role === 'secretary')
  if (own) return redirect(`/studio/${own.villageId}`)
  const helpsIn = actor.memberships.flatMap(({ liveSessionId }) => liveSessionId ?? []).reverse()
  const sessions = await Promise.all(helpsIn.map((id) => context.services.live.card(id)))
  const session = sessions.find((one) => one && !isOver(one.state))
  return redirect(session ? `/studio/sessions/${session.liveSessionId}` : '/account')
}

/** The loader always leads elsewhere. A page, so that Remix draws a refusal with the boundary around it. */
export default function StudioDoor() {
  return null
}
