import fc from 'fast-check'
import { createServer, type Server as HttpServer } from 'node:http'
import net, { type AddressInfo } from 'node:net'
import { Server } from 'socket.io'
import { io as connectTo, type Socket } from 'socket.io-client'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { askOf, hearByFrame } from './hearing.ts'

const [CONTINUATION, TEXT, BYTES, PING] = [0, 1, 2, 9]
const CLOSE = '\x88'

type FrameKind = { opcode?: number; isLast?: boolean; mask?: readonly number[] }
function frame(text: string, { opcode = TEXT, isLast = true, mask = [7, 0, 255, 128] }: FrameKind = {}) {
  const payload = Buffer.from(text)
  const { length } = payload
  const size = length < 126 ? [0x80 | length] : [0xfe, length >> 8, length & 0xff]
  const masked = payload.map((byte, at) => byte ^ mask[at & 3]!)
  return Buffer.from([(isLast ? 0x80 : 0) | opcode, ...size, ...mask, ...masked])
}

describe('bytes', () => {
  const echo = { id: 7, name: 'echo', request: { a: 1 } }

  it.each([
    ['a short ask', frame('427["echo",{"a":1}]'), echo],
    ['unmasked letters', frame('427["echo",{"a":1}]', { mask: [0, 0, 0, 0] }), echo],
    ['a longer ask', frame(`427["echo","${'x'.repeat(200)}"]`), { ...echo, request: 'x'.repeat(200) }],
    ['an ask without a request', frame('427["echo",null]'), { ...echo, request: null }],
  ])('that are %s are one', (_, bytes, ask) => {
    expect(askOf(bytes)).toEqual(ask)
  })

  it.each([
    ['nothing', Buffer.alloc(0)],
    ['a pong', frame('3')],
    ['an event that wants no answer', frame('42["echo",{}]')],
    ['an event of another room', frame('42/admin,7["echo",{}]')],
    ['an event with bytes to come', frame('451-7["echo",{"_placeholder":true,"num":0}]')],
    ['more requests than one', frame('427["echo",1,2]')],
    ['no name', frame('427[7,{}]')],
    ['no list', frame('427{"echo":1}')],
    ['cut JSON', frame('427["echo",{]')],
    ['a number that is none', frame('42-7["echo",{}]')],
    ['a number that is too long', frame(`42${'9'.repeat(16)}["echo",{}]`)],
    ['more than a byte a letter', frame('427["echo","龙井"]')],
    ['a long text', frame(`427["echo","${'x'.repeat(2_000)}"]`)],
    ['the first part of a message', frame('427["echo",{}]', { isLast: false })],
    ['a binary message', frame('427["echo",{}]', { opcode: BYTES })],
    ['half a frame', frame('427["echo",{}]').subarray(0, -1)],
    ['two frames', Buffer.concat([frame('427["echo",{}]'), frame('428["echo",{}]')])],
    ['a frame without a mask', Buffer.from([0x81, 14, ...Buffer.from('427["echo",{}]')])],
  ])('that are %s are left to socket.io', (_, bytes) => {
    expect(askOf(bytes)).toBeNull()
  })
})

let http: HttpServer
let io: Server
let heard: unknown[]
let byFrame: number
let awaited: { count: number; resolve: () => void } | null = null
/** resolves when so many asks have been heard */
const hearing = (count: number) =>
  new Promise<void>((resolve) => {
    if (heard.length >= count) resolve()
    else awaited = { count, resolve }
  })
beforeEach(async () => {
  heard = []
  byFrame = 0
  http = createServer()
  io = new Server(http, { perMessageDeflate: false })
  io.on('connection', (socket) => {
    const listener = (request: unknown, answer: (told: unknown) => void) => {
      heard.push(request)
      if (awaited?.count === heard.length) awaited.resolve()
      answer(request)
    }
    socket.on('echo', listener)
    const framed = socket as unknown as Parameters<typeof hearByFrame>[0]
    const hear = (request: unknown, answer: (told: unknown) => void) => {
      byFrame++
      listener(request, answer)
    }
    hearByFrame(framed, new Map([['echo', hear]]))
  })
  await new Promise<void>((listening) => http.listen(0, '127.0.0.1', listening))
})
const clients: Socket[] = []
const wires: net.Socket[] = []
afterEach(async () => {
  for (const wire of wires.splice(0)) wire.destroy()
  for (const client of clients.splice(0)) client.disconnect()
  await io.close()
})
const portOf = () => (http.address() as AddressInfo).port

/** @returns a connection that has been let in, and all that it was told since */
async function aConnection() {
  const wire = net.connect(portOf(), '127.0.0.1').setNoDelay(true)
  wires.push(wire)
  let told = ''
  wire.on('data', (chunk) => (told += chunk.toString('latin1')))
  wire.write(
    'GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n' +
      'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n',
  )
  await vi.waitFor(() => expect(told).toContain('0{"sid"'))
  wire.write(frame('40'))
  await vi.waitFor(() => expect(told).toContain('40{"sid"'))
  return {
    wire,
    told: () => told,
    send: (bytes: Uint8Array) => new Promise<void>((sent) => wire.write(bytes, () => sent())),
  }
}

const request = fc.oneof(
  fc.string({ unit: 'binary-ascii', maxLength: 200 }),
  fc.constantFrom('龙井', '🍃', 'x'.repeat(5_000)),
)
type Message = {
  request: string
  mask: readonly number[]
  kind: 'whole' | 'parts' | 'ping' | 'pong' | 'unknown'
}
const message: fc.Arbitrary<Message> = fc.record({
  request,
  mask: fc.tuple(fc.nat(255), fc.nat(255), fc.nat(255), fc.nat(255)),
  /** in two parts, with a ping between them; or after something that is no ask */
  kind: fc.constantFrom('whole', 'whole', 'parts', 'ping', 'pong', 'unknown'),
})

function framesOf({ request, kind, mask }: Message, id: number): Buffer[] {
  const ask = `42${id}["echo",${JSON.stringify(request)}]`
  const whole = frame(ask, { mask })
  if (kind === 'ping') return [frame('', { opcode: PING, mask }), whole]
  if (kind === 'pong') return [frame('3', { mask }), whole]
  if (kind === 'unknown') return [frame(`42${id}["nobody",{}]`, { mask }), whole]
  if (kind === 'whole') return [whole]
  const cut = ask.indexOf('[') + 1
  return [
    frame(ask.slice(0, cut), { mask, isLast: false }),
    frame('', { opcode: PING, mask }),
    frame(ask.slice(cut), { mask, opcode: CONTINUATION }),
  ]
}

it('hears every ask once and in order, however it comes', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(message, { minLength: 1, maxLength: 12 }),
      fc.array(fc.integer({ min: 1, max: 300 }), { minLength: 1, maxLength: 20 }),
      async (messages, lengths) => {
        heard = []
        const { wire, told, send } = await aConnection()
        const frames = messages.map(framesOf)
        const asked = messages.map((one) => one.request)

        // Each by itself, and again all of them, cut anywhere.
        for (const [n, some] of frames.entries()) {
          for (const one of some) await send(one)
          await hearing(n + 1)
        }
        const bytes = Buffer.concat(frames.flat())
        for (let at = 0, turn = 0; at < bytes.length; turn++) {
          const length = lengths[turn % lengths.length]!
          await send(bytes.subarray(at, at + length))
          at += length
        }
        await hearing(2 * asked.length)
        expect(heard).toEqual([...asked, ...asked])
        await vi.waitFor(() => messages.forEach((_, id) => expect(told().split(`43${id}[`)).toHaveLength(3)))
        wire.destroy()
      },
    ),
    { numRuns: 60 },
  )
  expect(byFrame).toBeGreaterThan(10)
})

it.each([[['websocket']], [['polling']], [['polling', 'websocket']]] as const)(
  'hears a client that comes by %s',
  async (transports) => {
    const client = connectTo(`http://127.0.0.1:${portOf()}`, { forceNew: true, transports: [...transports] })
    clients.push(client)
    const asked = ['short', '龙井 🍃', 'x'.repeat(3_000), { ok: true }]
    for (const ask of asked) expect(await client.emitWithAck('echo', ask)).toEqual(ask)
    if (transports.length === 2)
      await vi.waitFor(() => expect(client.io.engine.transport.name).toBe('websocket'))
    for (const ask of asked) expect(await client.emitWithAck('echo', ask)).toEqual(ask)

    expect(heard).toEqual([...asked, ...asked])
    expect(byFrame > 0).toBe(transports.join() !== 'polling')
  },
)

it.each([
  ['a frame without a mask', Buffer.from([0x81, 14, ...Buffer.from('427["echo",{}]')])],
  [
    'letters that are none',
    frame('427["echo","?"]').map((byte, at, all) => (at === all.length - 3 ? byte ^ 0xc0 : byte)),
  ],
  ['an ask that is cut', frame('427["echo",{')],
])('hangs up on %s, as socket.io does', async (_, bytes) => {
  const { told, send } = await aConnection()
  await send(bytes)
  await vi.waitFor(() => expect(told().slice(-4)).toContain(CLOSE))
  expect(heard).toEqual([])
})
