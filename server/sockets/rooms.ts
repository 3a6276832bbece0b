import { chatRequest } from '#shared/chat.ts'
import { roomRequest } from '#shared/live.ts'
import { accept, refuse } from '#shared/result.ts'
import { maskedName } from '#server/live/index.ts'
import type { Asks } from './answering.ts'
import type { Entrance } from './entrance.ts'
import type { RoomNews } from './room-news.ts'
import { hostRoom, liveRoom, type RoomSocket, type SocketDeps } from './types.ts'

type RoomDeps = Pick<SocketDeps, 'services' | 'limits' | 'clock'> & {
  news: Pick<RoomNews, 'viewersChanged'>
  entrance: Entrance
}

export function roomAsks({
  services,
  limits,
  clock,
  news,
  entrance,
}: RoomDeps): Pick<Asks, 'room:join' | 'room:leave' | 'room:snapshot' | 'chat:send'> {
  const { live, liveReports, luckyDraws, likes, coupons } = services

  async function snapshot(liveSessionId: string, buyerId: string, socket: RoomSocket) {
    const room = await live.snapshot(liveSessionId, buyerId)
    if (room && socket.rooms.has(liveRoom(liveSessionId)))
      live.watches({ liveSessionId, buyerId, tab: socket.id })
    return room ? accept(room) : refuse({ kind: 'room_not_found' })
  }

  return {
    'room:join': {
      schema: roomRequest,
      limit: 'room',
      async run({ liveSessionId }, { buyerId, socket }) {
        if (!(await entrance.mayEnter(socket, liveSessionId))) return refuse({ kind: 'room_not_found' })
        // In the room first: what is told while the snapshot is read must not be missed.
        await socket.join(liveRoom(liveSessionId))
        const room = await snapshot(liveSessionId, buyerId, socket)
        if (room.ok) {
          socket.data.presentSince ??= clock.now().getTime()
          news.viewersChanged(liveSessionId)
          if (room.value.state === 'live') liveReports.came(liveSessionId, buyerId)
          const [draw, liked, offers] = await Promise.all([
            luckyDraws.latestIn(liveSessionId),
            likes.count(liveSessionId),
            coupons.releasedIn(liveSessionId),
          ])
          if (draw) socket.emit('draw:changed', draw)
          if (offers.length > 0) socket.emit('offers:changed', { liveSessionId, offers })
          if (liked > 0) socket.emit('likes:changed', { liveSessionId, likes: liked })
        } else await socket.leave(liveRoom(liveSessionId))
        return room
      },
    },
    'room:leave': {
      schema: roomRequest,
      limit: 'room',
      async run({ liveSessionId }, { socket }) {
        // A room that one is not in may be a made-up one, which nobody must come to remember.
        if (!socket.rooms.has(liveRoom(liveSessionId))) return accept(null)
        await socket.leave(liveRoom(liveSessionId))
        await socket.leave(hostRoom(liveSessionId))
        live.leaves({ liveSessionId, tab: socket.id })
        news.viewersChanged(liveSessionId)
        return accept(null)
      },
    },
    'room:snapshot': {
      schema: roomRequest,
      limit: 'room',
      async run({ liveSessionId }, { buyerId, socket }) {
        if (!(await entrance.mayEnter(socket, liveSessionId))) return refuse({ kind: 'room_not_found' })
        return snapshot(liveSessionId, buyerId, socket)
      },
    },
    'chat:send': {
      schema: chatRequest,
      limit: 'room',
      async run({ liveSessionId, text }, { buyerId, socket }) {
        if (!socket.rooms.has(liveRoom(liveSessionId))) return refuse({ kind: 'room_not_found' })
        const taken = await limits.take('chat', buyerId)
        if (!taken.ok) return refuse({ kind: 'chat_too_fast', retryAfterSec: taken.refusal.retryAfterSec })
        return live.say({ liveSessionId, buyerId, author: maskedName(buyerId), isHost: false, text })
      },
    },
  }
}
