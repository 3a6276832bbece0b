// Buyers in the room, who go on claiming whatever dies: each asks with one key until it is answered, and goes to the next
// node when its socket breaks, as a balancer would send it.
import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { io, type Socket } from 'socket.io-client'
import type { ClaimAnswer } from '#shared/flash-sale.ts'
import type { ClientToServer, ServerToClient } from '#shared/live.ts'
import { visitorCookie } from '#server/platform/visitor.ts'
import type { RunningShop } from '../rush/shop.ts'

/** From an answer to the next claim. */
const THINK_MS = 150
const AGAIN_MS = 50
const ANSWER_MS = 4_000

export type Claimed = { holdId: string | null; askedAt: number; answeredAt: number }
type Where = { shop: RunningShop; liveSessionId: string; saleId: string }
type RoomAnswer = Parameters<Parameters<ClientToServer['room:snapshot']>[1]>[0]
type RoomSocket = Socket<ServerToClient, ClientToServer>

/** A buyer who has the room open on node `first`, once it is let in. */
export async function aBuyer({ shop, liveSessionId, saleId }: Where, first: number) {
  const cookie = visitorCookie(`vis_${randomUUID()}`, { secret: shop.secret, secure: false }).split(';')[0]!
  const claimed: Claimed[] = []
  let visits = first
  let isLeaving = false
  let socket: RoomSocket = await arrive()

  /** @returns a socket that has joined the room, at whichever node lets it in */
  async function arrive(): Promise<RoomSocket> {
    for (; ; visits++) {
      const { port } = shop.nodes[visits % shop.nodes.length]!
      const opened: RoomSocket = io(`http://127.0.0.1:${port}`, {
        transports: ['websocket'],
        forceNew: true,
        reconnection: false,
        extraHeaders: { cookie },
      })
      const joined = await heard(opened, () =>
        opened.timeout(ANSWER_MS).emitWithAck('room:join', { liveSessionId }),
      )
      if (joined?.ok) return opened
      if (joined && joined.refusal.kind !== 'try_again') throw new Error(joined.refusal.kind)
      opened.disconnect()
      await sleep(AGAIN_MS)
    }
  }

  async function claim(): Promise<Claimed> {
    const request = { saleId, quantity: 1, claimKey: randomUUID() }
    const askedAt = performance.now()
    for (; ; await sleep(AGAIN_MS)) {
      if (!socket.connected) socket = await arrive()
      const answer: ClaimAnswer | null = await heard(socket, () =>
        socket.timeout(ANSWER_MS).emitWithAck('claim:create', request),
      )
      if (answer && (answer.ok || !['try_again', 'busy'].includes(answer.refusal.kind)))
        return { holdId: answer.ok ? answer.value.holdId : null, askedAt, answeredAt: performance.now() }
    }
  }

  async function shopOn() {
    while (!isLeaving) {
      claimed.push(await claim())
      await sleep(THINK_MS)
    }
  }
  const shopping = shopOn()

  return {
    claimed,
    /** what the shop shows this buyer when all is over */
    async seen(): Promise<string[]> {
      if (!socket.connected) socket = await arrive()
      const room: RoomAnswer = await socket.timeout(ANSWER_MS).emitWithAck('room:snapshot', { liveSessionId })
      if (!room.ok) throw new Error(room.refusal.kind)
      return room.value.holds.filter((hold) => hold.saleId === saleId).map(({ holdId }) => holdId)
    },
    async stop() {
      isLeaving = true
      await shopping
    },
    leave: () => socket.disconnect(),
  }
}
export type Buyer = Awaited<ReturnType<typeof aBuyer>>

/** @returns null when nobody answered */
async function heard<Answer>(socket: RoomSocket, ask: () => Promise<Answer>): Promise<Answer | null> {
  let lose = () => {}
  const lost = new Promise<null>((resolve) => {
    lose = () => resolve(null)
    socket.once('disconnect', lose).once('connect_error', lose)
  })
  const answer = await Promise.race([ask().catch(() => null), lost])
  socket.off('disconnect', lose).off('connect_error', lose)
  return answer
}
