import { redirect, type AppLoadContext, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import type { LiveCard } from '#server/live/index.ts'
import { notFound } from '#app/doors/answer.server.ts'
import { requireActor } from '#app/doors/authorise.server.ts'
import { RehearsalBand } from '#app/features/rehearsal/rehearsal-band.tsx'
import { deskOf, hostingOf } from '#app/features/studio/desk.server.ts'
import { isHostOf } from '#app/features/studio/desk-path.server.ts'
import { HostDesk, type Hosting } from '#app/features/studio/host-desk.tsx'
import { translator } from '#app/i18n/translate.server.ts'
import { useRefusalInAddress } from '#app/ui/refused.tsx'
import { unlisted } from '#app/ui/titled.ts'
import { sessionTarget } from '#shared/policy.ts'

/** The desk of a plan, of whoever helps in a session, and of a rehearsal; the host's of today is the village's. */
export async function loader({ context, request, params }: LoaderFunctionArgs) {
  const session = await context.services.live.cardOrRehearsal(params.liveSessionId ?? '')
  const door = { context, request }
  const { actor } = requireActor(door, 'studio.sessions.$liveSessionId._index', sessionTarget(session))
  if (!session) return notFound()
  const { liveSessionId, rehearsalOf, state } = session
  const isHost = isHostOf(actor, session)
  if (isHost && !rehearsalOf && (await isOnVillageDesk(context, session)))
    throw redirect(`/studio/${session.villageId}${new URL(request.url).search}`)
  if (rehearsalOf && state === 'ended') throw redirect(`/studio/sessions/${liveSessionId}/rehearsal`)
  const [{ t }, desk, hosting] = await Promise.all([
    translator(request),
    deskOf(context, session),
    isHost ? (rehearsalOf ? rehearsing(context) : hostingOf(context, session)) : null,
  ])
  return { title: t(rehearsalOf ? 'studio:rehearsal.title' : 'studio:title'), desk, hosting }
}

/** What is planned for later has a desk of its own until it is the next. */
async function isOnVillageDesk({ services }: AppLoadContext, { liveSessionId, villageId, state }: LiveCard) {
  if (state !== 'planned') return true
  return (await services.live.todayOf(villageId))?.liveSessionId === liveSessionId
}

export const meta: MetaFunction<typeof loader> = unlisted

/** A rehearsal has nobody to tell of it, and lacks nothing. */
const rehearsing = ({ rtmpOffer }: AppLoadContext): Hosting => ({
  ...{ followers: 0, ready: { missing: [], operators: [] }, plans: null, demo: false, rtmp: rtmpOffer() },
})

export default function SessionDesk() {
  const { desk, hosting } = useLoaderData<typeof loader>()
  const kind = useRefusalInAddress()
  return (
    <>
      {desk.session.rehearsalOf && <RehearsalBand />}
      <HostDesk
        key={desk.session.liveSessionId}
        {...desk}
        hosting={hosting}
        refused={kind === null ? null : { kind }}
      />
    </>
  )
}
