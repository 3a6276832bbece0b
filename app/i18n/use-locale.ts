import { useTranslation } from 'react-i18next'
import type { Bilingual, Locale } from '#shared/locale.ts'
import { toLocale } from './create-i18n.ts'

export function useLocale(): Locale {
  return toLocale(useTranslation().i18n.language)
}

/** `const say = useBilingual()` … `say(product.title)` */
export function useBilingual(): (text: Bilingual) => string {
  const locale = useLocale()
  return (text) => (locale === 'en' ? text.en : text.zh)
}
