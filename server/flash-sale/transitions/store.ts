import type { FlashSaleDraft, HoldState, SaleState } from '#shared/flash-sale.ts'
import type { Fen } from '#shared/money.ts'
import { allot, giveBack } from '#server/catalog/index.ts'
import type { Tx } from '#server/platform/db.ts'

// Every change of a hold or a sale but the granting of claims: conditional statements, each of which decides and
// acts at once, in a transaction. Locks are taken in one order: holds, then sales, then the variant's stock, each by
// id. (Claims lock a sale and only add holds.)

/** Locks holds that are due and that no other node is ending. */
export async function lockDueHolds(tx: Tx, now: Date, limit: number): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    select id from flash_sale_hold where state = 'held' and expires_at <= ${now}
    order by expires_at, id limit ${limit} for update skip locked`
  return rows.map(({ id }) => id)
}

type EndedHold = { holdId: string; saleId: string; variantId: string; units: number; saleEnded: boolean }

/** Ends those of the holds that are in one of the states `from`; their units are free again. */
export async function endHolds(
  tx: Tx,
  holdIds: readonly string[],
  change: { from: readonly HoldState[]; to: 'expired' | 'released'; now: Date },
): Promise<EndedHold[]> {
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
      returning sale.id, sale.variant_id, sale.state
    )
    select ended.id as "holdId", ended.sale_id as "saleId", ended.quantity as units,
      counted.variant_id as "variantId", counted.state = 'ended' as "saleEnded"
    from ended join counted on counted.id = ended.sale_id order by ended.id`
  await giveBackAll(
    tx,
    ended.filter(({ saleEnded }) => saleEnded),
  )
  return ended
}

async function giveBackAll(tx: Tx, parts: readonly { variantId: string; units: number }[]) {
  const byVariant = new Map<string, number>()
  for (const { variantId, units } of parts) byVariant.set(variantId, (byVariant.get(variantId) ?? 0) + units)
  for (const [variantId, units] of [...byVariant].sort()) await giveBack(tx, variantId, units)
}

/** held → paying. @returns whether it was so */
export async function startPaying(
  tx: Tx,
  hold: { holdId: string; buyerId: string; now: Date; extensionSec: number },
): Promise<boolean> {
  const changed = await tx.$executeRaw`
    update flash_sale_hold
    set state = 'paying', extended_at = ${hold.now},
      expires_at = expires_at + make_interval(secs => ${hold.extensionSec})
    where id = ${hold.holdId} and buyer_id = ${hold.buyerId} and state = 'held' and expires_at > ${hold.now}`
  return changed === 1
}

/** Open holds become sales, all in one statement. @returns the state of each hold as it was found */
export async function sellHolds(tx: Tx, holdIds: readonly string[]): Promise<Map<string, HoldState>> {
  const rows = await tx.$queryRaw<{ id: string; state: HoldState }[]>`
    with locked_hold as materialized (
      select id, state from flash_sale_hold where id = any(${holdIds}) order by id for update
    ), sold as (
      update flash_sale_hold hold set state = 'paid'
      from locked_hold where hold.id = locked_hold.id and locked_hold.state in ('held', 'paying')
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
    select id, state from locked_hold`
  return new Map(rows.map(({ id, state }) => [id, state]))
}

/**
 * A lapsed hold becomes a sale after all, if units are free and its buyer is still within the limit. After the end of
 * the sale its units must be carved out of the variant's stock again.
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
        select coalesce(sum(quantity), 0) from flash_sale_hold hold
        where hold.sale_id = sale.id and hold.state in ('held', 'paying', 'paid')
          and hold.buyer_id = (select buyer_id from flash_sale_hold where id = ${holdId})
      ) <= per_buyer_limit
    returning id`
  if (!taken) return false
  if (lapsed.saleEnded && !(await allot(tx, lapsed.variantId, lapsed.quantity)).ok) {
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

/** Adds a draft at the end of the session's queue. @returns whether the session is still to come or on the air */
export async function insertDraft(
  tx: Tx,
  sale: FlashSaleDraft & {
    saleId: string
    liveSessionId: string
    lotId: string
    referenceFen: Fen | null
    now: Date
  },
): Promise<boolean> {
  const inserted = await tx.$executeRaw`
    insert into flash_sale (id, kind, live_session_id, variant_id, lot_id, price_fen, reference_fen, total,
      per_buyer_limit, state, position, duration_sec, version, created_at)
    select ${sale.saleId}, 'flash', session.id, ${sale.variantId}, ${sale.lotId}, ${sale.priceFen},
      ${sale.referenceFen}, ${sale.total}, ${sale.perBuyerLimit}, 'draft',
      1 + coalesce((select max(position) from flash_sale where live_session_id = session.id), 0),
      ${sale.durationSec}, 1, ${sale.now}
    from live_session session where session.id = ${sale.liveSessionId} and session.state <> 'ended'`
  return inserted === 1
}

/** @returns whether the sale was a draft, and is gone */
export async function deleteDraft(tx: Tx, saleId: string): Promise<boolean> {
  const [removed] = await tx.$queryRaw<{ variantId: string; units: number }[]>`
    delete from flash_sale where id = ${saleId} and state = 'draft'
    returning variant_id as "variantId", total as units`
  if (removed) await giveBack(tx, removed.variantId, removed.units)
  return removed !== undefined
}

/** A sale of a live session opens only while the session is on the air. */
export async function openSale(tx: Tx, saleId: string, now: Date): Promise<boolean> {
  const opened = await tx.$executeRaw`
    update flash_sale sale
    set state = 'open', version = version + 1, opened_at = ${now}, opens_at = coalesce(opens_at, ${now}),
      ends_at = coalesce(ends_at, ${now}::timestamptz + make_interval(secs => duration_sec))
    where id = ${saleId} and state in ('draft', 'scheduled')
      and (live_session_id is null or exists (
        select from live_session where id = sale.live_session_id and state = 'live'))`
  return opened === 1
}

/** A paused sale's clock does not stand still: endsAt is what viewers were told. */
export async function switchSale(
  tx: Tx,
  saleId: string,
  { from, to }: { from: SaleState; to: SaleState },
): Promise<boolean> {
  const { count } = await tx.flashSale.updateMany({
    where: { id: saleId, state: from },
    data: { state: to, version: { increment: 1 } },
  })
  return count === 1
}

/** Ends a sale; what nobody holds goes back to the variant's stock at once. */
export async function endSale(tx: Tx, saleId: string, now: Date): Promise<boolean> {
  const [ended] = await tx.$queryRaw<{ variantId: string; units: number }[]>`
    update flash_sale set state = 'ended', ended_at = ${now}, version = version + 1
    where id = ${saleId} and state in ('scheduled', 'open', 'paused')
    returning variant_id as "variantId", total - held - sold as units`
  if (ended && ended.units > 0) await giveBack(tx, ended.variantId, ended.units)
  return ended !== undefined
}
