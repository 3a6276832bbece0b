import { randomUUID } from 'node:crypto'
import os from 'node:os'
import fc from 'fast-check'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { HUNG_UP, INGEST_PATH, LARGEST_PIECE_BYTES, type HostSays, type ShopSays } from '#shared/ingest.ts'
import { nearMiss, nastyValue, patience, runs } from '#tests/fuzz/values.ts'
import { watchNode } from '#tests/fuzz/node-watch.ts'
import { aLiveRoom, SECRETARY, visitor, type LiveRoom } from '#tests/make/live-room.ts'
import { aFragment, anInit } from '#tests/make/mp4.ts'
import { aLiveSession } from '#tests/make/selling.ts'

const watch = watchNode()
let room: LiveRoom
beforeAll(async () => {
  room = await aLiveRoom({ limitFactor: 1_000_000, log: watch.log })
})
afterEach(watch.expectNothing)
afterAll(async () => {
  await room.close()
  watch.stop()
})

type Dialled = {
  headers?: Record<string, string>
  liveSessionId?: string
  path?: string
  /** answers the shop's pings, as every device does that is still there */
  autoPong?: boolean
}
/** A device's line: what it hears, word by word, and why it was hung up on. */
function dial({
  headers = { cookie: SECRETARY },
  liveSessionId = room.liveSession.id,
  path,
  autoPong = true,
}: Dialled = {}) {
  const address = `${room.origin}${path ?? `${INGEST_PATH}?liveSessionId=${liveSessionId}`}`
  const ws = new WebSocket(address.replace('http', 'ws'), { headers, autoPong })
  const heard: ShopSays[] = []
  const waiting: (() => void)[] = []
  ws.on('message', (data: Buffer) => {
    heard.push(JSON.parse(String(data)) as ShopSays)
    for (const look of waiting) look()
  })
  const closed = new Promise<number>((resolve) => {
    ws.on('close', resolve)
    ws.on('error', () => resolve(0))
  })
  return {
    closed,
    say: (said: HostSays) => ws.send(JSON.stringify(said)),
    send: (data: string | Buffer) => ws.send(data),
    piece(number: number, bytes: Buffer) {
      const head = Buffer.alloc(4)
      head.writeUInt32BE(number)
      ws.send(Buffer.concat([head, bytes]))
    },
    hears: (fits: (said: ShopSays) => boolean) =>
      new Promise<ShopSays>((resolve) => {
        const look = () => {
          const found = heard.find(fits)
          if (found) resolve(found)
        }
        waiting.push(look)
        look()
      }),
    hangUp: () => ws.terminate(),
    isOpen: () => ws.readyState === ws.OPEN,
  }
}
const isReady = ({ kind }: ShopSays) => kind === 'ready'
const begin = (): HostSays => ({ kind: 'begin', run: randomUUID(), mime: 'video/mp4', takeOver: true })

describe('the door for pictures', () => {
  it('is for the secretary of the village, while the session is live, from our own pages', async () => {
    const { id: planned } = await aLiveSession(room.db, {
      id: 'live_planned',
      villageId: room.village.id,
      state: 'planned',
    })
    expect(await dial({ headers: {} }).closed).toBe(HUNG_UP.notSignedIn)
    expect(await dial({ headers: { cookie: visitor('vis_a') } }).closed).toBe(HUNG_UP.notSignedIn)
    expect(await dial({ liveSessionId: 'live_of_nobody' }).closed).toBe(HUNG_UP.forbidden)
    expect(await dial({ liveSessionId: planned }).closed).toBe(HUNG_UP.notLive)
    const elsewhere = { cookie: SECRETARY, origin: 'https://elsewhere.example' }
    expect(await dial({ headers: elsewhere }).closed).toBe(0)
    expect(await dial({ path: INGEST_PATH }).closed).toBe(HUNG_UP.forbidden)
  })

  it('takes a picture in, and shows it in the room that it is of', async () => {
    const device = dial()
    await device.hears(isReady)
    device.say(begin())
    await device.hears(({ kind }) => kind === 'go')
    for (let n = 0; n < 8; n++) {
      const fragment = aFragment({ startSec: n / 4, isKey: n % 4 === 0 })
      device.piece(n, n === 0 ? Buffer.concat([anInit(), fragment]) : fragment)
    }
    await device.hears((said) => said.kind === 'kept' && said.next === 8)
    const viewer = room.connect(visitor('vis_viewer'))
    const joined = await viewer.emitWithAck('room:join', { liveSessionId: room.liveSession.id })
    expect(joined).toMatchObject({ value: { video: { state: 'live' } } })
    device.hangUp()
    await device.closed
  })

  it('hangs up on one picture more than the machine carries, until one of them is gone', async () => {
    const opened = []
    for (let n = 0; n < 20 * os.availableParallelism(); n++) {
      const connected = await room.media.connect(`live_${n}`, {
        say() {},
        hangUp() {},
        pause() {},
        resume() {},
      })
      if (!connected.ok) throw new Error(connected.refusal.kind)
      connected.value.begin({ run: `run ${n}`, mime: 'video/mp4', takeOver: false })
      opened.push(connected.value)
    }
    const refused = dial()
    await refused.hears(isReady)
    refused.say(begin())
    expect(await refused.closed).toBe(HUNG_UP.tooMany)

    opened[0]!.stop()
    const next = dial()
    await next.hears(isReady)
    next.say(begin())
    await next.hears(({ kind }) => kind === 'go')
    next.say({ kind: 'stop' })
    next.hangUp()
    for (const one of opened) one.stop()
  })

  it('gives up a device that is gone without a word, and not one that has nothing to say', async () => {
    const [quiet, gone] = [dial(), dial({ autoPong: false })]
    await Promise.all([quiet, gone].map((device) => device.hears(isReady)))
    expect(await gone.closed).toBe(1006)
    await quiet.hears(({ kind }) => kind === 'beat')
    expect(quiet.isOpen()).toBe(true)
    quiet.hangUp()
  })

  it('hangs up on words that it does not know, and on pieces that are too large', async () => {
    for (const sent of ['{', '{"kind":"dance"}', '{"kind":"begin","run":"one","mime":"video/mp4"}']) {
      const device = dial()
      await device.hears(isReady)
      device.send(sent)
      expect(await device.closed).toBe(HUNG_UP.badMedia)
    }
    const device = dial()
    await device.hears(isReady)
    device.piece(0, Buffer.alloc(LARGEST_PIECE_BYTES + 1))
    expect([1006, 1009]).toContain(await device.closed)
  })
})

/** Boxes that lie about their lengths, and bytes that are none. */
const nastyPiece = fc.oneof(
  fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
  fc
    .tuple(fc.nat({ max: 200 }), fc.integer({ min: 0, max: 0xff }), fc.nat({ max: 400 }))
    .map(([at, value, cut]) => {
      const bytes = Buffer.concat([anInit(), aFragment({ startSec: 0, isKey: true })]).subarray(0, 40 + cut)
      bytes[at % bytes.length] = value
      return bytes
    }),
)
const nastyWord = fc.oneof(
  nastyValue.map((value) => JSON.stringify(value) ?? 'undefined'),
  nearMiss({ ...begin() }).map((value) => JSON.stringify(value) ?? ''),
)

it(
  'is neither broken nor kept busy by what nobody should send',
  async () => {
    const device = fc.array(
      fc.oneof(
        nastyWord,
        fc.tuple(fc.nat({ max: 3 }), nastyPiece).map(([number, bytes]) => ({ number, bytes })),
      ),
      { maxLength: 6 },
    )
    await fc.assert(
      fc.asyncProperty(device, async (sent) => {
        const line = dial()
        await line.hears(isReady)
        line.say(begin())
        for (const one of sent) {
          if (typeof one === 'string') line.send(one)
          else line.piece(one.number, one.bytes)
        }
        // Whatever it was, the door answers the next one as before.
        const next = dial()
        await next.hears(isReady)
        line.hangUp()
        next.hangUp()
        await Promise.all([line.closed, next.closed])
        watch.expectNothing()
      }),
      runs(100),
    )
  },
  patience.timeout,
)

it('gives low latency to as many as the node has it for, and to the next when one of them has gone', async () => {
  const few = await aLiveRoom({ lowLatencyViewers: 1, log: watch.log })
  const { id: liveSessionId } = few.liveSession
  const connected = await few.media.connect(liveSessionId, { say() {}, hangUp() {}, pause() {}, resume() {} })
  if (!connected.ok) throw new Error(connected.refusal.kind)
  connected.value.begin({ run: 'one', mime: 'video/mp4', takeOver: false })
  for (let n = 0; n < 8; n++) {
    const fragment = aFragment({ startSec: n / 4, isKey: n % 4 === 0 })
    connected.value.piece(n, n === 0 ? Buffer.concat([anInit(), fragment]) : fragment)
  }
  /** the list that a player of low latency is given at its address */
  async function listOf(client: ReturnType<LiveRoom['connect']>, ask: 'room:join' | 'room:snapshot') {
    const room = await client.emitWithAck(ask, { liveSessionId })
    if (!room.ok || room.value.video.state !== 'live') throw new Error('There is no picture')
    const token = room.value.video.base.split('/').at(-1)!
    const list = await few.media.file({ liveSessionId, token, name: 'll.m3u8' })
    return list.ok && String(list.value.bytes).includes('#EXT-X-PART') ? 'low' : 'plain'
  }
  const [first, second] = [few.connect(visitor('vis_a')), few.connect(visitor('vis_b'))]
  expect(await listOf(first, 'room:join')).toBe('low')
  expect(await listOf(second, 'room:join')).toBe('plain')
  few.clock.advance(10 * 60_000)
  expect(await listOf(second, 'room:snapshot')).toBe('plain')
  expect(await listOf(first, 'room:snapshot')).toBe('low')
  const left = new Promise<void>((resolve) =>
    second.on('viewers:changed', ({ viewers }) => viewers === 1 && resolve()),
  )
  first.disconnect()
  await left
  few.clock.advance(3 * 60_000)
  expect(await listOf(second, 'room:snapshot')).toBe('low')
  await few.close()
})
