import type { FlashSaleDraft, SaleState } from '#shared/flash-sale.ts'
import { isOfRehearsal, prefixFor } from '#shared/rehearsal-room.ts'
import { accept, refuse, type Result } from '#shared/result.ts'
import { allot, giveBack, type AllotRefusal } from '#server/catalog/index.ts'
import type { Tx } from '#server/platform/db.ts'

// The life of a sale, each step one conditional statement. Locks are taken in one order: holds, sales, lots, stocks.

type Drafted = FlashSaleDraft & { saleId: string; liveSessionId: string; now: Date }

/** Adds a draft at the end of the session's queue, its pieces carved out of the stock, unless it is a rehearsal's. */
export async function insertDraft(
  tx: Tx,
  sale: Drafted,
): Promise<Result<null, AllotRefusal | { kind: 'live_session_not_live' }>> {
  const whole = { variantId: sale.variantId, pieces: sale.total }
  const stocked = isOfRehearsal(sale.saleId) ? [] : [whole]
  const carved = await allot(tx, stocked)
  if (!carved.ok) return carved
  if (await insertRow(tx, sale)) return accept(null)
  await giveBack(tx, stocked)
  return refuse({ kind: 'live_session_not_live' })
}

/** @returns whether the session is still to come or on the air */
async function insertRow(tx: Tx, sale: Drafted): Promise<boolean> {
  const inserted = await tx.$executeRaw`
    insert into flash_sale (id, kind, live_session_id, variant_id, price_fen, reference_fen, total,
      per_buyer_limit, pay_first, state, opening, position, duration_sec, version, created_at)
    select ${sale.saleId}, ${prefixFor(sale.saleId, 'flash')}, session.id, ${sale.variantId}, ${sale.priceFen},
      flash_sale_reference(${sale.variantId}, ${sale.priceFen}, ${sale.now}), ${sale.total}, ${sale.perBuyerLimit}, ${sale.payFirst ?? false}, 'draft', ${sale.opening ?? 'first_come'},
      1 + coalesce((select max(position) from flash_sale where live_session_id = session.id), 0),
      ${sale.durationSec}, 1, ${sale.now}
    from live_session session where session.id = ${sale.liveSessionId} and session.state in ('planned', 'live')`
  return inserted === 1
}

/** @returns whether the sale had not begun, and is gone */
export async function deleteDraft(tx: Tx, saleId: string): Promise<boolean> {
  const removed = await tx.$queryRaw<{ variantId: string; pieces: number }[]>`
    delete from flash_sale where id = ${saleId} and state in ('draft', 'scheduled') and hold_sequence = 0
    returning variant_id as "variantId", flash_sale_carved(kind, total) as pieces`
  await giveBack(tx, removed)
  return removed.length === 1
}

/** On the air only: what opens by itself must not open into an empty room. */
export async function scheduleSale(
  tx: Tx,
  saleId: string,
  { opensAt, now }: { opensAt: Date; now: Date },
): Promise<boolean> {
  const scheduled = await tx.$executeRaw`
    update flash_sale sale
    set state = 'scheduled', version = version + 1, opens_at = ${opensAt},
      ends_at = ${opensAt}::timestamptz + make_interval(secs => duration_sec)
    where id = ${saleId} and state in ('draft', 'scheduled') and ${opensAt}::timestamptz > ${now}
      and (opens_at is null or opens_at > ${now})
      and exists (select from live_session where id = sale.live_session_id and state = 'live')`
  return scheduled === 1
}

/** Back to a draft, as long as its second has not come. */
export async function unscheduleSale(tx: Tx, saleId: string, now: Date): Promise<boolean> {
  const withdrawn = await tx.$executeRaw`
    update flash_sale set state = 'draft', version = version + 1, opens_at = null, ends_at = null
    where id = ${saleId} and state = 'scheduled' and opens_at > ${now}`
  return withdrawn === 1
}

/**
 * A sale of a live session opens only while the session is on the air. Opened before its time, it ends earlier too. What
 * its price may be compared with is what was paid until now, not until it was drafted.
 */
export async function openSale(tx: Tx, saleId: string, now: Date): Promise<boolean> {
  const opened = await tx.$executeRaw`
    update flash_sale sale
    set state = 'open', version = version + 1, opened_at = ${now},
      reference_fen = case when kind = 'shelf' then null else flash_sale_reference(variant_id, price_fen, ${now}) end,
      opens_at = least(opens_at, ${now}::timestamptz),
      ends_at = case when opens_at <= ${now} and ends_at is not null then ends_at
        else ${now}::timestamptz + make_interval(secs => duration_sec) end
    where id = ${saleId} and state in ('draft', 'scheduled')
      and (live_session_id is null or exists (
        select from live_session where id = sale.live_session_id and state = 'live'))`
  return opened === 1
}

export async function pauseSale(tx: Tx, saleId: string, now: Date): Promise<boolean> {
  const paused = await tx.$executeRaw`
    update flash_sale set state = 'paused', paused_at = ${now}, version = version + 1
    where id = ${saleId} and state = 'open'`
  return paused === 1
}

export async function resumeSale(tx: Tx, saleId: string, now: Date): Promise<boolean> {
  return (await resumed(tx, { now, saleId, liveSessionId: null })).length === 1
}

/** 急停: every sale of the session that sells or is about to, at once. */
export async function stopSession(
  tx: Tx,
  { liveSessionId, by, now }: { liveSessionId: string; by: string; now: Date },
): Promise<string[]> {
  const stopped = await tx.$queryRaw<{ id: string }[]>`
    update flash_sale
    set state = 'paused', paused_at = ${now}, stop_kind = 'emergency', stop_by = ${by}, version = version + 1
    where live_session_id = ${liveSessionId} and state in ('open', 'scheduled')
    returning id`
  return stopped.map(({ id }) => id)
}

/** Undoes 急停. What the host had paused before stays paused. */
export function resumeSession(tx: Tx, liveSessionId: string, now: Date): Promise<string[]> {
  return resumed(tx, { now, liveSessionId, saleId: null })
}

/**
 * A pause does not eat the sale's time: its end moves by the length of the pause. One that was halted before its
 * second waits for it again, or opens now if it has passed.
 */
async function resumed(
  tx: Tx,
  { now, saleId, liveSessionId }: { now: Date; saleId: string | null; liveSessionId: string | null },
): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    update flash_sale
    set state = case when opened_at is null and opens_at > ${now} then 'scheduled' else 'open' end,
      opened_at = case when opened_at is null and opens_at > ${now} then null
        else coalesce(opened_at, ${now}) end,
      ends_at = ends_at + greatest(
        ${now}::timestamptz - greatest(paused_at, case when opened_at is null then opens_at end), '0'),
      paused_at = null, pause_ended_at = ${now}, stop_kind = null, stop_by = null, version = version + 1
    where state = 'paused'
      and (id = ${saleId} or (live_session_id = ${liveSessionId} and stop_kind = 'emergency'))
    returning id`
  return rows.map(({ id }) => id)
}

/** Ends a sale; what nobody holds goes back to the stock at once. */
export async function endSale(tx: Tx, saleId: string, now: Date): Promise<boolean> {
  const ended = await tx.$queryRaw<{ variantId: string; pieces: number }[]>`
    update flash_sale set state = 'ended', ended_at = ${now}, version = version + 1, paused_at = null,
      pause_ended_at = case state when 'paused' then ${now} else pause_ended_at end, stop_kind = null, stop_by = null
    where id = ${saleId} and state in ('scheduled', 'open', 'paused')
    returning variant_id as "variantId", flash_sale_carved(kind, total - held - sold) as pieces`
  await giveBack(tx, ended)
  return ended.length === 1
}

const MAY_GROW: readonly SaleState[] = ['draft', 'scheduled', 'open', 'paused']

/** More of the same: carved out of the stock under the sale's lock. @returns null when the sale is over or unknown */
export async function restockSale(
  tx: Tx,
  saleId: string,
  pieces: number,
): Promise<Result<null, AllotRefusal> | null> {
  const [sale] = await tx.$queryRaw<{ variantId: string }[]>`
    select variant_id as "variantId" from flash_sale
    where id = ${saleId} and kind <> 'shelf' and state = any(${MAY_GROW}) for update`
  if (!sale) return null
  const more = { variantId: sale.variantId, pieces }
  const carved = await allot(tx, isOfRehearsal(saleId) ? [] : [more])
  if (carved.ok)
    await tx.$executeRaw`
      update flash_sale set total = total + ${pieces}, version = version + 1 where id = ${saleId}`
  return carved
}

/** Takes back what nobody holds, and leaves a sale of one piece at least. @returns whether there was as much */
export async function shrinkSale(tx: Tx, saleId: string, pieces: number): Promise<boolean> {
  const shrunk = await tx.$queryRaw<{ variantId: string; pieces: number }[]>`
    update flash_sale set total = total - ${pieces}, version = version + 1
    where id = ${saleId} and kind <> 'shelf' and state = any(${MAY_GROW})
      and total - held - sold >= ${pieces} and total > ${pieces}
    returning variant_id as "variantId", flash_sale_carved(kind, ${pieces}) as pieces`
  await giveBack(tx, shrunk)
  return shrunk.length === 1
}
