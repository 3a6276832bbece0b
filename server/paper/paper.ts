import { createHash } from 'node:crypto'
import { accept, type Result } from '#shared/result.ts'
import type { Sheet } from '#shared/sheet.ts'
import type { RateLimits, TooMany } from '../platform/rate-limits.ts'
import { pdfOf } from './pdf.ts'
import { pictureOf } from './picture.ts'

const drawings = {
  pdf: { contentType: 'application/pdf', draw: pdfOf },
  png: { contentType: 'image/png', draw: pictureOf },
} as const

/** Some 130 kB each: the posters of all villages of a county. */
const FILES_KEPT = 64

export type PaperFormat = keyof typeof drawings
export type Drawn = { contentType: string; bytes: Buffer }

export type Paper = {
  draw(sheet: Sheet, wanted: { format: PaperFormat; callerId: string }): Promise<Result<Drawn, TooMany>>
}

/**
 * Draws a sheet as a file. A picture takes most of a second of a core, and a whole village opens the one that was sent
 * to its chat group: what was drawn is kept, and a caller may have only so many drawn anew.
 */
export function createPaper({ limits }: { limits: RateLimits }): Paper {
  /** the one that was wanted longest ago first */
  const files = new Map<string, Promise<Buffer>>()

  function keep(name: string, file: Promise<Buffer>): Promise<Buffer> {
    files.delete(name)
    files.set(name, file)
    if (files.size > FILES_KEPT) files.delete(files.keys().next().value!)
    return file
  }

  function begin(name: string, file: Promise<Buffer>): Promise<Buffer> {
    file.catch(() => files.delete(name))
    return file
  }

  return {
    async draw(sheet, { format, callerId }) {
      const { contentType, draw } = drawings[format]
      const name = `${format} ${createHash('sha256').update(JSON.stringify(sheet)).digest('hex')}`
      const known = files.get(name)
      if (known) return accept({ contentType, bytes: await keep(name, known) })

      const taken = await limits.take('paper', callerId)
      if (!taken.ok) return taken
      return accept({ contentType, bytes: await keep(name, files.get(name) ?? begin(name, draw(sheet))) })
    },
  }
}
