import { redirect, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { notFound } from '#app/doors/answer.server.ts'
import { requireActor } from '#app/doors/authorise.server.ts'
import { deskOf } from '#app/features/studio/desk.server.ts'
import { deskPath, isHostOf } from '#app/features/studio/desk-path.server.ts'
import { HostDesk } from '#app/features/studio/host-desk.tsx'
import { translator } from '#app/i18n/translate.server.ts'
import { useRefusalInAddress } from '#app/ui/refused.tsx'
import { unlisted } from '#app/ui/titled.ts'
import { sessionTarget } from '#shared/policy.ts'

/** The desk of whoever helps in a session; its host has one of the village. */
export async function loader({ context, request, params }: LoaderFunctionArgs) {
  const session = await context.services.live.card(params.liveSessionId ?? '')
  const door = { context, request }
  const { actor } = requireActor(door, 'studio.sessions.$liveSessionId._index', sessionTarget(session))
  if (!session) return notFound()
  if (isHostOf(actor, session)) throw redirect(deskPath(actor, session))
  const [{ t }, desk] = await Promise.all([translator(request), deskOf(context, session)])
  return { title: t('studio:title'), desk }
}

export const meta: MetaFunction<typeof loader> = unlisted

export default function AssistantDesk() {
  const { desk } = useLoaderData<typeof loader>()
  const kind = useRefusalInAddress()
  return <HostDesk {...desk} hosting={null} refused={kind === null ? null : { kind }} />
}
