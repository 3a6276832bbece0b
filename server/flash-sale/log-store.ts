import type { EntryOutcome, PublicEntry } from '#shared/draw.ts'
import type { HoldState } from '#shared/flash-sale.ts'
import type { PageAsked } from '#shared/sale-log.ts'
import type { Db } from '#server/platform/db.ts'
import type { GrantedClaim, OwnClaim } from './types.ts'

/** What a sale publishes of who got what, from one number to another: numbers are its indexes' own order. */
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
      const rows = await db.hold.findMany({
        where: { saleId, sequence: { gte: from } },
        select: { sequence: true, createdAt: true, buyerId: true, quantity: true, state: true },
        orderBy: { sequence: 'asc' },
        take: limit,
      })
      return rows.map(({ sequence, createdAt, state, ...hold }) => ({
        ...hold,
        sequence: Number(sequence),
        at: createdAt.toISOString(),
        state: state as HoldState,
      }))
    },

    /** Numbers have no gaps, so that the last one counts them. */
    async claimsGranted(saleId: string): Promise<number> {
      const { _max } = await db.hold.aggregate({ _max: { sequence: true }, where: { saleId } })
      return Number(_max.sequence ?? 0)
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
