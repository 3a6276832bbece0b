import { z } from 'zod'

/** Of which day and of which block a page of 村务公开 is; left out: the newest of both. */
export const booksQuery = z.object({
  on: z.iso.date().optional(),
  height: z.coerce.number().int().min(0).optional(),
})

/** The address at which a page stays as it is. */
export function booksAddress(path: string, { on, height }: { on: string; height: number }): string {
  return `${path}?${new URLSearchParams({ on, height: String(height) })}`
}

export const posterFile = z.enum(['poster.pdf', 'poster.png'])
