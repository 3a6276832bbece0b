const DAY_MS = 86_400_000
const isoDay = (at: Date) => at.toISOString().slice(0, 10)

/** Calendar days are compared and counted as texts and in UTC: a day has no time zone. */
export function dayBefore(day: string): string {
  return isoDay(new Date(Date.parse(`${day}T00:00:00Z`) - DAY_MS))
}

export function dayAfter(day: string): string {
  return isoDay(new Date(Date.parse(`${day}T00:00:00Z`) + DAY_MS))
}

export function lastDayOf(month: string): string {
  return dayBefore(`${nextMonth(month)}-01`)
}

/** The months that have a day from `from` to `to`. */
export function monthsBetween(from: string, to: string): string[] {
  const months: string[] = []
  for (let month = from.slice(0, 7); month <= to.slice(0, 7); month = nextMonth(month)) months.push(month)
  return months
}

export function nextMonth(month: string): string {
  const [year = 0, number = 0] = month.split('-').map(Number)
  return number === 12
    ? `${String(year + 1).padStart(4, '0')}-01`
    : `${month.slice(0, 4)}-${String(number + 1).padStart(2, '0')}`
}
