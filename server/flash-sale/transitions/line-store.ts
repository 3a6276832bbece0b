import { OFFER_SEC } from '#shared/flash-sale.ts'
import type { Tx } from '#server/platform/db.ts'
import type { SaleJson } from '../store.ts'
import type { Claim } from '../types.ts'

// 候补. Locks are taken in the order of ./store.ts: the sale's row guards its line.

/** How many may wait for one sale. */
const MOST_WAITING = 10_000

/**
 * Offers what these sales have free to those who wait, in the transaction that made it free: no claim comes between.
 * @returns the holds that were made of it
 */
export async function offerFreed(tx: Tx, saleIds: readonly string[], now: Date): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    select offered.id from (select sale.id from flash_sale sale
        where sale.id = any(${saleIds}) and sale.waiting > 0 order by sale.id) as sale,
      flash_sale_offer(sale.id, ${now}, ${OFFER_SEC}) as offered (id)`
  return rows.map(({ id }) => id)
}

export type WaitRow = {
  outcome: 'sale_not_found' | 'closed' | 'over_limit' | 'claim_key_used' | 'line_full' | 'waiting' | 'offered'
  number: number | null
  ahead: number | null
  quantity: number | null
  /** the hold that it was given at once */
  hold: string | null
  taken: number | null
  detail: SaleJson | null
  pays_first: boolean | null
}

export async function joinLine(
  tx: Tx,
  saleId: string,
  claim: Omit<Claim, 'claimKey'> & { now: Date },
): Promise<WaitRow> {
  const { buyerId, quantity, holdId, now } = claim
  const [row] = await tx.$queryRaw<WaitRow[]>`
    select * from flash_sale_wait(${saleId}, ${now}, ${OFFER_SEC}, ${MOST_WAITING}, ${buyerId}, ${quantity},
      ${holdId})`
  return row!
}

/** @returns whether the buyer was in line */
export async function leaveLine(
  tx: Tx,
  line: { saleId: string; buyerId: string; now: Date },
): Promise<boolean> {
  const [row] = await tx.$queryRaw<{ left: boolean }[]>`
    select flash_sale_leave(${line.saleId}, ${line.now}, ${line.buyerId}) as left`
  return row!.left
}
