import { z } from 'zod'
import { claimPass, type GuardRefusal } from './guard.ts'
import type { Fen } from './money.ts'
import { wholeNumber } from './number.ts'
import type { DoorRefusal, Result } from './result.ts'

// The contract of claiming, for the socket and the form alike.

/** A hold lasts this long (限时占用), and is extended once by HOLD_EXTENSION_SEC when payment begins. */
export const HOLD_SEC = 300
export const HOLD_EXTENSION_SEC = 180
/** What comes back is offered to who waits for it, for so long. */
export const OFFER_SEC = 90
/**
 * 先付款: whoever let so many holds lapse in so many hours, and has paid for none since, is held units for this long only,
 * and has HOLD_EXTENSION_SEC for the payment page, counted from the moment at which payment begins. In sales that say so.
 */
export const PAY_FIRST_SEC = 90
export const PAY_FIRST_AFTER_LAPSES = 3
export const PAY_FIRST_WITHIN_HOURS = 24
export const CLAIM_QUANTITY_MAX = 99
export const ALLOTMENT_MAX = 100_000

export const saleState = z.enum(['draft', 'scheduled', 'open', 'paused', 'ended'])
export type SaleState = z.infer<typeof saleState>
/** How units are given out: `fair` shuffles who is there before it opens; `raffle` takes nobody else. */
export const saleOpening = z.enum(['first_come', 'fair', 'raffle'])
export type SaleOpening = z.infer<typeof saleOpening>
/** `rehearsal`: of a rehearsal, out of no stock and never paid for */
export type SaleKind = 'flash' | 'shelf' | 'rehearsal'

export const holdState = z.enum(['held', 'paying', 'paid', 'expired', 'released', 'refunded_late'])
export type HoldState = z.infer<typeof holdState>

/** `claimKey` is made by the button, once per intention. */
export const claimRequest = z.object({
  saleId: z.string().min(1).max(64),
  quantity: wholeNumber({ min: 1, max: CLAIM_QUANTITY_MAX }),
  claimKey: z.uuid(),
  pass: claimPass.optional(),
})
/** What the form of a sale asks for; without one it is a claim. */
export const saleAsk = z.enum(['claim', 'wait', 'leave']).default('claim')
export type SaleAsk = z.infer<typeof saleAsk>
export type ClaimRequest = z.infer<typeof claimRequest>

/** A hold's id has the letters of its sale's and of its claim key in it. */
const LONGEST_HOLD_ID = 96
export const releaseRequest = z.object({ holdId: z.string().min(1).max(LONGEST_HOLD_ID) })
export type ReleaseRequest = z.infer<typeof releaseRequest>

/** A claim granted, as the buyer sees it. `sequence` is the receipt number within the sale. */
export type HoldView = {
  holdId: string
  saleId: string
  quantity: number
  unitPriceFen: Fen
  sequence: number
  state: HoldState
  /** ISO instants, server time */
  expiresAt: string
  createdAt: string
  /** shorter than others, because its buyer pays first */
  payFirst: boolean
  /** kept for the same account on another device, which pays for it */
  elsewhere?: true
}

export type ClaimRefusal =
  | { kind: 'sale_not_found' }
  | { kind: 'sale_not_open'; opensAt: string | null }
  | { kind: 'sale_paused' }
  | { kind: 'sale_ended' }
  /** goods of this lot were called back */
  | { kind: 'sale_recalled' }
  /** no unit is free now; `held` of them may come back when holds expire */
  | { kind: 'sold_out'; left: number; held: number }
  /** `taken`: what the buyer already has in this sale, held or paid */
  | { kind: 'over_limit'; limit: number; taken: number }
  /** the claim came before the opening second and takes part in the draw, as entry `number` */
  | { kind: 'in_draw'; number: number; opensAt: string }
  /** a raffle takes no claims after its draw */
  | { kind: 'raffle_drawn' }
  /** this claim key was used for another claim */
  | { kind: 'claim_key_reused' }
  /** the queue in front of the database is full */
  | { kind: 'busy'; retryAfterMs: number }

export type ClaimAnswer = Result<HoldView, ClaimRefusal | GuardRefusal | DoorRefusal>

/**
 * 候补: a place in the line for units that come back. `ahead`: so many wait before this buyer, at that moment.
 * `paysFirst`: the buyer comes after everybody else, also those who join later.
 */
export type Place = { saleId: string; number: number; ahead: number; quantity: number; paysFirst: boolean }
/** Asked like a claim. Whoever asks while units are free is offered them at once. */
export type WaitAnswer = Result<
  { kind: 'waiting'; place: Place } | { kind: 'offered'; hold: HoldView },
  ClaimRefusal | GuardRefusal | { kind: 'line_full' } | DoorRefusal
>
export const leaveRequest = z.object({ saleId: z.string().min(1).max(64) })
export type LeaveRequest = z.infer<typeof leaveRequest>
export type LeaveAnswer = Result<null, { kind: 'not_waiting' } | DoorRefusal>

/**
 * Why a sale stands still or is over, beyond its ordinary life. `emergency`: the host stopped everything at once
 * (急停; paused); `recall`: a lot was called back (召回; ended). `by` is the name of who did it.
 */
export type SaleStop = { kind: 'emergency' | 'recall'; by: string }

/** A sale as viewers see it; news carries the same shape. */
export type SaleView = {
  saleId: string
  version: number
  state: SaleState
  opening: SaleOpening
  total: number
  held: number
  sold: number
  left: number
  opensAt: string | null
  /** moves by the length of each pause */
  endsAt: string | null
  stop: SaleStop | null
  /** 候补: so many wait, and no number below `waitFirst` does any more */
  waiting: number
  waitFirst: number
}

export const flashSaleDraft = z.object({
  variantId: z.string().min(1).max(64),
  priceFen: wholeNumber({ min: 100, max: 10_000_000 }),
  total: wholeNumber({ min: 1, max: ALLOTMENT_MAX }),
  perBuyerLimit: wholeNumber({ min: 1, max: CLAIM_QUANTITY_MAX }),
  durationSec: wholeNumber({ min: 30, max: 7200 }),
  opening: saleOpening.optional(),
  /** whoever let holds lapse again and again pays first */
  payFirst: z.boolean().optional(),
})
export type FlashSaleDraft = z.infer<typeof flashSaleDraft>

export type SaleChangeRefusal =
  | { kind: 'sale_not_found' }
  | { kind: 'wrong_state'; state: SaleState }
  /** `available`: pieces that could still be carved out of the stock */
  | { kind: 'not_enough_stock'; available: number }
  | { kind: 'lot_recalled' }
  | { kind: 'lot_without_certificate' }
  /** the opening second has passed by the server's clock */
  | { kind: 'opening_passed' }
  /** fewer pieces than that are free to be taken back; one must stay */
  | { kind: 'not_enough_left'; left: number }
  | { kind: 'live_session_not_live' }
  | { kind: 'price_below_minimum'; minimumFen: Fen }
