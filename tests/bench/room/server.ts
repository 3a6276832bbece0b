// Whoever tells the crowd. All three say the same bytes about the same sale.
import { createServer, type Server as HttpServer } from 'node:http'
import type { AddressInfo, Socket as Wire } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { Server } from 'socket.io'
import { WebSocketServer } from 'ws'
import type { SaleView } from '#shared/flash-sale.ts'
import { createSocketServer } from '#server/sockets/server.ts'
import { liveRoom } from '#server/sockets/types.ts'
import type { Contestant, ServerOrder, ServerReady, ServerTold } from './contract.ts'

const liveSessionId = 'live_bench'
const sale: SaleView = {
  saleId: 'sale_AaILp-wAeXbfyGOg7XdvRQ',
  version: 4711,
  state: 'open',
  opening: 'first_come',
  total: 5000,
  held: 311,
  sold: 1204,
  left: 3485,
  opensAt: null,
  endsAt: '2026-11-24T12:29:00.000Z',
  stop: null,
  waiting: 0,
  waitFirst: 1,
}
/** `version` is the instant at which it is told, in µs of the machine's clock */
const news = () => ({ liveSessionId, version: Number(process.hrtime.bigint() / 1000n), sales: [sale] })

type Teller = { port: number; tell(): void; viewers(): number }

function listening(http: HttpServer): Promise<number> {
  return new Promise((resolve) =>
    http.listen(0, '127.0.0.1', 8192, () => resolve((http.address() as AddressInfo).port)),
  )
}

async function ours(): Promise<Teller> {
  const http = createServer()
  const io = createSocketServer(http, (_request, admit) => admit(null, true))
  io.on('connection', (socket) => void socket.join(liveRoom(liveSessionId)))
  return {
    port: await listening(http),
    tell: () => void io.to(liveRoom(liveSessionId)).emit('sale:changed', news()),
    viewers: () => io.sockets.sockets.size,
  }
}

async function stock(): Promise<Teller> {
  const http = createServer()
  const io = new Server(http, { serveClient: false, perMessageDeflate: false })
  io.on('connection', (socket) => void socket.join('room'))
  return {
    port: await listening(http),
    tell: () => void io.to('room').emit('sale:changed', news()),
    viewers: () => io.sockets.sockets.size,
  }
}

/** RFC 6455, 5.2: one whole text frame of at most 65,535 bytes */
function frame(text: string): Buffer {
  const head = Buffer.from([0x81, 126, text.length >> 8, text.length & 255])
  return Buffer.concat([head, Buffer.from(text, 'latin1')])
}

async function bareSockets(): Promise<Teller> {
  const http = createServer()
  const wss = new WebSocketServer({ server: http, perMessageDeflate: false })
  const wires = new Set<Wire>()
  wss.on('connection', (ws, request) => {
    // The crowd speaks engine.io first; a bare server has nothing to say to it but that it may go on.
    ws.send('0{}')
    ws.on('message', () => ws.send('40{}'))
    wires.add(request.socket)
    ws.on('close', () => wires.delete(request.socket))
  })
  return {
    port: await listening(http),
    tell() {
      const bytes = frame(`42["sale:changed",${JSON.stringify(news())}]`)
      for (const wire of wires) wire.write(bytes)
    },
    viewers: () => wires.size,
  }
}

const tellers: Record<Contestant, Teller> = {
  ws: await bareSockets(),
  ours: await ours(),
  stock: await stock(),
}

process.on('message', ({ tell, times, everyMs }: ServerOrder) => {
  void (async () => {
    const teller = tellers[tell]
    const before = process.cpuUsage()
    const startedAt = performance.now()
    for (let at = 1; at <= times; at++) {
      teller.tell()
      await sleep(Math.max(0, startedAt + at * everyMs - performance.now()))
    }
    const { user, system } = process.cpuUsage(before)
    process.send!({ cpuMicros: user + system, viewers: teller.viewers() } satisfies ServerTold)
  })()
})
process.send!({
  ports: { ws: tellers.ws.port, ours: tellers.ours.port, stock: tellers.stock.port },
} satisfies ServerReady)
