import type { OfferDraft, TakeRequest } from '#shared/coupon-forms.ts'
import type {
  OfferFacts,
  OfferKind,
  OfferRefusal,
  OfferView,
  OwnCoupon,
  TakeRefusal,
  UseRefusal,
} from '#shared/coupons.ts'
import type { Fen } from '#shared/money.ts'
import type { Result } from '#shared/result.ts'
import type { Tx } from '#server/platform/db.ts'

/** An offer as who pays it, and whose village it is for, see it. */
export type GrantedOffer = OfferFacts & {
  villageId: string
  liveSessionId: string | null
  grantedByName: string
  grantedAt: string
  releasedByName: string | null
  releasedAt: string | null
  withdrawnAt: string | null
  /** pieces that orders were placed with and that are not free again, and what they took off */
  used: number
  usedFen: Fen
}

/** `used`: an order was placed with it that is paid or may be paid yet */
export type KeptCoupon = OwnCoupon & { state: 'usable' | 'used' | 'lapsed'; villageId: string }

/** What a piece would be used for. */
export type Purchase = { buyerId: string; villageId: string; subtotalFen: Fen }

export type WantedCoupon = Purchase & { couponId: string; phoneKey: string }
export type ReservedCoupon = { couponId: string; offerId: string; phoneKey: string; amountFen: Fen }

/** A piece that may be used for a purchase. */
export type UsableCoupon = { couponId: string; kind: OfferKind; amountFen: Fen; lastDay: string }

export type Coupons = {
  /** The platform pays for it. Never changed from here on. */
  grant(
    draft: OfferDraft,
    by: { userId: string; name: string },
  ): Promise<Result<{ offerId: string }, OfferRefusal>>
  /** before it was released */
  withdraw(offerId: string): Promise<Result<null, OfferRefusal>>
  /** newest first */
  granted(limit: number): Promise<GrantedOffer[]>
  /** what a village's host has to release, oldest first */
  waitingFor(villageId: string): Promise<OfferFacts[]>
  /** Into a room that is on the air, once. */
  release(offerId: string, liveSessionId: string, by: { name: string }): Promise<Result<null, OfferRefusal>>
  /** what was released in a session, newest first; the same reading for all who ask while nothing changes */
  releasedIn(liveSessionId: string): Promise<OfferView[]>
  /** One piece a person; asked again, it is the same one. In a batch with those that came with it. */
  take(buyerId: string, request: Pick<TakeRequest, 'offerId'>): Promise<Result<OwnCoupon, TakeRefusal>>
  /** the reader's, of a session's offers */
  ownIn(buyerId: string, liveSessionId: string): Promise<OwnCoupon[]>
  /** all of a person's, newest first */
  wallet(buyerId: string, limit: number): Promise<KeptCoupon[]>
  /** what takes most off first */
  usableFor(purchase: Purchase): Promise<UsableCoupon[]>
  /** Keeps a piece for an order that is about to be placed, until the transaction ends. */
  reserve(tx: Tx, wanted: WantedCoupon): Promise<Result<ReservedCoupon, UseRefusal>>
  /** The order was written, with the piece's amount as its discount. */
  use(tx: Tx, use: ReservedCoupon & { orderId: string }): Promise<void>
  /** Nobody can pay for these orders any more, or what they paid goes back. */
  free(tx: Tx, orderIds: readonly string[]): Promise<void>
  /**
   * Orders that were given up and paid after all use their pieces again.
   * @returns those whose piece was used for another order meanwhile
   */
  useAgain(tx: Tx, orderIds: readonly string[]): Promise<Set<string>>
  /** what must be zero, always */
  invariants(): Promise<{ name: string; broken: number }[]>
  /** something of a session's offers has changed, here or on another node */
  onChanged(listener: (liveSessionId: string) => void): () => void
  close(): void
}
