import type { Log } from '#server/platform/log.ts'
import type { RoomServer } from './types.ts'

const LOOK_MS = 5_000
/** Packets that one socket may have waiting: about ten seconds of news. */
const MOST_WAITING = 100

/**
 * A client that does not read must not fill our memory. News of its room passes it over (./crowd); one that lets all
 * else pile up, or that polls too seldom, is disconnected, comes back by itself, and joins with a snapshot.
 */
export function dropSlowSockets(io: RoomServer, log: Log) {
  const timer = setInterval(() => {
    for (const socket of io.sockets.sockets.values()) {
      // Typed as private, and nothing public says it.
      const waiting: unknown = Reflect.get(socket.conn, 'writeBuffer')
      if (!Array.isArray(waiting) || waiting.length <= MOST_WAITING) continue
      log.info({ waiting: waiting.length }, 'a slow socket was dropped')
      socket.conn.close(true)
    }
  }, LOOK_MS).unref()
  return () => clearInterval(timer)
}
