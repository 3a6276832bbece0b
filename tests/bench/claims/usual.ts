// The usual ways to take stock, claim by claim.
import { holdIdOf } from '#server/flash-sale/hold-id.ts'
import { APPLICATION_ROLE, type Database } from '#server/platform/db.ts'
import type { Taken } from './contract.ts'

/** @returns whether it was granted */
export type Take = (claim: Taken) => Promise<boolean>

const HOLD_COLUMNS =
  'id, sale_id, buyer_id, person_id, quantity, unit_price_fen, sequence, state, created_at, expires_at'

/**
 * Tables like ours, after they are filled: one statement counts a hold and writes it at once, and ours want to see its
 * number before it is counted.
 */
export const STATEMENT_SCHEMA = `
  create table statement_sale (like flash_sale including all);
  insert into statement_sale select * from flash_sale;
  create table statement_hold (like flash_sale_hold including all);
  grant select, insert, update on statement_sale, statement_hold to ${APPLICATION_ROLE};`

/** One conditional statement a claim. It knows no per-buyer limit, no retry and no log: less than ours does. */
export function byStatement({ pool }: Database): Take {
  return async ({ saleId, quantity, claimKey, buyer }) => {
    const { rowCount } = await pool.query({
      name: 'one_statement',
      text: `with taken as (
          update statement_sale set held = held + $3, hold_sequence = hold_sequence + 1, version = version + 1
          where id = $2 and state = 'open' and held + sold + $3 <= total
          returning price_fen, hold_sequence)
        insert into statement_hold (${HOLD_COLUMNS})
        select $1, $2, $4, $4, $3, price_fen, hold_sequence, 'held', now(), now() + interval '300 s' from taken`,
      values: [holdIdOf(saleId, claimKey), saleId, quantity, buyer],
    })
    return rowCount === 1
  }
}

/** The usual transaction: lock and read, look at the buyer's holds, insert, update, commit. */
export function byTransaction({ pool }: Database): Take {
  return async ({ saleId, quantity, claimKey, buyer }) => {
    const client = await pool.connect()
    try {
      await client.query('begin')
      const { rows } = await client.query({
        name: 'tx_lock',
        text: 'select * from flash_sale where id = $1 for update',
        values: [saleId],
      })
      const sale = rows[0]
      const taken = await client.query({
        name: 'tx_taken',
        text: `select coalesce(sum(quantity), 0)::int as units from flash_sale_hold
          where sale_id || '/' || person_id = $1 || '/' || $2 and state in ('held', 'paying', 'paid')`,
        values: [saleId, buyer],
      })
      const isGranted =
        sale.held + sale.sold + quantity <= sale.total &&
        taken.rows[0].units + quantity <= sale.per_buyer_limit
      if (isGranted) {
        await client.query({
          name: 'tx_insert',
          text: `insert into flash_sale_hold (${HOLD_COLUMNS})
            values ($1, $2, $3, $3, $4, $5, $6, 'held', now(), now() + interval '300 s')`,
          values: [
            holdIdOf(saleId, claimKey),
            saleId,
            buyer,
            quantity,
            sale.price_fen,
            Number(sale.hold_sequence) + 1,
          ],
        })
        await client.query({
          name: 'tx_update',
          text: `update flash_sale set held = held + $2, hold_sequence = hold_sequence + 1, version = version + 1
            where id = $1`,
          values: [saleId, quantity],
        })
      }
      await client.query('commit')
      return isGranted
    } catch (error) {
      await client.query('rollback')
      throw error
    } finally {
      client.release()
    }
  }
}
