import ical, { ICalAlarmType } from 'ical-generator'
import type { LiveCard } from '#server/live/index.ts'
import { inLocale, type Locale } from '#shared/locale.ts'

const LENGTH_MS = 2 * 3_600_000
const REMINDED_BEFORE_SEC = 600
/** How often calendars that were subscribed to ask again. */
const ASKED_EACH_SEC = 3_600

type Calendar = { name: string; origin: string; locale: Locale }

/** Sessions as iCalendar (RFC 5545). When one ends is not known before; two hours stand for it. */
export function calendarOf(sessions: readonly LiveCard[], { name, origin, locale }: Calendar): Response {
  const calendar = ical({ name, ttl: ASKED_EACH_SEC, prodId: { company: 'Shanhuo', product: 'live' } })
  for (const { liveSessionId, title, villageName, startsAt } of sessions) {
    const start = new Date(startsAt)
    calendar
      .createEvent({
        id: `${liveSessionId}@${new URL(origin).hostname}`,
        ...{ start, end: new Date(start.getTime() + LENGTH_MS), stamp: start },
        summary: `${inLocale(villageName, locale)} · ${inLocale(title, locale)}`,
        url: `${origin}/live/${liveSessionId}`,
        location: `${origin}/live/${liveSessionId}`,
      })
      .createAlarm({ type: ICalAlarmType.display, trigger: REMINDED_BEFORE_SEC })
  }
  return new Response(calendar.toString(), {
    headers: {
      'Content-Type': 'text/calendar; charset=utf-8',
      'Content-Disposition': 'inline; filename="shanhuo-live.ics"',
      'Cache-Control': 'public, max-age=300',
    },
  })
}
