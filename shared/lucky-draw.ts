import { checkOrder, type DrawView, type OrderCheck } from './draw.ts'
import type { GuardRefusal } from './guard.ts'
import { fen, type Fen } from './money.ts'
import type { DoorRefusal, Result } from './result.ts'

// 抽奖: the lucky draw of a live room. docs/decisions/049. Phones run this, so its schemas are in ./lucky-draw-forms.ts.

/** 规范促销行为暂行规定: what one prize of a draw may be worth at most. */
export const PRIZE_VALUE_MAX = fen(5_000_000)
export const PRIZES_MAX = 20
/** code points, as the database counts */
export const PRIZE_WORDS_MAX = 40
/** for how long it can be entered */
export const DRAW_MINUTES = [1, 3, 5, 10] as const
/** in which a winner says where the prize is to go */
export const ADDRESS_DAYS = 7
export const ENTRIES_PAGE = 100

/** An entry that won: `name` is masked, as the room knows it. */
export type DrawWinner = { number: number; name: string }

/** What everybody may know of a draw. `winners`: in the order drawn; none before. */
export type LuckyDrawView = DrawView & {
  drawId: string
  liveSessionId: string
  prize: string
  prizes: number
  /** of one prize, for reference */
  valueFen: Fen
  giver: string
  offeredAt: string
  closesAt: string
  winners: DrawWinner[]
}

export type LuckyEntry = { number: number; tag: string; enteredAt: string; rank: number | null }
/** A page of a draw's entries; `next`: where the page after it begins, null at the end */
export type LuckyEntriesPage = { drawId: string; draw: DrawView; entries: LuckyEntry[]; next: number | null }

/** The reader's own entry. */
export type OwnLuckyEntry = { drawId: string; number: number }

export type DrawOfferRefusal =
  { kind: 'live_session_not_live' } | { kind: 'draw_running' } | { kind: 'prize_too_valuable' }

export type DrawEntryRefusal =
  | { kind: 'draw_not_found' }
  | { kind: 'draw_closed' }
  /** this key was used for another entry */
  | { kind: 'claim_key_reused' }
  /** as many take part as can, or the queue in front of the database is full */
  | { kind: 'busy'; retryAfterMs: number }
/** Asked again by the same person, it is the same entry. */
export type DrawEntryAnswer = Result<OwnLuckyEntry, DrawEntryRefusal | GuardRefusal | DoorRefusal>

export type PrizeRefusal =
  /** nobody won with this entry */
  | { kind: 'prize_not_won' }
  | { kind: 'prize_lapsed' }
  | { kind: 'prize_sent' }
  /** this phone gets a prize of the draw already */
  | { kind: 'prize_phone_taken' }
  | { kind: 'prize_without_address' }

/** `winnersFit`: who is said to have won is the first of the order, as many as there are prizes */
export type LuckyDrawCheck = OrderCheck & { winnersFit: boolean }

/** Makes a published draw again. @returns null while its seed is secret */
export function checkLuckyDraw(
  { drawId, prizes, winners }: Pick<LuckyDrawView, 'drawId' | 'prizes' | 'winners'>,
  draw: DrawView,
  entries: readonly LuckyEntry[],
): LuckyDrawCheck | null {
  const check = checkOrder(drawId, draw, entries)
  if (!check) return null
  const rankOf = new Map(entries.map(({ number, rank }) => [number, rank]))
  return {
    ...check,
    winnersFit:
      winners.length === Math.min(prizes, entries.length) &&
      winners.every(({ number }, place) => rankOf.get(number) === place + 1),
  }
}

/** There is a prize for each who takes part now. */
export const everybodyWins = ({ entries, prizes }: Pick<LuckyDrawView, 'entries' | 'prizes'>) =>
  entries > 0 && entries <= prizes
