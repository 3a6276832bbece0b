import type { OwnCoupon, TakeRefusal } from '#shared/coupons.ts'
import { accept, refuse, type Result } from '#shared/result.ts'
import type { Clock } from '#server/platform/clock.ts'
import type { Db } from '#server/platform/db.ts'
import { createCrowdDesk } from '#server/platform/crowd-desk.ts'
import type { Ids } from '#server/platform/ids.ts'
import type { Log } from '#server/platform/log.ts'
import type { NodeBus } from '#server/platform/node-bus.ts'
import { createSessionNews } from '#server/platform/session-news.ts'
import type { RevenueShare } from '#server/revenue-share/index.ts'
import { couponInvariants } from './invariants.ts'
import { piecesOf } from './pieces.ts'
import { createCouponStore, type OfferRow, type TakeAsked } from './store.ts'
import type { Coupons } from './types.ts'
import { freeUses, insertUse, reserve, takeUsesAgain } from './use-store.ts'
import { grantedOffer, offerFacts, offerView, ownCoupon } from './views.ts'

type CouponsDeps = {
  db: Db
  clock: Clock
  ids: Ids
  log: Log
  bus: NodeBus
  revenueShare: Pick<RevenueShare, 'openDiscountAccount'>
}
type TakeOutcome = Result<OwnCoupon, TakeRefusal>

/** 优惠券, 红包: money off a live sale that the platform pays. See README.md. */
export function createCoupons({ db, clock, ids, log, bus, revenueShare }: CouponsDeps): Coupons {
  const store = createCouponStore(db)
  const { latest, changed, onChanged, close } = createSessionNews({
    ...{ bus, clock, log, name: 'coupons-changed', changedSince: store.sessionsSince },
    read: async (liveSessionId) =>
      (await store.releasedIn(liveSessionId)).map((row) => offerView({ ...row, liveSessionId })),
  })
  const take = createCrowdDesk<TakeAsked, TakeOutcome>(async (batch) => {
    const rows = await store.take(batch, clock.now())
    const pieces = await store.find(rows.flatMap(({ couponId }) => couponId ?? []))
    const taken = new Map(pieces.map((row) => [row.id, ownCoupon(row)]))
    for (const { liveSessionId } of rows) if (liveSessionId) changed(liveSessionId)
    return rows.map(({ outcome, couponId }) =>
      outcome === 'taken' ? accept(taken.get(couponId!)!) : refuse({ kind: outcome }),
    )
  })
  async function withUse(offers: readonly OfferRow[]) {
    const used = await store.usedOf(offers.map(({ id }) => id))
    return offers.map((offer) => grantedOffer(offer, used(offer.id)))
  }

  return {
    async grant({ villageId, validDays, ...draft }, by) {
      const divided = piecesOf(draft, ids.secret())
      if (!divided.ok) return divided
      const { totalFen, amountsFen } = divided.value
      // Where there is an offer there is an account to book its pieces to.
      await revenueShare.openDiscountAccount()
      const offerId = ids.next('offer')
      await store.insert({
        ...{ id: offerId, kind: draft.kind, villageId, validDays, pieces: draft.pieces },
        ...{ totalFen: BigInt(totalFen), amountsFen: amountsFen.map(BigInt) },
        minSpendFen: BigInt(draft.minSpendFen),
        ...{ grantedById: by.userId, grantedByName: by.name, grantedAt: clock.now() },
      })
      return accept({ offerId })
    },
    withdraw: async (offerId) =>
      (await store.withdraw(offerId, clock.now())) ? accept(null) : refuse({ kind: 'offer_gone' }),
    granted: async (limit) => withUse(await store.granted(limit)),
    waitingFor: async (villageId) => (await store.waitingFor(villageId)).map(offerFacts),
    async release(offerId, liveSessionId, { name }) {
      const kind = await store.release(offerId, { liveSessionId, byName: name, at: clock.now() })
      if (kind !== 'released') return refuse({ kind })
      changed(liveSessionId)
      return accept(null)
    },
    releasedIn: latest,

    take: (buyerId, { offerId }) => take({ couponId: ids.next('coupon'), offerId, buyerId }),
    ownIn: async (buyerId, liveSessionId) => (await store.ownIn(buyerId, liveSessionId)).map(ownCoupon),
    async wallet(buyerId, limit) {
      const now = clock.now()
      return (await store.own(buyerId, limit)).map((row) => ({
        ...ownCoupon(row),
        villageId: row.offer.villageId,
        state: row.uses.length > 0 ? 'used' : row.expiresAt > now ? 'usable' : 'lapsed',
      }))
    },
    async usableFor({ buyerId, villageId, subtotalFen }) {
      const rows = await store.usable(buyerId, { villageId, spendFen: subtotalFen, now: clock.now() })
      return rows.map(ownCoupon)
    },
    reserve: (tx, wanted) => reserve(tx, wanted, clock.now()),
    use: (tx, use) => insertUse(tx, use, clock.now()),
    free: (tx, orderIds) => freeUses(tx, orderIds, clock.now()),
    useAgain: takeUsesAgain,

    invariants: () => couponInvariants(db),
    onChanged,
    close,
  }
}
