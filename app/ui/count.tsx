import type { Locale } from '#shared/locale.ts'
import { useLocale } from '#app/i18n/use-locale.ts'

export function formatCount(value: number, locale: Locale): string {
  return new Intl.NumberFormat(locale).format(value)
}

/** `500` → `500 g`, `1500` → `1.5 kg`, in the reader's words. */
export function formatWeight(grams: number, locale: Locale): string {
  const heavy = grams >= 1000
  const unit = heavy ? 'kilogram' : 'gram'
  const format = new Intl.NumberFormat(locale, { style: 'unit', unit, maximumFractionDigits: 2 })
  return format.format(heavy ? grams / 1000 : grams)
}

export function Count({ value }: { value: number }) {
  return <span className="tabular-nums">{formatCount(value, useLocale())}</span>
}

export function Weight({ grams }: { grams: number }) {
  return <span className="whitespace-nowrap">{formatWeight(grams, useLocale())}</span>
}
