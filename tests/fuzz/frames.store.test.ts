import fc from 'fast-check'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { aLiveRoom, visitor, type LiveRoom } from '#tests/make/live-room.ts'
import { character, patience, runs } from './values.ts'
import { watchNode } from './node-watch.ts'
import { growth, rowCounts, type RowCounts } from './row-counts.ts'
import { exchange, HANGS_UP_WITHIN_MS } from './wire.ts'

// Below the asks: what a program sends that does not even speak the protocol. The node may hang up on it, and must
// neither fall over nor make anybody else wait.

const watch = watchNode()
let room: LiveRoom
let before: RowCounts

beforeAll(async () => {
  room = await aLiveRoom({ limitFactor: 1_000_000, log: watch.log })
  before = await rowCounts(room.db)
})
afterEach(async () => {
  const honest = room.connect(visitor('vis_honest'))
  const joined = await honest.emitWithAck('room:join', { liveSessionId: room.liveSession.id })
  expect(joined).toMatchObject({ ok: true })
  watch.expectNothing()
  expect(growth(before, await rowCounts(room.db))).toEqual({})
  expect(await room.broken()).toEqual([])
})
afterAll(async () => {
  watch.stop()
  await room.close()
})

const garbage = fc.oneof(fc.string({ unit: character, maxLength: 60 }), fc.json({ maxDepth: 2 }))
const name = fc.constantFrom(
  'claim:create',
  'room:join',
  'chat:send',
  'connect',
  'disconnect',
  'error',
  '__proto__',
)
const args = fc.oneof(
  fc.json({ maxDepth: 2 }),
  fc.constantFrom(
    '{"_placeholder":true,"num":0}',
    '{"_placeholder":true,"num":9}',
    '{"_placeholder":true,"num":"__proto__"}',
    '{"_placeholder":true,"num":-1}',
  ),
)
/** socket.io's packets inside of engine.io's messages, right ones among them. */
const packet = fc.oneof(
  { weight: 2, arbitrary: garbage },
  { weight: 2, arbitrary: garbage.map((text) => `4${text}`) },
  fc.constantFrom('0', '1', '2', '2probe', '3', '5', '6', '7', '40', '40{}', '40null', '40[]', '41', '4'),
  fc.constantFrom(
    '40/nowhere,',
    '40/nowhere,{}',
    '40{"pid":{},"offset":[]}',
    '40{"pid":"x","offset":"y"}',
    '40"x"',
  ),
  fc.constantFrom(
    '44',
    '44{}',
    '44"x"',
    '43',
    '430[]',
    '43999999999999999999[]',
    '43-1[]',
    '46',
    '49[]',
    '42/x,["a"]',
  ),
  fc.tuple(name, args).map(([event, sent]) => `42["${event}",${sent}]`),
  fc.tuple(fc.nat(), name, args).map(([id, event, sent]) => `42${id}["${event}",${sent}]`),
  fc
    .tuple(fc.constantFrom('0', '1', '2', '99', '-1', '1e9', 'x'), name, args)
    .map(([attachments, event, sent]) => `45${attachments}-0["${event}",${sent}]`),
  fc.constantFrom(
    '42[]',
    '42[null]',
    '42[{}]',
    '42["claim:create"',
    '42{"a":1}',
    '42"claim:create"',
    '421[1,2,3]',
  ),
  fc.constant(`42["chat:send",${'['.repeat(3_000)}${']'.repeat(3_000)}]`),
)
const frame = fc.oneof(
  { weight: 5, arbitrary: packet },
  { weight: 1, arbitrary: fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)) },
)

const address = () => `${room.origin.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`
const until = (socket: WebSocket, event: 'open' | 'close') =>
  new Promise<void>((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`No ${event}`)), HANGS_UP_WITHIN_MS)
    socket.on('error', () => {})
    socket.once(event, () => {
      clearTimeout(timer)
      resolve()
    })
  })

async function open(): Promise<WebSocket> {
  const socket = new WebSocket(address(), { headers: { cookie: visitor('vis_frames') } })
  await until(socket, 'open')
  return socket
}

it('outlives packets of engine.io and socket.io that are broken', patience, async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.boolean(),
      fc.array(frame, { minLength: 1, maxLength: 8 }),
      async (enters, frames) => {
        const socket = await open()
        if (enters) socket.send('40')
        for (const one of frames) if (socket.readyState === WebSocket.OPEN) socket.send(one)
        socket.close()
        await until(socket, 'close')
        watch.expectNothing()
      },
    ),
    runs(150),
  )
})

it('hangs up on a frame larger than any ask, whatever is in it', patience, async () => {
  for (const large of [
    'x'.repeat(9_000),
    `42["chat:send",{"text":"${'x'.repeat(9_000)}"}]`,
    Buffer.alloc(1_000_000),
  ]) {
    const socket = await open()
    const closed = until(socket, 'close')
    socket.send('40')
    socket.send(large)
    await closed
  }
})

const upgrade = (path: string, headers: string[] = []) =>
  [
    `GET ${path} HTTP/1.1`,
    'Host: x',
    'Connection: Upgrade',
    'Upgrade: websocket',
    'Sec-WebSocket-Version: 13',
    'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
    ...headers,
    '\r\n',
  ].join('\r\n')

it('outlives frames that are not WebSocket’s', patience, async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ minLength: 2, maxLength: 300 }), async (bytes) => {
      const hello = Buffer.from(upgrade('/socket.io/?EIO=4&transport=websocket'))
      await exchange(room.origin, Buffer.concat([hello, bytes]), { waitsFor: /101 [\s\S]*"sid"/ })
      watch.expectNothing()
    }),
    runs(60),
  )
})

it('says no to text that is not UTF-8', patience, async () => {
  const hello = Buffer.from(upgrade('/socket.io/?EIO=4&transport=websocket'))
  // A final text frame of two bytes, masked by zeros.
  const frame = Buffer.from([0x81, 0x82, 0, 0, 0, 0, 0xc3, 0x28])
  const closedForWrongData = '\x88\x02\x03\xef'

  expect(await exchange(room.origin, Buffer.concat([hello, frame]), { waitsFor: /^$/ })).toContain(
    closedForWrongData,
  )
})

it('hangs up on an upgrade to what is no socket of ours', patience, async () => {
  const said = ['/', '/elsewhere', '/socket.iox'].map((path) =>
    exchange(room.origin, upgrade(path), { waitsFor: /^HTTP/ }),
  )
  for (const answer of await Promise.all(said)) expect(answer).not.toContain(' 101 ')
})

it('answers handshakes and polls that are nonsense, and says when they are too large', patience, async () => {
  const part = fc.oneof(
    garbage.map(encodeURIComponent),
    fc.constantFrom('', '4', '3', '%00', '__proto__', 'polling'),
  )
  await fc.assert(
    fc.asyncProperty(
      fc.record({ eio: part, transport: part, sid: part, method: fc.constantFrom('GET', 'POST', 'PUT') }),
      fc.string({ unit: character, maxLength: 200 }),
      async ({ eio, transport, sid, method }, body) => {
        const url = `${room.origin}/socket.io/?EIO=${eio}&transport=${transport}&sid=${sid}`
        const answer = await fetch(url, {
          method,
          body: method === 'GET' ? null : body,
          signal: AbortSignal.timeout(HANGS_UP_WITHIN_MS),
        })
        expect(answer.status).toBeLessThan(500)
      },
    ),
    runs(60),
  )
  const opened = await fetch(`${room.origin}/socket.io/?EIO=4&transport=polling`)
  const { sid } = JSON.parse((await opened.text()).slice(1)) as { sid: string }
  const url = `${room.origin}/socket.io/?EIO=4&transport=polling&sid=${sid}`
  const tooLarge = await fetch(url, { method: 'POST', body: 'x'.repeat(9_000) })

  expect(tooLarge.status).toBe(413)
})

it('answers handshakes whose headers are nonsense', patience, async () => {
  const header = fc.oneof(
    fc.constantFrom(
      'visitor=',
      'visitor=s:a.b',
      'visitor=%',
      'visitor=%00.x',
      '=;=;',
      '__proto__=1',
      'null',
      'a:b',
    ),
    fc.string({
      unit: fc.integer({ min: 0x21, max: 0xff }).map((code) => String.fromCharCode(code)),
      maxLength: 60,
    }),
  )
  const names = fc.constantFrom(
    'cookie',
    'origin',
    'x-forwarded-for',
    'x-forwarded-host',
    'sec-websocket-protocol',
  )
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(names, header), { maxLength: 4 }), async (headers) => {
      const lines = headers.map(([key, value]) => `${key}: ${value}`)
      const answer = await exchange(
        room.origin,
        Buffer.from(upgrade('/socket.io/?EIO=4&transport=websocket', lines), 'latin1'),
        {
          waitsFor: /^HTTP\/1\.1 \d\d\d /,
        },
      )
      expect(answer).toMatch(/^HTTP\/1\.1 (101|4\d\d) /)
    }),
    runs(60),
  )
})
