import type { Resource } from 'i18next'

/** All the words of one language, by namespace. */
export type Messages = Resource[string]
export type Texts = Messages[string]

/** @param files texts by their file's path; a namespace has its file's name */
export function byNamespace(files: Record<string, Texts>): Messages {
  return Object.fromEntries(
    Object.entries(files).map(([path, texts]) => [
      path.slice(path.lastIndexOf('/') + 1, -'.json'.length),
      texts,
    ]),
  )
}
