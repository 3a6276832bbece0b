import type { LoaderFunctionArgs } from '@remix-run/node'
import { calendarOf } from '#app/features/live/calendar.server.ts'
import { translator } from '#app/i18n/translate.server.ts'

const SESSIONS = 100

/** What is planned, to subscribe to; what was called off says so. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const { live } = context.services
  const [{ t, locale }, planned, calledOff] = await Promise.all([
    translator(request),
    live.upcoming(SESSIONS),
    live.calledOff(SESSIONS),
  ])
  const sessions = [...planned, ...calledOff]
  return calendarOf(sessions, { name: t('live:calendar.name'), origin: context.publicOrigin, locale })
}
