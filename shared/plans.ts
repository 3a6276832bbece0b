import { z } from 'zod'
import { declarations } from './admission.ts'
import { wholeNumber } from './number.ts'
import { accept, refuse, type Result } from './result.ts'

// When a live session shall begin: planned, moved (改期), called off (取消).

export const MINUTE_MS = 60_000
const DAY_MS = 86_400_000

/** one tap each, for what begins about now */
export const PLAN_MINUTES = [0, 10, 30, 60, 120] as const
const PLAN_DAYS_AHEAD = 30
/** One who is late for the first would miss the second; and viewers take them for one. */
export const PLANS_APART_MIN = 60
/** As long as it stands in calendars: a plan that nobody began by then is announced no longer. */
export const SESSION_HOURS = 2
/** A form says minutes, and somebody must find the button. */
const LATE_MS = 2 * MINUTE_MS

export const lapsesAt = (startsAt: string | Date) =>
  new Date(new Date(startsAt).getTime() + SESSION_HOURS * 3_600_000)

/** `2026-12-05T20:00`, as browsers send it, by the villages' clock; China has one time and no summer time. */
const chinaTime = z.iso
  .datetime({ local: true })
  .pipe(z.string().regex(/\d$/))
  .transform((text) => new Date(`${text}+08:00`))

/** What a field of a browser takes: the minute of an instant by the villages' clock. */
export const asChinaTime = (at: Date) => new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 16)

/** `when`: minutes from the server's now, which no phone's clock falsifies, or `at`, a time of the calendar */
const planWhen = {
  when: z.union([z.literal('at'), wholeNumber({ min: 0, max: Math.max(...PLAN_MINUTES) })]),
  at: chinaTime.or(z.literal('').transform(() => undefined)).optional(),
}

/** A live session: its title, when it opens, and what is declared of it. */
export const planForm = z.object({
  title: z.string().trim().min(2).max(40),
  titleEn: z.string().trim().max(80).default(''),
  ...planWhen,
  ...declarations,
})

/** `version`: of the plan as it was seen */
const seen = { version: wholeNumber({ min: 0, max: 1_000_000 }) }
export const moveForm = z.object({ at: chinaTime, ...seen })
export const callOffForm = z.object(seen)

export type PlanTimeRefusal =
  { kind: 'plan_time_missing' } | { kind: 'plan_time_past' } | { kind: 'plan_time_too_far' }

type Asked = { when: 'at' | number; at?: Date | undefined }

/** Nothing is planned for later. */
export const latestPlan = (now: Date) => new Date(now.getTime() + PLAN_DAYS_AHEAD * DAY_MS)

/** When that is. */
export function planTime({ when, at }: Asked, now: Date): Result<Date, PlanTimeRefusal> {
  if (when !== 'at') return accept(new Date(now.getTime() + when * MINUTE_MS))
  if (!at) return refuse({ kind: 'plan_time_missing' })
  if (at.getTime() < now.getTime() - LATE_MS) return refuse({ kind: 'plan_time_past' })
  if (at > latestPlan(now)) return refuse({ kind: 'plan_time_too_far' })
  return accept(at)
}
