import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData, useSearchParams } from '@remix-run/react'
import { requireActor } from '#app/doors/authorise.server.ts'
import { operatorsOf } from '#app/features/admission/operators.server.ts'
import { deskOf } from '#app/features/studio/desk.server.ts'
import { HostDesk } from '#app/features/studio/host-desk.tsx'
import { NoSession } from '#app/features/studio/no-session.tsx'
import { translator } from '#app/i18n/translate.server.ts'
import { unlisted } from '#app/ui/titled.ts'

export async function loader({ context, request, params }: LoaderFunctionArgs) {
  const villageId = params.villageId ?? ''
  requireActor({ context, request }, 'studio.$villageId._index', { villageId })
  const { live, liveReports, follows } = context.services
  const [{ t }, operators] = await Promise.all([
    translator(request),
    operatorsOf(context.services, villageId),
  ])
  const page = {
    title: t('studio:title'),
    villageId,
    operators,
    demo: context.demo,
    rtmp: context.rtmpOffer(),
  }

  const session = await live.todayOf(villageId)
  if (!session) return { ...page, today: null, last: await liveReports.pastOf(villageId, 1) }
  const [desk, missing, followers] = await Promise.all([
    deskOf(context, session),
    live.missing(session.liveSessionId),
    follows.followers(villageId),
  ])
  return { ...page, last: [], today: { ...desk, missing, followers } }
}

export const meta: MetaFunction<typeof loader> = unlisted

export default function StudioPage() {
  const { villageId, operators, demo, rtmp, today, last } = useLoaderData<typeof loader>()
  const [search] = useSearchParams()
  const kind = search.get('refused')
  const refused = kind ? { kind } : null
  if (!today) return <NoSession {...{ villageId, operators, last, refused }} />
  const { missing, followers, ...desk } = today
  return (
    <HostDesk
      key={desk.session.liveSessionId}
      {...{ ...desk, refused }}
      hosting={{ followers, ready: { missing, operators }, demo, rtmp }}
    />
  )
}
