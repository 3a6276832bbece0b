import type { Audience } from '#server/live-report/index.ts'
import { answering, createInFlight, type Ask, type AskName, type Asks } from './answering.ts'
import { answerByFrame } from './answers.ts'
import { claimAsks } from './claims.ts'
import { couponAsks } from './coupons.ts'
import { drawAsks } from './draws.ts'
import { createEntrance } from './entrance.ts'
import { admitting, identify } from './handshake.ts'
import { hearByFrame } from './hearing.ts'
import { hostAsks } from './host.ts'
import { likeAsks } from './likes.ts'
import { tellRooms } from './room-news.ts'
import { roomAsks } from './rooms.ts'
import { createSocketServer } from './server.ts'
import { dropSlowSockets } from './slow-sockets.ts'
import { createTabs } from './tabs.ts'
import {
  buyerRoom,
  hostRoom,
  isLiveRoom,
  liveRoom,
  type RoomServer,
  type RoomSocket,
  type SocketDeps,
} from './types.ts'

export { openIngest } from './ingest.ts'
export { openRtmp, type RtmpDoor } from './rtmp/rtmp.ts'

export type Sockets = {
  audience: Audience
  /** whether a host, or who helps, has the desk of a session open on this node */
  isAtDesk(liveSessionId: string): boolean
  close(): Promise<void>
}

/** The live door: asks with an answer, and news. The protocol is docs/protocol.md. */
export function openSockets(deps: SocketDeps): Sockets {
  const { metrics, log } = deps
  const io = createSocketServer(deps.http, admitting(deps), {
    isDevelopment: deps.env.SHANHUO_ENV === 'development',
  })
  identify(io, deps)
  const inFlight = createInFlight()
  const tabs = createTabs()
  const news = tellRooms(io, { ...deps, tabs })
  const entrance = createEntrance(deps.services)
  const asks: Asks = {
    ...{ ...claimAsks({ ...deps, entrance }), ...drawAsks(deps), ...couponAsks(deps), ...likeAsks(deps) },
    ...{ ...roomAsks({ ...deps, news, entrance }), ...hostAsks({ ...deps, news }) },
  }
  const listeners = Object.entries(asks).map(
    ([name, ask]) =>
      [name as AskName, answering(name as AskName, ask as Ask<AskName>, { ...deps, inFlight })] as const,
  )
  const stopDropping = dropSlowSockets(io, log)

  io.on('connection', (socket: RoomSocket) => {
    metrics.sockets.inc()
    const { buyerId } = socket.data
    if (buyerId !== null) {
      void socket.join(buyerRoom(buyerId))
      socket.data.tabs = tabs.opened(buyerId)
      socket.on('disconnect', () => tabs.closed(buyerId))
    }
    const listening = new Map(listeners.map(([name, listener]) => [name, listener(socket)]))
    for (const [name, listener] of listening) socket.on(name, listener)
    // `ack` is typed as private.
    const framed = socket as unknown as Parameters<typeof answerByFrame>[0] &
      Parameters<typeof hearByFrame>[0]
    answerByFrame(framed)
    hearByFrame(framed, listening)
    socket.on('disconnecting', () => {
      for (const room of socket.rooms) {
        if (!isLiveRoom(room)) continue
        const liveSessionId = room.slice(5)
        deps.services.live.leaves({ liveSessionId, tab: socket.id })
        news.viewersChanged(liveSessionId)
      }
    })
    socket.on('disconnect', () => metrics.sockets.dec())
  })

  return {
    audience: audienceOf(io),
    isAtDesk: (liveSessionId) => io.sockets.adapter.rooms.has(hostRoom(liveSessionId)),
    async close() {
      stopDropping()
      news.stop()
      await inFlight.settled()
      await io.close()
    },
  }
}

/** Who is in a room of this node now: a visitor once for each of its sockets. */
function audienceOf(io: RoomServer): Audience {
  const { adapter, sockets } = io.sockets
  return (liveSessionId) =>
    [...(adapter.rooms.get(liveRoom(liveSessionId)) ?? [])].flatMap(
      (id) => sockets.get(id)?.data.buyerId ?? [],
    )
}
