import type { Locale } from '#shared/locale.ts'
import type { Messages } from './by-namespace.ts'

const languages: Record<Locale, () => Promise<{ default: Messages }>> = {
  'zh-CN': () => import('./languages/zh-CN.ts'),
  en: () => import('./languages/en.ts'),
}

/** The words of one language, for the browser, as one file: the other language is not downloaded. */
export async function loadMessages(locale: Locale): Promise<Messages> {
  const { default: messages } = await languages[locale]()
  return messages
}
