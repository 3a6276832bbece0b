import { z } from 'zod'

export const locale = z.enum(['zh-CN', 'en'])
export type Locale = z.infer<typeof locale>
export const defaultLocale: Locale = 'zh-CN'

/** Text that exists in both languages. */
export type Bilingual = { zh: string; en: string }

export function inLocale(text: Bilingual, which: Locale): string {
  return which === 'en' ? text.en : text.zh
}
