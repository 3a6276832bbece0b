import type { DrawView } from '#shared/draw.ts'
import type { Database, Tx } from '#server/platform/db.ts'
import type { Claim, OwnEntry } from './types.ts'

export type EnteredRow = {
  ord: number
  outcome: 'entered' | 'over_limit' | 'claim_key_reused' | 'full'
  number: number | null
}

export function drawStatements({ db, pool }: Pick<Database, 'db' | 'pool'>) {
  return {
    /** @returns empty when the sale takes no entries (any more) */
    async enter(
      saleId: string,
      batch: readonly Claim[],
      { now, most }: { now: Date; most: number },
    ): Promise<EnteredRow[]> {
      const { rows } = await pool.query({
        name: 'flash_sale_enter',
        text: 'select * from flash_sale_enter($1, $2, $3, $4, $5, $6, $7)',
        values: [
          saleId,
          now,
          most,
          batch.map(({ buyerId }) => buyerId),
          batch.map(({ quantity }) => quantity),
          batch.map(({ claimKey }) => claimKey),
          batch.map(({ holdId }) => holdId),
        ],
      })
      return rows
    },

    async draw(saleId: string): Promise<DrawView | null> {
      const row = await db.draw.findUnique({ where: { saleId } })
      if (!row) return null
      return {
        commitment: row.commitment,
        entries: row.entries,
        seed: row.drawnAt && row.seed,
        root: row.root,
        drawnAt: row.drawnAt?.toISOString() ?? null,
      }
    },

    /** what a buyer entered in a session's draws */
    entriesOf: (buyerId: string, liveSessionId: string) =>
      db.$queryRaw<OwnEntry[]>`
        select entry.sale_id as "saleId", entry.number
        from flash_sale sale join flash_sale_entry entry on entry.sale_id = sale.id
        where sale.live_session_id = ${liveSessionId} and sale.opening <> 'first_come' and entry.outcome = 'waiting'
          and entry.person_id = coalesce(
            (select person_id from flash_sale_person where buyer_id = ${buyerId}), ${buyerId})`,
  }
}

/** A seed is made with its sale, and its commitment is public from then on: before anybody can enter. */
export async function insertDraw(tx: Tx, draw: { saleId: string; seed: string; commitment: string }) {
  await tx.draw.create({ data: draw })
}

/** In the transaction that opens the sale. @returns the holds that the draw has granted */
export async function runDraw(
  tx: Tx,
  saleId: string,
  { now, holdSec, payFirstSec }: { now: Date; holdSec: number; payFirstSec: number },
): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    select id from flash_sale_run_draw(${saleId}, ${now}, ${holdSec}, ${payFirstSec}) as id`
  return rows.map(({ id }) => id)
}
