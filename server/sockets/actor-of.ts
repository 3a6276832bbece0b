import type { Actor } from '#shared/roles.ts'
import type { RoomSocket, SocketDeps } from './types.ts'

/** Who a socket speaks for now: the login session is asked again each time, because a socket outlives a sign-out. */
export function actorOf(
  socket: Pick<RoomSocket, 'handshake'>,
  identity: SocketDeps['services']['identity'],
): Promise<Actor | null> {
  return identity.actor(new Headers({ cookie: socket.handshake.headers.cookie ?? '' }))
}
