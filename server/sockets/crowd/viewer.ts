import type { Socket as Wire } from 'node:net'

/**
 * Bytes that one client may have waiting in our memory: half a minute of a busy room. More, and it is behind: it hears
 * nothing until it has read what it has, and then asks for the truth.
 */
export const MOST_WAITING_BYTES = 65_536

type WebSocket = { readyState: number; _socket?: Wire }

/** As much of a socket.io socket as there is to know here; the inner half is engine.io's and ws's. */
export type ViewerSocket = {
  emit(event: 'news:missed'): unknown
  conn: {
    readyState: string
    writeBuffer: readonly unknown[]
    transport: { name: string; socket?: WebSocket }
  }
}

export type Viewer = {
  socket: ViewerSocket
  /** `behind`: it gets nothing now. `not_by_frame`: it is to be told the usual way */
  tell(frame: Buffer): 'told' | 'behind' | 'not_by_frame'
}

const OPEN = 1

/** One client of a crowd. */
export function createViewer(socket: ViewerSocket): Viewer {
  const { conn } = socket
  let isBehind = false
  let ws: WebSocket | undefined
  let wire: Wire | undefined

  /** The connection itself, once the client has one: none while it polls, changes over, or hangs up. */
  function wireOf(): Wire | undefined {
    if (conn.readyState !== 'open') return undefined
    if (!wire && conn.transport.name === 'websocket') {
      ws = conn.transport.socket
      wire = ws?._socket
    }
    return ws?.readyState === OPEN ? wire : undefined
  }

  function fallBehind(open: Wire) {
    isBehind = true
    open.once('drain', () => {
      isBehind = false
      socket.emit('news:missed')
    })
  }

  return {
    socket,
    tell(frame) {
      const open = wireOf()
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
