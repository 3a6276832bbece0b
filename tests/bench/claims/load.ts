// The buyers: raw sockets that speak just enough socket.io, so that the server is full before they are. One claim in
// flight a connection; the next leaves when the answer has come.
import { randomBytes, randomUUID } from 'node:crypto'
import net from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { visitorCookie } from '#server/platform/visitor.ts'
import { CLAIMS_PER_SALE, saleOf, SECRET, type LoadOrder, type Measured } from './contract.ts'

type Tally = {
  begun: number
  isMeasuring: boolean
  isOpen: boolean
  latencies: number[]
  granted: number
  refused: number
}

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
  while (buffer.length - at >= 4) {
    const short = buffer[at + 1]! & 127
    const head = short === 126 ? 4 : 2
    const length = short === 126 ? buffer.readUInt16BE(at + 2) : short
    if (buffer.length - at < head + length) break
    texts.push(buffer.toString('latin1', at + head, at + head + length))
    at += head + length
  }
  return { texts, rest: buffer.subarray(at) }
}

/** @returns the socket and how to start, once the server has let it in */
function connect({ port, contestant, connections }: LoadOrder, tally: Tally) {
  return new Promise<{ socket: net.Socket; start(): void }>((resolve, reject) => {
    const socket = net.connect(port, '127.0.0.1').setNoDelay(true)
    const cookie = visitorCookie(`vis_${randomUUID()}`, { secret: SECRET, secure: false }).split(';')[0]
    let buffer: Buffer = Buffer.alloc(0)
    let isUpgraded = false
    let sent = 0
    let sentAt = 0

    function claim() {
      const saleId = saleOf(contestant, Math.floor(tally.begun++ / (connections * CLAIMS_PER_SALE)))
      sentAt = performance.now()
      const request = `{"saleId":"${saleId}","quantity":1,"claimKey":"${randomUUID()}"}`
      socket.write(frame(`42${sent++}["claim:create",${request}]`))
    }
    function hear(text: string) {
      if (text.startsWith('43')) {
        const isGranted = text.includes('"ok":true')
        if (tally.isMeasuring) {
          tally.latencies.push(performance.now() - sentAt)
          if (isGranted) tally.granted++
          else tally.refused++
        }
        if (tally.isOpen) claim()
      } else if (text.startsWith('40')) resolve({ socket, start: claim })
      else if (text.startsWith('44')) reject(new Error(text))
      else if (text.startsWith('0')) socket.write(frame('40'))
      else if (text === '2') socket.write(frame('3'))
    }

    socket.on('error', reject)
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
    socket.write(
      [
        'GET /socket.io/?EIO=4&transport=websocket HTTP/1.1',
        `Host: 127.0.0.1:${port}`,
        `Cookie: ${cookie}`,
        'Upgrade: websocket',
        'Connection: Upgrade',
        `Sec-WebSocket-Key: ${randomBytes(16).toString('base64')}`,
        'Sec-WebSocket-Version: 13',
        '\r\n',
      ].join('\r\n'),
    )
  })
}

async function run(order: LoadOrder): Promise<Measured> {
  const tally: Tally = { begun: 0, isMeasuring: false, isOpen: true, latencies: [], granted: 0, refused: 0 }
  const buyers: Awaited<ReturnType<typeof connect>>[] = []
  while (buyers.length < order.connections) {
    const group = Math.min(100, order.connections - buyers.length)
    buyers.push(...(await Promise.all(Array.from({ length: group }, () => connect(order, tally)))))
  }
  for (const { start } of buyers) start()
  await sleep(order.warmMs)
  process.send!('begin')
  tally.isMeasuring = true
  const startedAt = performance.now()
  await sleep(order.measureMs)
  tally.isMeasuring = false
  const seconds = (performance.now() - startedAt) / 1000
  process.send!('end')
  tally.isOpen = false
  await sleep(200)
  for (const { socket } of buyers) socket.destroy()
  const { granted, refused } = tally
  if (tally.latencies.length === 0) throw new Error(`Nobody was answered by ${order.contestant}`)
  const latencies = tally.latencies.sort((a, b) => a - b)
  const at = (share: number) => latencies[Math.floor(latencies.length * share)] ?? NaN
  return { claimsPerSec: latencies.length / seconds, p50Ms: at(0.5), p99Ms: at(0.99), granted, refused }
}

process.on('message', (order: LoadOrder) => {
  run(order).then(
    (measured) => process.send!(measured),
    (error: unknown) => {
      console.error(error)
      process.exit(1)
    },
  )
})
