import { isOfRehearsal } from '#shared/rehearsal-room.ts'
import { DEMO_BUYER_PREFIX, rehearsalBuyerId, type LiveSessions } from '../live/index.ts'
import type { Log } from '../platform/log.ts'
import { visitorCookie } from '../platform/visitor.ts'
import { sendDemoBuyer, type DemoBuyer } from './demo-buyer.ts'

const CROWD = 24
/** In a rehearsal it is one person who has to follow what they do, and nobody else who wants what they take. */
const PRACTICE_CROWD = 8
/** Scripted buyers of the demo leave the rest for people. */
const SHARE_OF_STOCK = 0.6

type DemoBuyersDeps = {
  live: Pick<LiveSessions, 'liveNow' | 'rehearsalsOnAirHere'>
  log: Log
  /** signs their visitor cookies, in whose ids they say what they are */
  secret: string
  chance(): number
}
export type DemoBuyers = {
  connectTo(origin: string): void
  /** Fills the rooms whose host asked for it, and rehearsals, and leaves the others. */
  tend(): Promise<void>
  close(): Promise<void>
}

/** Crowds of scripted buyers, one per rehearsal and per live session that has them switched on. They come in by the front door. */
export function createDemoBuyers({ live, log, secret, chance }: DemoBuyersDeps): DemoBuyers {
  const crowds = new Map<string, DemoBuyer[]>()
  let origin: string | null = null

  function send(to: string, liveSessionId: string) {
    const isPractice = isOfRehearsal(liveSessionId)
    const shareOfStock = isPractice ? 1 : SHARE_OF_STOCK
    const crowd = Array.from({ length: isPractice ? PRACTICE_CROWD : CROWD }, (_, place) => {
      const visitorId = isPractice
        ? rehearsalBuyerId(liveSessionId, place)
        : `${DEMO_BUYER_PREFIX}_${liveSessionId}_${place}`
      const cookie = visitorCookie(visitorId, { secret, secure: false }).split(';')[0]!
      return sendDemoBuyer({ origin: to, liveSessionId, cookie, shareOfStock, chance })
    })
    crowds.set(liveSessionId, crowd)
    log.info({ liveSessionId, buyers: crowd.length }, 'demo buyers came in')
  }

  function leave(liveSessionId: string) {
    for (const buyer of crowds.get(liveSessionId) ?? []) buyer.leave()
    crowds.delete(liveSessionId)
  }

  return {
    connectTo(to) {
      origin = to
    },
    async tend() {
      if (origin === null) return
      const rooms = (await live.liveNow()).filter(({ demoBuyers }) => demoBuyers)
      const wanted = new Set([
        ...rooms.map(({ liveSessionId }) => liveSessionId),
        ...(await live.rehearsalsOnAirHere()),
      ])
      for (const liveSessionId of crowds.keys()) if (!wanted.has(liveSessionId)) leave(liveSessionId)
      for (const liveSessionId of wanted) if (!crowds.has(liveSessionId)) send(origin, liveSessionId)
    },
    async close() {
      origin = null
      for (const liveSessionId of crowds.keys()) leave(liveSessionId)
    },
  }
}
