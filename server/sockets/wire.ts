import type { Socket as NetSocket } from 'node:net'

// The connection beneath a socket.io socket. What is read here is private to engine.io and ws, whose versions are
// pinned; the tests of crowd, answers and hearing play every kind of client against it.

/** What takes the connection's bytes apart, and how far it is with them. */
export type Receiver = {
  _state: number
  _bufferedBytes: number
  _fragmented: number
  _opcode: number
  _errored: boolean
  writableLength: number
  write(bytes: Uint8Array): boolean
}
type WebSocket = { readyState: number; _socket?: NetSocket; _receiver?: Receiver }

export type Conn = {
  readyState: string
  writeBuffer: readonly unknown[]
  transport: { name: string; socket?: WebSocket }
}

/** @returns null while frames cannot be written: the client polls, changes over, or hangs up */
export type Wire = { open(): NetSocket | null }

const OPEN = 1

export function createWire(conn: Conn): Wire {
  let ws: WebSocket | undefined
  let net: NetSocket | undefined
  return {
    open() {
      if (conn.readyState !== 'open') return null
      if (!net && conn.transport.name === 'websocket') {
        ws = conn.transport.socket
        net = ws?._socket
      }
      return net && ws?.readyState === OPEN ? net : null
    },
  }
}
