import type { LoaderFunctionArgs } from '@remix-run/node'
import { notFound } from '#app/doors/answer.server.ts'
import { calendarOf } from '#app/features/live/calendar.server.ts'
import { translator } from '#app/i18n/translate.server.ts'

/** One session, to put into a phone's calendar. */
export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const [{ t, locale }, session] = await Promise.all([
    translator(request),
    context.services.live.card(params.liveSessionId ?? ''),
  ])
  if (!session) return notFound()
  return calendarOf([session], { name: t('live:calendar.name'), origin: context.publicOrigin, locale })
}
