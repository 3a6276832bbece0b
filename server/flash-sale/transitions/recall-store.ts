import { giveBack, recallLot } from '#server/catalog/index.ts'
import type { Tx } from '#server/platform/db.ts'
import type { HoldState } from '#shared/flash-sale.ts'
import { endHolds } from './store.ts'

export type Recall = { lotId: string; reason: string; by: string }
export type Stopped = { saleIds: string[]; holdIds: string[] }

/**
 * 召回: from one instant on nothing of the lot is sold. Sales that draw on it end, holds that nobody pays for end with
 * them, and holds in `paying` fall due, so that checkout closes the payment before their pieces return.
 *
 * The sales are locked first, then the lot: carvings under way finish, and a sale that one of them made in between
 * is among those locked again. Holds that another transaction is changing are passed over, because it waits for our
 * sales: what it makes of them, a payment can't sell them any more (sellHolds, startPaying), and `recallTheRest` ends
 * them when it is done.
 * @returns null when there is no such lot
 */
export async function recall(tx: Tx, { now, ...lot }: Recall & { now: Date }): Promise<Stopped | null> {
  await lockSales(tx, lot.lotId)
  if (!(await recallLot(tx, { ...lot, at: now }))) return null
  await lockSales(tx, lot.lotId)
  const holdIds = await endHoldsOfLot(tx, lot.lotId, now)
  return { holdIds, saleIds: await endSalesOfLot(tx, { lotId: lot.lotId, by: lot.by, now }) }
}

/**
 * Ends the holds that `recall` had to pass over. To be run after it has committed: no sale is locked now, so that it
 * may wait for whoever is changing them.
 */
export async function recallTheRest(tx: Tx, { lotId, now }: { lotId: string; now: Date }): Promise<string[]> {
  const open = await tx.$queryRaw<{ id: string; state: HoldState }[]>`
    select hold.id, hold.state from flash_sale_hold hold join flash_sale sale on sale.id = hold.sale_id
    where hold.state in ('held', 'paying') and sale.stop_kind = 'recall'
      and flash_sale_draws_on_lot(sale.variant_id, ${lotId})
    order by hold.id for update of hold`
  const idsIn = (wanted: HoldState) => open.filter(({ state }) => state === wanted).map(({ id }) => id)
  await endHolds(tx, idsIn('held'), { from: ['held'], to: 'expired', now })
  await tx.hold.updateMany({
    where: { id: { in: idsIn('paying') }, expiresAt: { gt: now } },
    data: { expiresAt: now },
  })
  return open.map(({ id }) => id)
}

async function lockSales(tx: Tx, lotId: string): Promise<void> {
  await tx.$executeRaw`
    select from flash_sale
    where (state <> 'ended' or held > 0) and flash_sale_draws_on_lot(variant_id, ${lotId})
    order by id for update`
}

/** @returns the holds that ended, and those whose payment is to be closed */
async function endHoldsOfLot(tx: Tx, lotId: string, now: Date): Promise<string[]> {
  const holds = await tx.$queryRaw<{ id: string; ended: boolean }[]>`
    with open_hold as materialized (
      select hold.id, hold.state from flash_sale_hold hold join flash_sale sale on sale.id = hold.sale_id
      where hold.state in ('held', 'paying') and flash_sale_draws_on_lot(sale.variant_id, ${lotId})
      order by hold.id for update of hold skip locked
    )
    update flash_sale_hold hold set
      state = case open_hold.state when 'held' then 'expired' else hold.state end,
      ended_at = case open_hold.state when 'held' then ${now}::timestamptz end,
      expires_at = least(hold.expires_at, ${now})
    from open_hold where hold.id = open_hold.id
    returning hold.id, hold.state = 'expired' as ended`
  const endedIds = holds.filter(({ ended }) => ended).map(({ id }) => id)
  const counted = await tx.$queryRaw<{ variantId: string; pieces: number; saleEnded: boolean }[]>`
    update flash_sale sale set held = sale.held - by_sale.pieces, version = sale.version + 1
    from (
      select sale_id, sum(quantity)::int as pieces from flash_sale_hold where id = any(${endedIds}) group by sale_id
    ) by_sale
    where sale.id = by_sale.sale_id
    returning sale.variant_id as "variantId", flash_sale_carved(sale.kind, by_sale.pieces) as pieces,
      sale.state = 'ended' as "saleEnded"`
  // A sale that had ended before kept only what was held; the others give back when they end.
  await giveBack(
    tx,
    counted.filter(({ saleEnded }) => saleEnded),
  )
  return holds.map(({ id }) => id)
}

async function endSalesOfLot(tx: Tx, { lotId, by, now }: { lotId: string; by: string; now: Date }) {
  const ended = await tx.$queryRaw<{ id: string; variantId: string; pieces: number }[]>`
    with stopped as materialized (
      select id, state <> 'ended' as was_on from flash_sale
      where (state <> 'ended' or held > 0) and flash_sale_draws_on_lot(variant_id, ${lotId}) order by id for update
    )
    update flash_sale sale
    set state = 'ended', ended_at = coalesce(sale.ended_at, ${now}), paused_at = null,
      stop_kind = 'recall', stop_by = ${by}, version = sale.version + 1
    from stopped where sale.id = stopped.id
    returning sale.id, sale.variant_id as "variantId",
      case when stopped.was_on
        then flash_sale_carved(sale.kind, sale.total - sale.held - sale.sold) else 0 end as pieces`
  await giveBack(tx, ended)
  return ended.map(({ id }) => id)
}
