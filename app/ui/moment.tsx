import type { Locale } from '#shared/locale.ts'
import { useLocale } from '#app/i18n/use-locale.ts'

/** Sales open by the villages' clock, wherever the reader is. */
const TIME_ZONE = 'Asia/Shanghai'

const styles = {
  dateTime: { month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
  dateTimeYear: {
    year: 'numeric',
    month: 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  },
  time: { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
  /** to the second: who came first */
  clock: { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' },
  clockDay: {
    year: 'numeric',
    month: 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  },
  date: { year: 'numeric', month: 'short', day: 'numeric' },
  month: { year: 'numeric', month: 'long' },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>

export type MomentStyle = keyof typeof styles

/** @param at an ISO instant, or a calendar day `YYYY-MM-DD` with style `date` or `month` */
export function formatMoment(at: string, locale: Locale, style: MomentStyle = 'dateTime'): string {
  return new Intl.DateTimeFormat(locale, { ...styles[style], timeZone: TIME_ZONE }).format(new Date(at))
}

type MomentProps = { at: string; style?: MomentStyle; className?: string }

export function Moment({ at, style = 'dateTime', className }: MomentProps) {
  return (
    <time dateTime={at} className={className}>
      {formatMoment(at, useLocale(), style)}
    </time>
  )
}
