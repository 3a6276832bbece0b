import { createInstance, type i18n } from 'i18next'
import type { Locale } from '#shared/locale.ts'
import type { Messages } from './by-namespace.ts'

/** An i18next of one language for good: switching loads the page again. Keys are always written `namespace:key`. */
export function createI18n(locale: Locale, messages: Messages): i18n {
  const instance = createInstance()
  void instance.init({
    lng: locale,
    fallbackLng: false,
    ns: Object.keys(messages),
    defaultNS: 'common',
    resources: { [locale]: messages },
    initImmediate: false,
    interpolation: { escapeValue: false },
    react: { useSuspense: false },
  })
  return instance
}

/** By hand: every page loads this, and a schema would bring its library along. */
export function toLocale(text: string | null | undefined): Locale {
  return text === 'en' ? 'en' : 'zh-CN'
}
