import { createServer, type Server as HttpServer } from 'node:http'
import type { AddressInfo, Socket as Wire } from 'node:net'
import { io as connectTo, type ManagerOptions, type Socket, type SocketOptions } from 'socket.io-client'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { ServerToClient } from '#shared/live.ts'
import { createSocketServer } from '../server.ts'
import { liveRoom, type RoomServer } from '../types.ts'
import { MOST_WAITING_BYTES } from './viewer.ts'

const PATIENCE = { timeout: 10_000, interval: 10 }
type Client = Socket<ServerToClient>

let http: HttpServer
let io: RoomServer
let clients: Client[] = []
beforeEach(async () => {
  http = createServer()
  io = createSocketServer(http, (_request, admit) => admit(null, true))
  io.on('connection', (socket) => void socket.join(liveRoom('live_1')))
  await new Promise<void>((listening) => http.listen(0, '127.0.0.1', listening))
})
afterEach(async () => {
  for (const client of clients) client.disconnect()
  clients = []
  await io.close()
})

async function aViewer(options: Partial<ManagerOptions & SocketOptions> = {}) {
  const { port } = http.address() as AddressInfo
  const client: Client = connectTo(`http://127.0.0.1:${port}`, {
    forceNew: true,
    reconnectionDelay: 10,
    ...options,
  })
  clients.push(client)
  const heard: number[] = []
  client.on('viewers:changed', ({ viewers }) => heard.push(viewers))
  await new Promise<void>((connected) => client.once('connect', () => connected()))
  await vi.waitFor(() => expect(io.sockets.sockets.get(client.id!)).toBeDefined(), PATIENCE)
  return { client, heard }
}
const tell = (viewers: number) =>
  io.to(liveRoom('live_1')).emit('viewers:changed', { liveSessionId: 'live_1', viewers })
const upTo = (last: number) => Array.from({ length: last }, (_, n) => n + 1)

/** the connection beneath a client, at the server */
function wireOf({ id }: Client): Wire {
  const { conn } = io.sockets.sockets.get(id!)!
  return Reflect.get(Reflect.get(conn.transport, 'socket') as object, '_socket') as Wire
}

describe('a crowd', () => {
  it('hears all news once and in order, by whatever transport, with what is said to one between', async () => {
    const viewers = await Promise.all([
      aViewer({ transports: ['websocket'] }),
      aViewer({ transports: ['polling'] }),
      aViewer(),
    ])
    const privately: string[] = []
    const [first] = viewers
    first!.client.on('claim:queued', ({ ahead }) => privately.push(`${ahead} after ${first!.heard.length}`))

    for (const n of upTo(60)) {
      if (n % 20 === 0)
        io.sockets.sockets.get(first!.client.id!)!.emit('claim:queued', { claimKey: '', ahead: n })
      tell(n)
    }

    for (const { heard } of viewers) await vi.waitFor(() => expect(heard).toEqual(upTo(60)), PATIENCE)
    expect(privately).toEqual(['20 after 19', '40 after 39', '60 after 59'])
  })

  it('is told no more once somebody has left, and not disturbed by who hangs up', async () => {
    const [stays, leaves, hangsUp] = await Promise.all([aViewer(), aViewer(), aViewer()])
    await io.sockets.sockets.get(leaves.client.id!)!.leave(liveRoom('live_1'))
    hangsUp.client.disconnect()
    for (const n of upTo(10)) tell(n)

    await vi.waitFor(() => expect(stays.heard).toEqual(upTo(10)), PATIENCE)
    expect(leaves.heard).toEqual([])
  })

  it('hears after a short loss of the line what it has missed', async () => {
    const { client, heard } = await aViewer({ transports: ['websocket'] })
    tell(1)
    await vi.waitFor(() => expect(heard).toEqual([1]), PATIENCE)
    const lost = new Promise((resolve) => io.sockets.sockets.get(client.id!)!.once('disconnect', resolve))
    client.io.engine.close()
    await lost
    for (const n of [2, 3]) tell(n)

    await vi.waitFor(() => expect(heard).toEqual([1, 2, 3]), PATIENCE)
    expect(client.recovered).toBe(true)
    tell(4)
    await vi.waitFor(() => expect(heard).toEqual([1, 2, 3, 4]), PATIENCE)
  })

  it('hears what is volatile in its turn, and not again after a loss of the line', async () => {
    const [stays, returns, polls] = await Promise.all([
      aViewer({ transports: ['websocket'] }),
      aViewer({ transports: ['websocket'] }),
      aViewer({ transports: ['polling'] }),
    ])
    const tellNow = (viewers: number) =>
      io.to(liveRoom('live_1')).volatile.emit('viewers:changed', { liveSessionId: 'live_1', viewers })
    tell(1)
    for (const { heard } of [stays, returns, polls])
      await vi.waitFor(() => expect(heard).toEqual([1]), PATIENCE)
    const lost = new Promise((resolve) =>
      io.sockets.sockets.get(returns.client.id!)!.once('disconnect', resolve),
    )
    returns.client.io.engine.close()
    await lost
    tellNow(2)
    tell(3)

    await vi.waitFor(() => expect(stays.heard).toEqual([1, 2, 3]), PATIENCE)
    await vi.waitFor(() => expect(returns.heard).toEqual([1, 3]), PATIENCE)
    await vi.waitFor(() => expect(polls.heard.at(-1)).toBe(3), PATIENCE)
  })

  it('goes on without a client that does not read, which keeps little of our memory and then asks anew', async () => {
    const [quick, slow] = await Promise.all([
      aViewer({ transports: ['websocket'] }),
      aViewer({ transports: ['websocket'] }),
    ])
    let missed = 0
    slow.client.on('news:missed', () => missed++)
    const reading = Reflect.get(
      Reflect.get(slow.client.io.engine.transport as object, 'ws') as object,
      '_socket',
    ) as Wire
    reading.pause()
    const wire = wireOf(slow.client)
    const aLot = 'x'.repeat(8_000)
    const chat = [{ id: '', author: aLot, isHost: false, text: '', sentAt: '' }]
    const most: number[] = []
    for (let n = 0; n < 2_000; n++) {
      io.to(liveRoom('live_1')).emit('chat:sent', { liveSessionId: 'live_1', messages: chat })
      most.push(wire.writableLength)
      // The network is given its turn, so that the one who reads keeps up.
      if (n % 5 === 0) await new Promise((turn) => setImmediate(turn))
    }
    tell(1)

    await vi.waitFor(() => expect(quick.heard).toEqual([1]), PATIENCE)
    expect(Math.max(...most)).toBeGreaterThan(MOST_WAITING_BYTES)
    expect(Math.max(...most)).toBeLessThan(MOST_WAITING_BYTES + 10_000)
    expect([slow.heard, missed]).toEqual([[], 0])

    reading.resume()
    await vi.waitFor(() => expect(missed).toBe(1), PATIENCE)
    tell(2)
    await vi.waitFor(() => expect(slow.heard).toEqual([2]), PATIENCE)
  })
})
