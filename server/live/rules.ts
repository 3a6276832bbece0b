import { createHash } from 'node:crypto'
import type { HoldDetail } from '#server/flash-sale/index.ts'
import type { LiveState, Playback, TickerView } from '#shared/live.ts'
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

/** The ticker's line for a hold: somebody got something, or has paid for it. Other changes are nobody's business. */
export function tickerLine(
  hold: Pick<HoldDetail, 'holdId' | 'state' | 'buyerId' | 'saleId' | 'quantity'>,
  at: string,
): TickerView {
  const kind = hold.state === 'paid' ? 'paid' : 'held'
  return {
    id: `${hold.holdId}:${kind}`,
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
