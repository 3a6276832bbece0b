import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData, useSearchParams } from '@remix-run/react'
import { requireActor } from '#app/doors/authorise.server.ts'
import { operatorsOf } from '#app/features/admission/operators.server.ts'
import { deskOf, hostingOf } from '#app/features/studio/desk.server.ts'
import { plansView } from '#app/features/plans/plans.server.ts'
import { HostDesk } from '#app/features/studio/host-desk.tsx'
import { NoSession } from '#app/features/studio/no-session.tsx'
import { translator } from '#app/i18n/translate.server.ts'
import { unlisted } from '#app/ui/titled.ts'

export async function loader({ context, request, params }: LoaderFunctionArgs) {
  const villageId = params.villageId ?? ''
  requireActor({ context, request }, 'studio.$villageId._index', { villageId })
  const { live, liveReports } = context.services
  const { t } = await translator(request)
  const page = { title: t('studio:title'), villageId }

  const session = await live.todayOf(villageId)
  if (session) {
    const [desk, hosting] = await Promise.all([deskOf(context, session), hostingOf(context, session)])
    return { ...page, desk: { ...desk, hosting }, none: null }
  }
  const [last, operators, view] = await Promise.all([
    liveReports.pastOf(villageId, 1),
    operatorsOf(context.services, villageId),
    plansView(context, villageId),
  ])
  return { ...page, desk: null, none: { last, operators, view } }
}

export const meta: MetaFunction<typeof loader> = unlisted

export default function StudioPage() {
  const { villageId, desk, none } = useLoaderData<typeof loader>()
  const [search] = useSearchParams()
  const kind = search.get('refused')
  const refused = kind ? { kind } : null
  if (none) return <NoSession {...{ villageId, ...none, refused }} />
  return <HostDesk key={desk.session.liveSessionId} {...{ ...desk, refused }} />
}
