import type { GuardRefusal } from './guard.ts'
import { fen, type Fen } from './money.ts'
import type { DoorRefusal, Result } from './result.ts'

// 优惠券 and 红包: money off a live sale that the platform pays. docs/decisions/053. Phones run this, so its schemas are
// in ./coupon-forms.ts.

export const OFFER_KINDS = ['coupon', 'red_packet'] as const
export type OfferKind = (typeof OFFER_KINDS)[number]

export const OFFER_PIECES_MAX = 5_000
/** what one offer may cost the platform */
export const OFFER_TOTAL_MAX = fen(2_000_000)
export const VALID_DAYS = [1, 3, 7, 15, 30] as const

/** No piece takes off more than half of what must be spent to use it. */
export const leastSpend = (mostOfAPieceFen: Fen): Fen => fen(mostOfAPieceFen * 2)

/** What an offer is, for everybody. */
export type OfferFacts = {
  offerId: string
  kind: OfferKind
  /** of each piece; null where pieces differ and are not known before they are opened */
  amountFen: Fen | null
  totalFen: Fen
  pieces: number
  taken: number
  minSpendFen: Fen
  /** a piece is valid on the day it is taken and so many days more */
  validDays: number
}
/** One that was released into a room. */
export type OfferView = OfferFacts & { liveSessionId: string }

/** A piece that the reader has. */
export type OwnCoupon = {
  couponId: string
  offerId: string
  kind: OfferKind
  amountFen: Fen
  minSpendFen: Fen
  /** the last business day on which it can be used */
  lastDay: string
}

export type OfferRefusal =
  /** the money can't be divided so that each piece is worth a fen and at most half of what must be spent */
  | { kind: 'offer_does_not_divide'; leastSpendFen: Fen }
  | { kind: 'offer_too_dear'; mostFen: Fen }
  | { kind: 'offer_gone' }
  | { kind: 'live_session_not_live' }

export type TakeRefusal =
  | { kind: 'offer_not_found' }
  /** the session is over */
  | { kind: 'offer_over' }
  | { kind: 'all_taken' }
  /** the queue in front of the database is full */
  | { kind: 'busy'; retryAfterMs: number }
/** Asked again by the same person, it is the same piece. */
export type TakeAnswer = Result<OwnCoupon, TakeRefusal | GuardRefusal | DoorRefusal>

export type UseRefusal =
  /** used, lapsed, for another village's goods, or for more than they cost */
  | { kind: 'coupon_not_usable' }
  /** another order for this phone has had a piece of the same offer */
  | { kind: 'coupon_used_by_phone' }
