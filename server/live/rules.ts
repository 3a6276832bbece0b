import { createHash } from 'node:crypto'
import type { HoldDetail } from '#server/flash-sale/index.ts'
import type { Left } from '#server/media/index.ts'
import type { LiveState, Playback, TickerView } from '#shared/live.ts'
import { SESSION_HOURS } from '#shared/plans.ts'
import { isOfRehearsal } from '#shared/rehearsal-room.ts'

/** Scripted buyers of the demo sign their visitor cookies with ids like this; real visitors' ids start otherwise. */
export const DEMO_BUYER_PREFIX = 'demo'

export function isDemoBuyer(buyerId: string): boolean {
  return buyerId.startsWith(`${DEMO_BUYER_PREFIX}_`)
}

/** Scripted buyers of a rehearsal are its own: their visitor cookies are signed for ids that begin with its id. */
export const rehearsalBuyerId = (liveSessionId: string, place: number) => `${liveSessionId}_${place}`
export const isRehearsalBuyer = (buyerId: string, liveSessionId: string) =>
  isOfRehearsal(liveSessionId) && buyerId.startsWith(`${liveSessionId}_`)

function kindOfName(buyerId: string) {
  if (isOfRehearsal(buyerId)) return '彩排买家'
  return isDemoBuyer(buyerId) ? '演示' : '山友'
}

/** 山友·8f2: the same person is always called the same, and nobody can tell who it is. Scripted buyers say so: 演示·8f2. */
export function maskedName(buyerId: string): string {
  return `${kindOfName(buyerId)}·${createHash('sha256').update(buyerId).digest('hex').slice(0, 3)}`
}

/**
 * The ticker's line for a hold: somebody got something, or has paid for it. Other changes are nobody's business, nor is
 * the hold's id, which names its claim.
 */
export function tickerLine(
  hold: Pick<HoldDetail, 'sequence' | 'state' | 'buyerId' | 'saleId' | 'quantity'>,
  at: string,
): TickerView {
  const kind = hold.state === 'paid' ? 'paid' : 'held'
  return {
    id: `${hold.saleId}:${hold.sequence}:${kind}`,
    kind,
    buyer: maskedName(hold.buyerId),
    saleId: hold.saleId,
    quantity: hold.quantity,
    at,
    demo: isDemoBuyer(hold.buyerId),
  }
}

/** After a restart of the node, until the host's device has dialled again: a replay is no broadcast. */
export const shown = (playback: Playback, state: LiveState): Playback =>
  state === 'live' && playback.state === 'recorded' ? { state: 'none' } : playback

/** 网络交易监督管理办法 第二十条: a live broadcast of a sale is kept for three years from its end. The database refuses less. */
export function keptUntil(endedAt: Date): Date {
  const until = new Date(endedAt)
  until.setUTCFullYear(until.getUTCFullYear() + KEPT_YEARS)
  return until
}
const KEPT_YEARS = 3
const DAY_MS = 86_400_000

/**
 * Whether what no session knows may go. It may be the broadcast of one that a restored database has forgotten, so it is
 * kept as if it had ended when it was last written; rehearsals, and what nobody could have seen, for a day.
 */
export function isNobodys(liveSessionId: string, { of, touchedAt }: Left, now: Date): boolean {
  if (of === 'something_else') return false
  const isNoBroadcast = of === 'nothing_shown' || isOfRehearsal(liveSessionId)
  const until = isNoBroadcast ? touchedAt.getTime() + DAY_MS : keptUntil(touchedAt).getTime()
  return until < now.getTime()
}

const GONE_MS = 30 * 60_000
const OVER_MS = SESSION_HOURS * 3_600_000
/** When a session at which nobody was seen since then ends by itself: as late as a plan lapses that nobody begins. */
export const endsUnattendedAt = (attendedAt: Date) => new Date(attendedAt.getTime() + OVER_MS)
/** Whether it is `attended`, its host is to be told that nobody is there (`left`), or it is to end (`over`). */
export function attendance(attendedAt: Date, now: Date): 'attended' | 'left' | 'over' {
  const awayMs = now.getTime() - attendedAt.getTime()
  if (awayMs >= OVER_MS) return 'over'
  return awayMs >= GONE_MS ? 'left' : 'attended'
}

/** Longer than any node takes to write the last of a session that has ended. */
const LAST_WRITES_MS = 10 * 60_000
/** Whether no node writes its recording any more. */
export const isAllWritten = (endedAt: Date, now: Date) => now.getTime() - endedAt.getTime() > LAST_WRITES_MS
