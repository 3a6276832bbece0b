import type { Db } from '#server/platform/db.ts'
import type { UnpaidHold } from './types.ts'

/** What a buyer must hear of wherever they are in the shop. */
export function unpaidReads(db: Db) {
  const personOf = (buyerId: string) =>
    db.buyerPerson.findUnique({ where: { buyerId } }).then((row) => row?.personId ?? buyerId)

  return {
    /** this visitor's holds that still ask for money; the one that ends first comes first */
    async unpaidHolds(buyerId: string, now: Date): Promise<UnpaidHold[]> {
      const rows = await db.$queryRaw<(Omit<UnpaidHold, 'expiresAt'> & { expiresAt: Date })[]>`
        select hold.id as "holdId", hold.quantity, hold.expires_at as "expiresAt",
          sale.variant_id as "variantId", sale.live_session_id as "liveSessionId",
          exists (select from flash_sale_waiter where hold_id = hold.id and state = 'offered') as "isOffer"
        from flash_sale sale join flash_sale_hold hold
          on hold.sale_id || '/' || hold.person_id = sale.id || '/' || ${await personOf(buyerId)}
        where sale.held > 0 and sale.kind <> 'rehearsal' and hold.state in ('held', 'paying') and hold.buyer_id = ${buyerId}
          and hold.expires_at > ${now}
        order by hold.expires_at`
      return rows.map((row) => ({ ...row, expiresAt: row.expiresAt.toISOString() }))
    },

    /** whether this visitor waits in a line, or for a draw */
    async expectsUnits(buyerId: string): Promise<boolean> {
      const personId = await personOf(buyerId)
      const [row] = await db.$queryRaw<{ expects: boolean }[]>`
        select exists (select from flash_sale sale join flash_sale_waiter waiter on waiter.sale_id = sale.id
            where sale.waiting > 0 and sale.kind <> 'rehearsal' and sale.state in ('open', 'paused') and waiter.state = 'waiting'
              and waiter.person_id = ${personId} and waiter.buyer_id = ${buyerId})
          or exists (select from flash_sale sale join flash_sale_entry entry on entry.sale_id = sale.id
            where sale.opening <> 'first_come' and sale.kind <> 'rehearsal' and sale.state in ('scheduled', 'paused')
              and entry.outcome = 'waiting'
              and entry.person_id = ${personId} and entry.buyer_id = ${buyerId}) as expects`
      return row!.expects
    },
  }
}
