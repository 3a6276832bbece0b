// What the processes of the bench say to one another.

/** who carries the chat: the shop, with all that it asks of a line; socket.io as it comes, which keeps nothing */
export const CONTESTANTS = ['stock', 'ours'] as const
export type Contestant = (typeof CONTESTANTS)[number]

export type StockReady = { port: number }

/** `viewers` are in the room, of whom the first `speakers` speak in turn, `perSecond` lines in all */
export type Room = {
  port: number
  secret: string
  liveSessionId: string
  viewers: number
  speakers: number
  perSecond: number
}
export type CrowdOrder = { seat: Room } | { talkSec: number } | 'leave'
export type CrowdHeard = {
  said: number
  /** acknowledged as said */
  accepted: number
  /** why lines were refused, by kind */
  refused: Record<string, number>
  /** lines heard, of all viewers together */
  heard: number
  /** lines that a viewer heard a second time */
  twice: number
  /** viewers who heard the lines in another order than the first of them */
  disordered: number
  /** from being sent to being heard by a viewer, ms */
  p50Ms: number
  p99Ms: number
  /** from being sent to being acknowledged, ms */
  answerP99Ms: number
}
