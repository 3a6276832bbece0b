import type { OwnCoupon, TakeRefusal } from '#shared/coupons.ts'
import { accept, refuse, type Result } from '#shared/result.ts'
import type { Clock } from '#server/platform/clock.ts'
import type { Db } from '#server/platform/db.ts'
import { createDesk } from '#server/platform/desk.ts'
import type { Ids } from '#server/platform/ids.ts'
import type { Log } from '#server/platform/log.ts'
import type { NodeBus } from '#server/platform/node-bus.ts'
import { createRemembered } from '#server/platform/remembered.ts'
import { createSessionNews } from '#server/platform/session-news.ts'
import type { RevenueShare } from '#server/revenue-share/index.ts'
import { piecesOf } from './pieces.ts'
import { createCouponStore, type CouponStore, type OfferRow, type TakeAsked } from './store.ts'
import type { Coupons } from './types.ts'
import { freeUses, insertUse, reserve, takeUsesAgain } from './use-store.ts'
import { grantedOffer, offerView, ownCoupon } from './views.ts'

/** As claims: about a second of work may wait before the database. */
const MAX_BATCH = 500
const MAX_QUEUE = 5_000
const BUSY_RETRY_MS = 1_000
const MINUTE_MS = 60_000
/** A crowd that opens the room at once is served by one reading. */
const SHARED_MS = 1_000

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
  const released = createRemembered({ clock, forMs: SHARED_MS }, async (liveSessionId) =>
    (await store.releasedIn(liveSessionId)).map((row) => offerView({ ...row, liveSessionId })),
  )
  const { changed, onChanged, close } = createSessionNews({
    ...{ bus, log, name: 'coupons-changed', forget: released.forget },
    recent: () => store.sessionsSince(new Date(clock.now().getTime() - MINUTE_MS)),
  })
  const desk = createTakingDesk({ store, clock, changed })
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
    waitingFor: async (villageId) => withUse(await store.waitingFor(villageId)),
    async release(offerId, liveSessionId, { name }) {
      const kind = await store.release(offerId, { liveSessionId, byName: name, at: clock.now() })
      if (kind !== 'released') return refuse({ kind })
      changed(liveSessionId)
      return accept(null)
    },
    releasedIn: released.get,

    take: async (buyerId, { offerId }) =>
      (await desk.ask({ couponId: ids.next('coupon'), offerId, buyerId })) ??
      refuse({ kind: 'busy', retryAfterMs: BUSY_RETRY_MS }),
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

    invariants: store.invariants,
    onChanged,
    close,
  }
}

type DeskDeps = { store: CouponStore; clock: Clock; changed(liveSessionId: string): void }

/** All who take a piece queue for one row: at a desk, so that they don't take every connection there is. */
function createTakingDesk({ store, clock, changed }: DeskDeps) {
  return createDesk<TakeAsked, TakeOutcome>({
    async run(batch) {
      const rows = await store.take(batch, clock.now())
      const pieces = new Map(
        (await store.find(rows.flatMap(({ couponId }) => couponId ?? []))).map((row) => [row.id, row]),
      )
      for (const liveSessionId of new Set(rows.map((row) => row.liveSessionId)))
        if (liveSessionId) changed(liveSessionId)
      return rows.map(({ outcome, couponId }) =>
        outcome === 'taken' ? accept(ownCoupon(pieces.get(couponId!)!)) : refuse({ kind: outcome }),
      )
    },
    maxBatch: MAX_BATCH,
    maxQueue: MAX_QUEUE,
  })
}
