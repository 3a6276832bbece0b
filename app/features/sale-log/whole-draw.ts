import type { ClaimLogLine, PublicEntry, SaleLog } from '#shared/draw.ts'
import type { EntriesPage, SaleLogPage } from '#shared/sale-log.ts'

export type Read = (path: string) => Promise<unknown>

/**
 * Reads all that a draw is checked by, page by page, whatever part of it the reader is looking at.
 * @param onEntries hears how many entries are there so far
 * @throws whatever `read` does: half a draw proves nothing
 */
export async function readWholeDraw(
  saleId: string,
  read: Read,
  onEntries: (count: number) => void,
): Promise<SaleLog> {
  const entries: PublicEntry[] = []
  for (let from: number | null = 1; from !== null;) {
    const page = (await read(`/sales/${saleId}/entries.json?from=${from}`)) as EntriesPage
    entries.push(...page.entries)
    onEntries(entries.length)
    from = page.next
  }

  const winners = entries.filter(({ outcome }) => outcome === 'won').length
  const claims: ClaimLogLine[] = []
  let draw: SaleLog['draw'] = null
  for (let from: number | null = 1; from !== null;) {
    const page = (await read(`/sales/${saleId}/log.json?from=${from}`)) as SaleLogPage
    claims.push(...page.claims)
    draw = page.draw
    from = claims.length < winners ? page.next : null
  }
  return { saleId, draw, entries, claims }
}
