import { authorise, sessionTarget } from '#shared/policy.ts'
import { actorOf } from './actor-of.ts'
import { hostRoom, type RoomServer, type SocketDeps } from './types.ts'

type WatchersDeps = Pick<SocketDeps, 'services' | 'log'> & { viewersChanged(liveSessionId: string): void }

/** Those who watch as a session's host or helper, while they may: a role ends, and somebody signs out. */
export function createWatchers(
  io: RoomServer,
  { services: { identity, live }, log, viewersChanged }: WatchersDeps,
) {
  const { adapter, sockets } = io.sockets

  async function dismiss(liveSessionId: string): Promise<void> {
    const target = sessionTarget(await live.cardOrRehearsal(liveSessionId))
    for (const id of [...(adapter.rooms.get(hostRoom(liveSessionId)) ?? [])]) {
      const socket = sockets.get(id)
      if (!socket || authorise(await actorOf(socket, identity), 'host:watch', target).ok) continue
      await socket.leave(hostRoom(liveSessionId))
      socket.emit('host:dismissed', { liveSessionId })
      viewersChanged(liveSessionId)
    }
  }

  return {
    /** They hear nothing more, and are told so. */
    dismissWhoMayNot: (liveSessionId: string) =>
      void dismiss(liveSessionId).catch((error: unknown) =>
        log.warn({ error }, 'watchers were not looked at'),
      ),
  }
}
