import type { UseRefusal } from '#shared/coupons.ts'
import { fen } from '#shared/money.ts'
import { accept, refuse, type Result } from '#shared/result.ts'
import type { Tx } from '#server/platform/db.ts'
import type { ReservedCoupon, WantedCoupon } from './types.ts'

/** Keeps apart those who want the same piece, or pieces of one offer for one phone, until the transaction ends. */
async function waitForPiece(tx: Tx, { couponId, offerId, phoneKey }: Omit<ReservedCoupon, 'amountFen'>) {
  await tx.$queryRaw`select pg_advisory_xact_lock(7304, key)::text
    from unnest(array[hashtext(${couponId}), hashtext(${`${offerId} ${phoneKey}`})]) key order by key`
}

/** Of two orders that want the same piece the second waits for the first, and is refused. */
export async function reserve(
  tx: Tx,
  { couponId, buyerId, villageId, subtotalFen, phoneKey }: WantedCoupon,
  now: Date,
): Promise<Result<ReservedCoupon, UseRefusal>> {
  const [piece] = await tx.$queryRaw<{ offerId: string; amountFen: bigint }[]>`
    select coupon.offer_id as "offerId", coupon.amount_fen as "amountFen"
      from coupon join coupon_offer offer on offer.id = coupon.offer_id
     where coupon.id = ${couponId} and coupon.id in (select coupon_ids_of(${buyerId}))
       and coupon.expires_at > ${now} and offer.village_id = ${villageId}
       and offer.min_spend_fen <= ${BigInt(subtotalFen)}`
  if (!piece) return refuse({ kind: 'coupon_not_usable' })
  const { offerId } = piece
  await waitForPiece(tx, { couponId, offerId, phoneKey })
  const used = await tx.couponUse.findMany({
    where: { freedAt: null, OR: [{ couponId }, { offerId, phoneKey }] },
    select: { couponId: true },
  })
  if (used.some((one) => one.couponId === couponId)) return refuse({ kind: 'coupon_not_usable' })
  if (used.length > 0) return refuse({ kind: 'coupon_used_by_phone' })
  return accept({ couponId, offerId, phoneKey, amountFen: fen(piece.amountFen) })
}

/** @throws when it was not reserved in this transaction, and somebody was faster */
export async function insertUse(
  tx: Tx,
  { amountFen, ...use }: ReservedCoupon & { orderId: string },
  now: Date,
): Promise<void> {
  await tx.couponUse.create({ data: { ...use, amountFen: BigInt(amountFen), usedAt: now } })
}

export async function freeUses(tx: Tx, orderIds: readonly string[], now: Date): Promise<void> {
  if (orderIds.length === 0) return
  await tx.couponUse.updateMany({
    where: { orderId: { in: [...orderIds] }, freedAt: null },
    data: { freedAt: now },
  })
}

/**
 * Uses of these orders that were freed are none again, where nobody has used the piece, or another one for the phone.
 * @returns the orders whose use stays freed
 */
export async function takeUsesAgain(tx: Tx, orderIds: readonly string[]): Promise<Set<string>> {
  // As with nearly every payment: no question then, while the orders' sales wait.
  if (orderIds.length === 0) return new Set()
  const orders = [...orderIds]
  const left = await tx.$queryRaw<{ orderId: string }[]>`
    with freed as (
      select used.order_id, not exists (
        select from coupon_use other where other.freed_at is null and other.order_id <> used.order_id
          and (other.coupon_id = used.coupon_id
            or (other.offer_id = used.offer_id and other.phone_key = used.phone_key))) as is_free
      from coupon_use used where used.order_id = any(${orders}) and used.freed_at is not null
      order by used.order_id for update of used
    ), again as (
      update coupon_use used set freed_at = null from freed
       where used.order_id = freed.order_id and freed.is_free
    )
    select order_id as "orderId" from freed where not is_free`
  return new Set(left.map(({ orderId }) => orderId))
}
