import type { LoaderFunctionArgs } from '@remix-run/node'
import { calendarOf } from '#app/features/live/calendar.server.ts'
import { onlyOf, queryOf } from '#app/features/live/programme.server.ts'
import { translator } from '#app/i18n/translate.server.ts'

const SESSIONS = 100

/** What is planned, all or of a series, to subscribe to; what was called off says so. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const { live } = context.services
  const { series } = queryOf(request)
  const only = onlyOf(series)
  const [{ t, locale }, planned, calledOff] = await Promise.all([
    translator(request),
    live.upcoming(SESSIONS, only),
    live.calledOff(SESSIONS, only),
  ])
  const sessions = [...planned, ...calledOff]
  const name = t(series ? `live:series.${series}.calendar` : 'live:calendar.name')
  return calendarOf(sessions, { name, origin: context.publicOrigin, locale })
}
