import { businessDay } from '#shared/calendar.ts'
import type { OfferFacts, OfferKind, OfferView, OwnCoupon } from '#shared/coupons.ts'
import { fen } from '#shared/money.ts'
import type { CouponRow, OfferRow, Used } from './store.ts'
import type { GrantedOffer } from './types.ts'

const kindOf = ({ kind }: { kind: string }) => kind as OfferKind

export function offerFacts(row: OfferRow): OfferFacts {
  const { totalFen, pieces } = row
  return {
    offerId: row.id,
    kind: kindOf(row),
    amountFen: row.kind === 'coupon' ? fen(totalFen / BigInt(pieces)) : null,
    totalFen: fen(totalFen),
    ...{ pieces, taken: row.taken, validDays: row.validDays },
    minSpendFen: fen(row.minSpendFen),
  }
}

export function offerView(row: OfferRow & { liveSessionId: string }): OfferView {
  return { ...offerFacts(row), liveSessionId: row.liveSessionId }
}

export function grantedOffer(row: OfferRow, used: Used): GrantedOffer {
  const { villageId, liveSessionId, grantedByName, releasedByName } = row
  return {
    ...offerFacts(row),
    ...{ villageId, liveSessionId, grantedByName, releasedByName },
    grantedAt: row.grantedAt.toISOString(),
    releasedAt: row.releasedAt?.toISOString() ?? null,
    withdrawnAt: row.withdrawnAt?.toISOString() ?? null,
    ...used,
  }
}

export function ownCoupon({ id, offerId, amountFen, expiresAt, offer }: CouponRow): OwnCoupon {
  return {
    ...{ couponId: id, offerId, kind: kindOf(offer) },
    ...{ amountFen: fen(amountFen), minSpendFen: fen(offer.minSpendFen) },
    // It ends with the day, at the midnight after it.
    lastDay: businessDay(new Date(expiresAt.getTime() - 1)),
  }
}
