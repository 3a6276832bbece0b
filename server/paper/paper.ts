import { accept, type Result } from '#shared/result.ts'
import type { Sheet } from '#shared/sheet.ts'
import type { RateLimits, TooMany } from '../platform/rate-limits.ts'
import { pdfOf } from './pdf.ts'
import { pictureOf } from './picture.ts'

const drawings = {
  pdf: { contentType: 'application/pdf', draw: pdfOf },
  png: { contentType: 'image/png', draw: pictureOf },
} as const

export type PaperFormat = keyof typeof drawings
export type Drawn = { contentType: string; bytes: Buffer }

export type Paper = {
  draw(sheet: Sheet, wanted: { format: PaperFormat; callerId: string }): Promise<Result<Drawn, TooMany>>
}

/** Draws a sheet as a file. Costs some 100 ms of a core, so a caller may ask for so many only. */
export function createPaper({ limits }: { limits: RateLimits }): Paper {
  return {
    async draw(sheet, { format, callerId }) {
      const taken = await limits.take('paper', callerId)
      if (!taken.ok) return taken
      const { contentType, draw } = drawings[format]
      return accept({ contentType, bytes: await draw(sheet) })
    },
  }
}
