import type { EntryOutcome, PublicEntry } from '#shared/draw.ts'
import type { PageAsked } from '#shared/sale-log.ts'
import type { Db } from '#server/platform/db.ts'
import type { GrantedClaim, OwnClaim } from './types.ts'

/** What a sale publishes of who got what, from one number to another. */
export function logReads(db: Db) {
  return {
    async entries(saleId: string, { from, limit }: PageAsked): Promise<PublicEntry[]> {
      const rows = await db.entry.findMany({
        where: { saleId, number: { gte: from } },
        select: { number: true, tag: true, quantity: true, enteredAt: true, rank: true, outcome: true },
        orderBy: { number: 'asc' },
        take: limit,
      })
      return rows.map(({ enteredAt, outcome, ...entry }) => ({
        ...entry,
        enteredAt: enteredAt.toISOString(),
        outcome: outcome as EntryOutcome,
      }))
    },

    /** the sale's holds in the order of their grants */
    async claimsOf(saleId: string, { from, limit }: PageAsked): Promise<GrantedClaim[]> {
      const rows = await db.$queryRaw<(Omit<GrantedClaim, 'at'> & { at: Date })[]>`
        select sequence::int, created_at as "at", buyer_id as "buyerId", quantity, state
        from flash_sale_log(${saleId}, ${from}, ${from + limit - 1}) claim order by claim.sequence`
      return rows.map((row) => ({ ...row, at: row.at.toISOString() }))
    },

    /** Numbers have no gaps, so that the last one counts them. */
    async claimsGranted(saleId: string): Promise<number> {
      const sale = await db.flashSale.findUnique({ where: { id: saleId }, select: { holdSequence: true } })
      return Number(sale?.holdSequence ?? 0)
    },

    claimsBy: (buyerId: string, saleId: string) =>
      db.$queryRaw<OwnClaim[]>`
        select id as "holdId", sequence::int from flash_sale_hold
        where sale_id || '/' || person_id = ${saleId} || '/' || coalesce(
            (select person_id from flash_sale_person where buyer_id = ${buyerId}), ${buyerId})
          and buyer_id = ${buyerId}
        order by flash_sale_hold.sequence`,
  }
}
