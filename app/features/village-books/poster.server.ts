import type { LoaderFunctionArgs } from '@remix-run/node'
import { notFound } from '#app/doors/answer.server.ts'
import { translator } from '#app/i18n/translate.server.ts'
import { qrPath } from '#app/ui/qr-code.server.ts'
import { booksAddress } from '#shared/village-books.ts'
import { openVillage } from './open-village.server.ts'
import { posterSheet } from './poster-sheet.ts'

/** The sheet of what the address asks for, and the addresses at which all of it stays. */
export async function openPoster(door: Pick<LoaderFunctionArgs, 'context' | 'request' | 'params'>) {
  const [page, words] = await Promise.all([openVillage(door), translator(door.request)])
  if (page.years.length === 0) return notFound()
  const { village, on, head } = page
  const path = `/villages/${village.key}/books`
  const at = (below: string) => booksAddress(`${path}${below}`, { on, height: head.height })
  const address = `${door.context.publicOrigin}${at('')}`
  const sheet = posterSheet({ page, ...words, address, code: qrPath(address) })
  const inWords = (file: string) => `${at(file)}&lng=${words.locale}`
  return { page, sheet, back: at(''), files: { pdf: inWords('/poster.pdf'), png: inWords('/poster.png') } }
}
