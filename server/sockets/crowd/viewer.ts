import type { Socket as NetSocket } from 'node:net'
import { createWire, type Conn } from '../wire.ts'

/**
 * Bytes that one client may have waiting in our memory: half a minute of a busy room. More, and it is behind: it hears
 * nothing until it has read what it has, and then asks for the truth.
 */
export const MOST_WAITING_BYTES = 65_536

/** As much of a socket.io socket as there is to know here. */
export type ViewerSocket = { emit(event: 'news:missed'): unknown; conn: Conn }

export type Viewer = {
  socket: ViewerSocket
  /** `behind`: it gets nothing now. `not_by_frame`: it is to be told the usual way */
  tell(frame: Buffer): 'told' | 'behind' | 'not_by_frame'
}

/** One client of a crowd. */
export function createViewer(socket: ViewerSocket): Viewer {
  const { conn } = socket
  const wire = createWire(conn)
  let isBehind = false

  function fallBehind(open: NetSocket) {
    isBehind = true
    open.once('drain', () => {
      isBehind = false
      socket.emit('news:missed')
    })
  }

  return {
    socket,
    tell(frame) {
      const open = wire.open()
      if (!open) return 'not_by_frame'
      if (isBehind) return 'behind'
      if (open.writableLength > MOST_WAITING_BYTES) {
        fallBehind(open)
        return 'behind'
      }
      // What engine.io has not yet handed on goes first.
      if (conn.writeBuffer.length > 0) return 'not_by_frame'
      open.write(frame)
      return 'told'
    },
  }
}
