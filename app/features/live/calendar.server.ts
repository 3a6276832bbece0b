import ical, { ICalAlarmType, ICalEventStatus } from 'ical-generator'
import type { LiveCard } from '#server/live/index.ts'
import { inLocale, type Locale } from '#shared/locale.ts'
import { lapsesAt } from '#shared/plans.ts'

const REMINDED_BEFORE_SEC = 600
/** How often calendars that were subscribed to ask again. */
const ASKED_EACH_SEC = 3_600

type Calendar = { name: string; origin: string; locale: Locale }

/** Sessions as iCalendar (RFC 5545). When one ends is not known before: until its plan would lapse. */
export function calendarOf(sessions: readonly LiveCard[], { name, origin, locale }: Calendar): Response {
  const calendar = ical({ name, ttl: ASKED_EACH_SEC, prodId: { company: 'Shanhuo', product: 'live' } })
  for (const { liveSessionId, title, villageName, startsAt, state, planVersion } of sessions) {
    const start = new Date(startsAt)
    const isCalledOff = state === 'called_off'
    const event = calendar.createEvent({
      id: `${liveSessionId}@${new URL(origin).hostname}`,
      ...{ start, end: lapsesAt(start), stamp: start, sequence: planVersion },
      status: isCalledOff ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
      summary: `${inLocale(villageName, locale)} · ${inLocale(title, locale)}`,
      url: `${origin}/live/${liveSessionId}`,
      location: `${origin}/live/${liveSessionId}`,
    })
    if (!isCalledOff) event.createAlarm({ type: ICalAlarmType.display, trigger: REMINDED_BEFORE_SEC })
  }
  return new Response(calendar.toString(), {
    headers: {
      'Content-Type': 'text/calendar; charset=utf-8',
      'Content-Disposition': 'inline; filename="shanhuo-live.ics"',
      'Cache-Control': 'public, max-age=300',
    },
  })
}
