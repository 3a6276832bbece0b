import { roomRequest } from '#shared/live.ts'
import { refuse } from '#shared/result.ts'
import type { Asks } from './answering.ts'
import { liveRoom, type SocketDeps } from './types.ts'

/** 点赞, by who is in the room. */
export function likeAsks({ services: { likes } }: Pick<SocketDeps, 'services'>): Pick<Asks, 'room:like'> {
  return {
    'room:like': {
      schema: roomRequest,
      limit: 'room',
      async run({ liveSessionId }, { buyerId, socket }) {
        if (!socket.rooms.has(liveRoom(liveSessionId))) return refuse({ kind: 'room_not_found' })
        return likes.like(liveSessionId, buyerId)
      },
    },
  }
}
