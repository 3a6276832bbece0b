import type { i18n, TFunction } from 'i18next'
import type { Locale } from '#shared/locale.ts'
import type { Messages } from './by-namespace.ts'
import { createI18n } from './create-i18n.ts'
import english from './languages/en.ts'
import chinese from './languages/zh-CN.ts'
import { localeOf } from './preferences.server.ts'

const languages: Record<Locale, Messages> = { 'zh-CN': chinese, en: english }

/** Languages never change while we run, and an instance is never switched: one serves every request. */
const instances = new Map<Locale, i18n>()

export function i18nFor(locale: Locale): i18n {
  const known = instances.get(locale)
  if (known) return known
  const made = createI18n(locale, languages[locale])
  instances.set(locale, made)
  return made
}

/** For loaders: titles, descriptions and what else must be words before a page is drawn. */
export async function translator(request: Request): Promise<{ t: TFunction; locale: Locale }> {
  const locale = await localeOf(request)
  return { t: i18nFor(locale).t, locale }
}
