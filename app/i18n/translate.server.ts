import type { i18n, Resource, TFunction } from 'i18next'
import type { Locale } from '#shared/locale.ts'
import { createI18n } from './create-i18n.ts'
import { localeOf } from './preferences.server.ts'

type Messages = Resource[string]

const files = import.meta.glob<Messages[string]>('./locales/*/*.json', { eager: true, import: 'default' })

function messagesOf(locale: Locale): Messages {
  const folder = `./locales/${locale}/`
  const own = Object.entries(files).filter(([path]) => path.startsWith(folder))
  return Object.fromEntries(own.map(([path, text]) => [path.slice(folder.length, -'.json'.length), text]))
}

/** Languages never change while we run, and an instance is never switched: one serves every request. */
const instances = new Map<Locale, i18n>()

export function i18nFor(locale: Locale): i18n {
  const known = instances.get(locale)
  if (known) return known
  const made = createI18n(locale, messagesOf(locale))
  instances.set(locale, made)
  return made
}

/** For loaders: titles, descriptions and what else must be words before a page is drawn. */
export async function translator(request: Request): Promise<{ t: TFunction; locale: Locale }> {
  const locale = await localeOf(request)
  return { t: i18nFor(locale).t, locale }
}
