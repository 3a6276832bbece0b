import type { HoldView, Place, SaleAsk, SaleView } from '#shared/flash-sale.ts'
import type { SaleRefusal } from './answer.ts'

/** What the buyer's own tap is doing. `queued`: so many are asked before it; null: the queue is full, we ask again. */
export type Tap =
  | { kind: 'resting' }
  | { kind: 'asking' }
  /** the sale is under attack, and this page shows that it is not a program */
  | { kind: 'proving' }
  | { kind: 'queued'; ahead: number | null }
  | { kind: 'refused'; refusal: SaleRefusal }

/** What the button says. One at a time; the order of the rules below is the order of importance. */
export type ClaimState =
  | { kind: 'held'; hold: HoldView }
  | { kind: 'asking' | 'proving' }
  | { kind: 'queued'; ahead: number | null }
  /** `elsewhere`: with what another device of the account has yet to pay for */
  | { kind: 'limit'; limit: number; elsewhere: boolean }
  | { kind: 'not_open'; opensAt: string | null }
  /** `stopped`: all sales of the session were (急停) */
  | { kind: 'paused'; stopped: boolean }
  /** `recalled`: a lot of it was called back */
  | { kind: 'ended'; recalled: boolean }
  /** `mayWait`: a tap is a place in the line for what comes back */
  | { kind: 'sold_out'; held: number; mayWait: boolean; waiting: number }
  /**
   * 候补. `ahead`: at most so many before the buyer; null: out of the draw, and not known yet. `paysFirst`: others come
   * first, also those who join later
   */
  | { kind: 'waiting'; ahead: number | null; paysFirst: boolean }
  /** a tap takes part in the draw that opens the sale */
  | { kind: 'enter'; opensAt: string | null }
  /** `number`: in the list of entries, which says nothing about the order of the draw */
  | { kind: 'entered'; number: number }
  | { kind: 'ready' }

type Sale = SaleView & { perBuyerLimit: number }
type Entry = { saleId: string; number: number }
type Seen = {
  sale: Sale
  holds: readonly HoldView[]
  /** draws that the buyer has entered */
  entries: readonly Entry[]
  /** lines that the buyer is in; null: there is no line */
  places: readonly Place[] | null
  tap: Tap
  serverNowMs: number
}

export function claimState({ sale, holds, entries, places, tap, serverNowMs }: Seen): ClaimState {
  const own = holds.filter((hold) => hold.saleId === sale.saleId)
  const waiting = own.find((hold) => isToPay(hold, serverNowMs))
  if (waiting) return { kind: 'held', hold: waiting }
  if (tap.kind === 'asking' || tap.kind === 'proving' || tap.kind === 'queued') return tap
  if (sale.state === 'ended') return { kind: 'ended', recalled: sale.stop?.kind === 'recall' }
  if (takenOf(own, serverNowMs) >= sale.perBuyerLimit || isOverLimit(tap)) {
    const elsewhere = own.some((hold) => hold.elsewhere && isOpen(hold, serverNowMs))
    return { kind: 'limit', limit: sale.perBuyerLimit, elsewhere }
  }
  if (sale.state === 'paused') return { kind: 'paused', stopped: sale.stop?.kind === 'emergency' }
  if (sale.state === 'scheduled' && sale.opening !== 'first_come') {
    const number = entryOf(sale, entries, tap)
    return number === null ? { kind: 'enter', opensAt: sale.opensAt } : { kind: 'entered', number }
  }
  if (sale.state !== 'open') return { kind: 'not_open', opensAt: sale.opensAt }
  const place = places?.find(({ saleId, number }) => saleId === sale.saleId && number >= sale.waitFirst)
  if (place) return { kind: 'waiting', ahead: aheadOf(sale, place), paysFirst: place.paysFirst }
  if (sale.left > 0) return { kind: 'ready' }
  // Whoever was in the draw and got nothing waits by itself.
  if (own.length === 0 && entryOf(sale, entries, tap) !== null)
    return { kind: 'waiting', ahead: null, paysFirst: false }
  const mayWait = places !== null && sale.opening !== 'raffle'
  return { kind: 'sold_out', held: sale.held, mayWait, waiting: sale.waiting }
}

/** What a tap on the button asks for. */
export function askOf({ kind }: ClaimState): SaleAsk {
  if (kind === 'waiting') return 'leave'
  return kind === 'sold_out' ? 'wait' : 'claim'
}

/** Some of those before the buyer may have left since it was counted. */
function aheadOf({ waiting, waitFirst }: Sale, { number, ahead, paysFirst }: Place): number {
  if (paysFirst) return Math.max(0, waiting - 1)
  return Math.max(0, Math.min(ahead, number - waitFirst, waiting - 1))
}

/** @returns the place in the list of entries of the sale's draw; null: not in it */
function entryOf(sale: Sale, entries: readonly Entry[], tap: Tap): number | null {
  if (tap.kind === 'refused' && tap.refusal.kind === 'in_draw') return tap.refusal.number
  return entries.find(({ saleId }) => saleId === sale.saleId)?.number ?? null
}

/** A hold that still asks for money, here. */
export function isToPay(hold: HoldView, serverNowMs: number): boolean {
  return !hold.elsewhere && isOpen(hold, serverNowMs)
}

function isOpen(hold: HoldView, serverNowMs: number): boolean {
  return (hold.state === 'held' || hold.state === 'paying') && Date.parse(hold.expiresAt) > serverNowMs
}

function takenOf(own: readonly HoldView[], serverNowMs: number): number {
  const counted = own.filter((hold) => hold.state === 'paid' || isOpen(hold, serverNowMs))
  return counted.reduce((sum, hold) => sum + hold.quantity, 0)
}

function isOverLimit(tap: Tap): boolean {
  return tap.kind === 'refused' && tap.refusal.kind === 'over_limit'
}

/** How many the buyer may choose from: what is left, within the limit. */
export function mostPerTap({ left, perBuyerLimit }: Pick<Sale, 'left' | 'perBuyerLimit'>): number {
  return Math.max(1, Math.min(left, perBuyerLimit))
}
