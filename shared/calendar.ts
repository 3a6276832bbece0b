// Calendar days (`2026-11-27`) and months (`2026-11`) are compared and counted as texts and in UTC: a day has no time
// zone. Only the day of an instant has one, and there it is that of the villages.

const DAY_MS = 86_400_000
/** China has one time zone and no summer time. */
const CHINA_AHEAD_MS = 8 * 3_600_000

const startInUtc = (day: string) => Date.parse(`${day}T00:00:00Z`)
const dayInUtc = (ms: number) => new Date(ms).toISOString().slice(0, 10)

/** A calendar day as databases keep it. */
export const asDate = (day: string) => new Date(startInUtc(day))
/** The calendar day that a database keeps in a column of days. */
export const asDay = (kept: Date) => dayInUtc(kept.getTime())

/** 业务日期: the day in China at an instant. */
export function businessDay(at: Date): string {
  return dayInUtc(at.getTime() + CHINA_AHEAD_MS)
}

/** The instant at which a day begins in China. */
export function startOfBusinessDay(day: string): Date {
  return new Date(startInUtc(day) - CHINA_AHEAD_MS)
}

/** `2026-03-01` + 15 → `2026-03-16` */
export function addDays(day: string, days: number): string {
  return dayInUtc(startInUtc(day) + days * DAY_MS)
}

/** whole days from one calendar day to another; negative when it is past */
export function daysBetween(from: string, to: string): number {
  return Math.round((startInUtc(to) - startInUtc(from)) / DAY_MS)
}

/** `2026-12` + 1 → `2027-01` */
export function addMonths(month: string, months: number): string {
  const [year = 0, number = 0] = month.split('-').map(Number)
  const index = year * 12 + number - 1 + months
  return `${String(Math.floor(index / 12)).padStart(4, '0')}-${String((index % 12) + 1).padStart(2, '0')}`
}

export function lastDayOf(month: string): string {
  return addDays(`${addMonths(month, 1)}-01`, -1)
}

/** The months that have a day from `from` to `to`. */
export function monthsBetween(from: string, to: string): string[] {
  const months: string[] = []
  for (let month = from.slice(0, 7); month <= to.slice(0, 7); month = addMonths(month, 1)) months.push(month)
  return months
}
