import { json, type LoaderFunctionArgs } from '@remix-run/node'
import { requireActor } from '#app/doors/authorise.server.ts'
import { chartOf } from '#app/features/live-report/chart.server.ts'
import { translator } from '#app/i18n/translate.server.ts'
import { sessionTarget } from '#shared/policy.ts'

/** 热度 of a session that is on the air, for the desks that ask for it again and again; null: it is not. */
export async function loader({ context, request, params }: LoaderFunctionArgs) {
  const { live, liveReports } = context.services
  const liveSessionId = params.liveSessionId ?? ''
  const target = sessionTarget(await live.card(liveSessionId))
  requireActor({ context, request }, 'studio.sessions.$liveSessionId.heat[.]json', target)
  const [{ locale }, timeline] = await Promise.all([translator(request), liveReports.heat(liveSessionId)])
  return json(timeline && { points: timeline.points, chart: chartOf(timeline, null, locale) })
}
