import type { Resource } from 'i18next'
import type { Locale } from '#shared/locale.ts'

type Messages = Resource[string]

const files = import.meta.glob<Messages[string]>('./locales/*/*.json', { import: 'default' })

/** The words of one language, for the browser: the other language is not downloaded. */
export async function loadMessages(locale: Locale): Promise<Messages> {
  const folder = `./locales/${locale}/`
  const own = Object.entries(files).filter(([path]) => path.startsWith(folder))
  const loaded = await Promise.all(
    own.map(async ([path, load]) => [path.slice(folder.length, -'.json'.length), await load()] as const),
  )
  return Object.fromEntries(loaded)
}
