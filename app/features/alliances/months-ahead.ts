import { addMonths } from '#shared/calendar.ts'

const MONTHS_AHEAD = 12

/** The months that terms can begin with, of which `month` is the last that is taken. */
export const monthsAfter = (month: string): string[] =>
  Array.from({ length: MONTHS_AHEAD }, (_, n) => addMonths(month, n + 1))
