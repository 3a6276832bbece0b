import type { LoaderFunctionArgs } from '@remix-run/node'
import { calendarOf } from '#app/features/live/calendar.server.ts'
import { translator } from '#app/i18n/translate.server.ts'

const SESSIONS = 100

/** What is planned, to subscribe to. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const [{ t, locale }, sessions] = await Promise.all([
    translator(request),
    context.services.live.upcoming(SESSIONS),
  ])
  return calendarOf(sessions, { name: t('live:calendar.name'), origin: context.publicOrigin, locale })
}
