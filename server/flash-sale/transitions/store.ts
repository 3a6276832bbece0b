import type { HoldState } from '#shared/flash-sale.ts'
import { allot, giveBack } from '#server/catalog/index.ts'
import type { Tx } from '#server/platform/db.ts'
import type { Doors } from '../types.ts'
import { noteLapses } from '../lapse-store.ts'
import { offerFreed } from './line-store.ts'

// Every change of a hold but its granting: conditional statements, each of which decides and acts at once, in a
// transaction. Locks are taken in one order: holds, sales, lots, stocks, each by id. (Claims lock a sale and only add
// holds.)

/** Locks holds that are due, with their sales: those that no other node is ending, and whose sale nobody keeps. */
export async function lockDueHolds(tx: Tx, now: Date, limit: number): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    select hold.id from flash_sale_hold hold join flash_sale sale on sale.id = hold.sale_id
    where hold.state = 'held' and hold.expires_at <= ${now}
    order by hold.expires_at, hold.id limit ${limit} for update of hold, sale skip locked`
  return rows.map(({ id }) => id)
}

/** Locks what is due of one sale, and waits for the sale a while. @throws 55P03 when somebody keeps it for longer */
export async function lockDueHoldsOf(
  tx: Tx,
  saleId: string,
  { now, limit, waitMs }: { now: Date; limit: number; waitMs: number },
): Promise<string[]> {
  await tx.$executeRaw`select set_config('lock_timeout', ${String(waitMs)}, true)`
  const rows = await tx.$queryRaw<{ id: string }[]>`
    select id from flash_sale_hold where sale_id = ${saleId} and state = 'held' and expires_at <= ${now}
    order by expires_at, id limit ${limit} for update skip locked`
  return rows.map(({ id }) => id)
}

/** `carved`: of its units, those that were carved out of stock */
type EndedHold = { holdId: string; saleId: string; variantId: string; carved: number; saleEnded: boolean }

/**
 * Ends those of the holds that are in one of the states `from`. Their units are free again, and offered to who waits.
 * `isLapse`: nobody but their buyers is the reason, so that it counts against them, also in that offer.
 * @returns `offered`: the holds that were made of them
 */
export async function endHolds(
  tx: Tx,
  holdIds: readonly string[],
  change: { from: readonly HoldState[]; to: 'expired' | 'released'; isLapse?: boolean; now: Date },
): Promise<{ ended: EndedHold[]; offered: string[] }> {
  const ended = await tx.$queryRaw<EndedHold[]>`
    with locked_hold as materialized (
      select id from flash_sale_hold where id = any(${holdIds}) and state = any(${change.from})
      order by id for update
    ), ended as (
      update flash_sale_hold hold set state = ${change.to}, ended_at = ${change.now}
      from locked_hold where hold.id = locked_hold.id
      returning hold.id, hold.sale_id, hold.quantity
    ), by_sale as (
      select sale_id, sum(quantity)::int as units from ended group by sale_id
    ), locked_sale as materialized (
      select id from flash_sale where id in (select sale_id from by_sale) order by id for update
    ), counted as (
      update flash_sale sale set held = sale.held - by_sale.units, version = sale.version + 1
      from by_sale, locked_sale where sale.id = by_sale.sale_id and sale.id = locked_sale.id
      returning sale.id, sale.variant_id, sale.kind, sale.state
    )
    select ended.id as "holdId", ended.sale_id as "saleId", flash_sale_carved(counted.kind, ended.quantity) as carved,
      counted.variant_id as "variantId", counted.state = 'ended' as "saleEnded"
    from ended join counted on counted.id = ended.sale_id order by ended.id`
  const left = ended.filter(({ saleEnded }) => saleEnded)
  await giveBack(
    tx,
    left.map(({ variantId, carved }) => ({ variantId, pieces: carved })),
  )
  if (change.isLapse && ended.length > 0)
    await noteLapses(
      tx,
      ended.map(({ holdId }) => holdId),
      change.now,
    )
  const open = ended.filter(({ saleEnded }) => !saleEnded).map(({ saleId }) => saleId)
  return { ended, offered: open.length === 0 ? [] : await offerFreed(tx, open, change.now) }
}

export type StartedPaying = 'started' | 'changed' | 'over_limit' | 'not_open'

/** held → paying; from now on the limit counts the order's phone and address too */
export async function startPaying(
  tx: Tx,
  hold: { holdId: string; buyerId: string; now: Date; extensionSec: number } & Doors,
): Promise<StartedPaying> {
  const [row] = await tx.$queryRaw<{ outcome: StartedPaying }[]>`
    select flash_sale_start_paying(${hold.holdId}, ${hold.buyerId}, ${hold.now}, ${hold.extensionSec},
      ${hold.phoneKey}, ${hold.addressKey}) as outcome`
  return row!.outcome
}

/** The account's limit counts the visitor's holds from now on. @returns holds that it has no room for */
export async function mergeBuyer(
  tx: Tx,
  { buyerId, personId, now }: { buyerId: string; personId: string; now: Date },
): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    select id from flash_sale_merge_buyer(${buyerId}, ${personId}, ${now}) as id`
  return rows.map(({ id }) => id)
}

/** `recalled`: the hold is open, but a lot of its sale was called back, so that it can't be sold. */
export type FoundHold = { state: HoldState; recalled: boolean }

/** Open holds become sales, all in one statement. @returns each hold as it was found */
export async function sellHolds(tx: Tx, holdIds: readonly string[]): Promise<Map<string, FoundHold>> {
  const rows = await tx.$queryRaw<(FoundHold & { id: string })[]>`
    with locked_hold as materialized (
      select hold.id, hold.state,
        (select stop_kind is not distinct from 'recall' from flash_sale where id = hold.sale_id) as recalled
      from flash_sale_hold hold where hold.id = any(${holdIds}) order by hold.id for update
    ), sold as (
      update flash_sale_hold hold set state = 'paid'
      from locked_hold where hold.id = locked_hold.id and locked_hold.state in ('held', 'paying')
        and not locked_hold.recalled
      returning hold.sale_id, hold.quantity
    ), by_sale as (
      select sale_id, sum(quantity)::int as units from sold group by sale_id
    ), locked_sale as materialized (
      select id from flash_sale where id in (select sale_id from by_sale) order by id for update
    ), counted as (
      update flash_sale sale
      set held = sale.held - by_sale.units, sold = sale.sold + by_sale.units, version = sale.version + 1
      from by_sale, locked_sale where sale.id = by_sale.sale_id and sale.id = locked_sale.id
    )
    select id, state, recalled from locked_hold`
  return new Map(rows.map(({ id, ...found }) => [id, found]))
}

/**
 * A lapsed hold becomes a sale after all, if units are free and its buyer is still within the limit. After the end of
 * the sale its units must be carved out of the stock again, which a recalled lot does not allow.
 * @returns whether it did
 */
export async function reclaim(tx: Tx, holdId: string): Promise<boolean> {
  const [lapsed] = await tx.$queryRaw<
    { saleId: string; variantId: string; quantity: number; saleEnded: boolean }[]
  >`
    select hold.sale_id as "saleId", sale.variant_id as "variantId", hold.quantity,
      sale.state = 'ended' as "saleEnded"
    from flash_sale_hold hold join flash_sale sale on sale.id = hold.sale_id
    where hold.id = ${holdId} and hold.state in ('expired', 'released') for update`
  if (!lapsed) return false

  // The sale's lock is held now, so that no claim of the same buyer slips in between the look and the act.
  const [taken] = await tx.$queryRaw<{ id: string }[]>`
    update flash_sale sale set sold = sold + ${lapsed.quantity}, version = version + 1
    where id = ${lapsed.saleId} and held + sold + ${lapsed.quantity} <= total
      and ${lapsed.quantity} + (
        select flash_sale_units_of(sale_id, person_id, phone_key, address_key, id)
        from flash_sale_hold where id = ${holdId}
      ) <= per_buyer_limit
    returning id`
  if (!taken) return false
  if (lapsed.saleEnded && !(await allot(tx, [{ variantId: lapsed.variantId, pieces: lapsed.quantity }])).ok) {
    await tx.flashSale.update({
      where: { id: lapsed.saleId },
      data: { sold: { decrement: lapsed.quantity } },
    })
    return false
  }
  await tx.hold.update({ where: { id: holdId }, data: { state: 'paid', endedAt: null } })
  return true
}

export async function markRefundedLate(tx: Tx, holdIds: readonly string[]): Promise<void> {
  await tx.hold.updateMany({
    where: { id: { in: [...holdIds] }, state: { in: ['expired', 'released'] } },
    data: { state: 'refunded_late' },
  })
}
