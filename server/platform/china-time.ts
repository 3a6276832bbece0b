import type { Locale } from '#shared/locale.ts'

// For messages: sessions are on by China's clock, wherever whoever reads of them is.

const timeZone = 'Asia/Shanghai'
const time = { hour: '2-digit', minute: '2-digit' } as const
const day = { month: 'long', day: 'numeric' } as const

export const timeInChina = (at: Date, locale: Locale) =>
  new Intl.DateTimeFormat(locale, { timeZone, ...time }).format(at)
export const dayInChina = (at: Date, locale: Locale) =>
  new Intl.DateTimeFormat(locale, { timeZone, ...day, ...time }).format(at)
