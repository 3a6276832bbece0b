import { createServer, type Server as HttpServer } from 'node:http'
import type { AddressInfo, Socket as Wire } from 'node:net'
import { Server, type Socket as ServerSocket } from 'socket.io'
import { io as connectTo, type Socket } from 'socket.io-client'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { answerByFrame, frameOf } from './answers.ts'

let http: HttpServer
let io: Server
let clients: Socket[] = []
let byFrame = 0
beforeEach(async () => {
  byFrame = 0
  http = createServer()
  io = new Server(http, { perMessageDeflate: false })
  io.on('connection', (socket) => {
    const wire = wireOf(socket)
    if (wire) {
      const write = wire.write.bind(wire) as (...args: unknown[]) => boolean
      wire.write = (...args: unknown[]) => {
        if (args[1] === 'latin1') byFrame++
        return write(...args)
      }
    }
    answerByFrame(socket as unknown as Parameters<typeof answerByFrame>[0])
    socket.on('echo', (asked: unknown, answer: (told: unknown) => void) => {
      socket.emit('before', asked)
      answer(asked)
      answer('a second answer is no answer')
      socket.emit('after', asked)
    })
    socket.on('much', (letters: number, answer: (told: unknown) => void) => answer('x'.repeat(letters)))
  })
  await new Promise<void>((listening) => http.listen(0, '127.0.0.1', listening))
})
afterEach(async () => {
  for (const client of clients) client.disconnect()
  clients = []
  await io.close()
})

/** the connection beneath, where there is one */
function wireOf(socket: ServerSocket): Wire | undefined {
  const ws: unknown = Reflect.get(socket.conn.transport, 'socket')
  return ws ? (Reflect.get(ws as object, '_socket') as Wire) : undefined
}
async function aClient(transports: ('websocket' | 'polling')[]) {
  const { port } = http.address() as AddressInfo
  const client = connectTo(`http://127.0.0.1:${port}`, { forceNew: true, transports })
  clients.push(client)
  await new Promise<void>((connected) => client.once('connect', () => connected()))
  return client
}

describe('an answer', () => {
  it.each([[['websocket']], [['polling']], [['polling', 'websocket']]] as const)(
    'is what was told, once, in its order, to a client that comes by %s',
    async (transports) => {
      const client = await aClient([...transports])
      const heard: [what: string, told: unknown][] = []
      for (const name of ['before', 'after']) client.on(name, (text) => heard.push([name, text]))
      const asked = ['short', 'x'.repeat(60_000), '龙井 🍃', { ok: true, value: { left: 3, opensAt: null } }]

      for (const ask of asked) client.emit('echo', ask, (told: unknown) => heard.push(['answer', told]))
      await vi.waitFor(() => expect(heard).toHaveLength(3 * asked.length))

      expect(heard).toEqual(asked.flatMap((ask) => ['before', 'answer', 'after'].map((what) => [what, ask])))
    },
  )

  it('goes by frame where it can: a WebSocket, and a byte a letter', async () => {
    const client = await aClient(['websocket'])
    await client.emitWithAck('much', 10)
    await client.emitWithAck('much', 50_000)
    expect(byFrame).toBe(2)

    await client.emitWithAck('much', 100_000)
    await client.emitWithAck('echo', '蜂蜜')
    expect(byFrame).toBe(2)
  })

  it('is queued by socket.io for a client that does not read, where it is counted', async () => {
    const client = await aClient(['websocket'])
    const server = [...io.sockets.sockets.values()][0]!
    const ws = Reflect.get(client.io.engine.transport as object, 'ws') as object
    const reading = Reflect.get(ws, '_socket') as Wire
    reading.pause()

    // Beyond what the kernel takes for it.
    for (let n = 0; n < 400; n++) client.emit('much', 60_000, () => {})
    await vi.waitFor(
      () => expect((Reflect.get(server.conn, 'writeBuffer') as unknown[]).length).toBeGreaterThan(100),
      { timeout: 10_000 },
    )

    expect(wireOf(server)!.writableLength).toBeLessThan(65_536 + 2 * 60_100)
    reading.resume()
  })
})

describe('a frame', () => {
  it.each([
    ['the short kind', 100],
    ['the long kind', 65_500],
  ])('has the length that it says, around the end of %s', async (_, from) => {
    const client = await aClient(['websocket'])
    const lengths = Array.from({ length: 40 }, (_, n) => from + n)

    const told: string[] = await Promise.all(lengths.map((letters) => client.emitWithAck('much', letters)))

    expect(told.map((text) => text.length)).toEqual(lengths)
    expect(byFrame).toBeGreaterThan(20)
  })

  it.each(['é', '龙', '🍃', '\ud800'])('is not made of %j, which a byte a letter cannot say', (letter) => {
    expect(frameOf(`{"a":"${letter}"}`)).toBeNull()
  })
})
