// A buyer's socket: raw TCP that speaks just enough socket.io, so that the server is full before its buyers are.
import { randomBytes, randomUUID } from 'node:crypto'
import net from 'node:net'
import { visitorCookie } from '#server/platform/visitor.ts'

/** A masked text frame; the mask is zero, which the protocol allows and costs nothing. */
function frame(text: string): Buffer {
  const length = Buffer.byteLength(text)
  const head = length < 126 ? 6 : 8
  const bytes = Buffer.alloc(head + length)
  bytes[0] = 0x81
  if (length < 126) bytes[1] = 0x80 | length
  else {
    bytes[1] = 0xfe
    bytes.writeUInt16BE(length, 2)
  }
  bytes.write(text, head, 'latin1')
  return bytes
}

/** @returns whole text frames of the buffer, and what is left of it */
function unframe(buffer: Buffer): { texts: string[]; rest: Buffer } {
  const texts: string[] = []
  let at = 0
  while (buffer.length - at >= 2) {
    const short = buffer[at + 1]! & 127
    const head = short === 126 ? 4 : 2
    if (buffer.length - at < head) break
    const length = short === 126 ? buffer.readUInt16BE(at + 2) : short
    if (buffer.length - at < head + length) break
    texts.push(buffer.toString('latin1', at + head, at + head + length))
    at += head + length
  }
  return { texts, rest: buffer.subarray(at) }
}

export type SocketBuyer = {
  /** asks for an answer */
  emit(event: string, json: string): void
  /** lets go of the socket at once */
  leave(): void
}
type Listening = {
  port: number
  /** signs the visitor's cookie */
  secret: string
  /** the acknowledgement's text, as it came */
  onAnswer(text: string): void
  /** an event's text, as it came */
  onNews?(text: string): void
  /** the connection was lost after it had been let in */
  onLost(error: Error): void
}

/** A visitor of its own. @returns once the server has let it in */
export function connectBuyer({ port, secret, onAnswer, onNews, onLost }: Listening): Promise<SocketBuyer> {
  return new Promise((resolve, reject) => {
    const socket = net.connect(port, '127.0.0.1').setNoDelay(true)
    const cookie = visitorCookie(`vis_${randomUUID()}`, { secret, secure: false }).split(';')[0]
    let buffer: Buffer = Buffer.alloc(0)
    let isUpgraded = false
    let isLeaving = false
    let sent = 0

    const buyer: SocketBuyer = {
      emit: (event, json) => void socket.write(frame(`42${sent++}["${event}",${json}]`)),
      leave() {
        isLeaving = true
        socket.destroy()
      },
    }
    function lost(error: Error) {
      reject(error)
      if (!isLeaving) onLost(error)
    }
    function hear(text: string) {
      if (text.startsWith('43')) onAnswer(text)
      else if (text.startsWith('42')) onNews?.(text)
      else if (text.startsWith('40')) resolve(buyer)
      else if (text.startsWith('44')) reject(new Error(text))
      else if (text.startsWith('0')) socket.write(frame('40'))
      else if (text === '2') socket.write(frame('3'))
    }

    socket.on('error', lost)
    socket.on('close', () => lost(new Error('The server hung up')))
    socket.on('data', (chunk) => {
      buffer = buffer.length > 0 ? Buffer.concat([buffer, chunk]) : chunk
      if (!isUpgraded) {
        const end = buffer.indexOf('\r\n\r\n')
        if (end < 0) return
        if (!buffer.toString('latin1', 0, 12).endsWith('101'))
          return reject(new Error(buffer.toString('latin1')))
        isUpgraded = true
        buffer = buffer.subarray(end + 4)
      }
      const { texts, rest } = unframe(buffer)
      buffer = rest
      texts.forEach(hear)
    })
    socket.write(upgrade(port, cookie!))
  })
}

const upgrade = (port: number, cookie: string) =>
  [
    'GET /socket.io/?EIO=4&transport=websocket HTTP/1.1',
    `Host: 127.0.0.1:${port}`,
    `Cookie: ${cookie}`,
    'Upgrade: websocket',
    'Connection: Upgrade',
    `Sec-WebSocket-Key: ${randomBytes(16).toString('base64')}`,
    'Sec-WebSocket-Version: 13',
    '\r\n',
  ].join('\r\n')

/** The doors of a server that take many at once take them in groups. */
export async function connectMany<Buyer>(count: number, connect: () => Promise<Buyer>): Promise<Buyer[]> {
  const buyers: Buyer[] = []
  while (buyers.length < count) {
    const group = Math.min(100, count - buyers.length)
    buyers.push(...(await Promise.all(Array.from({ length: group }, connect))))
  }
  return buyers
}
