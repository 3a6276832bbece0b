import type { ChildProcess } from 'node:child_process'
import { connect } from 'node:net'
import fc from 'fast-check'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { RTMP_MIME } from '#shared/ingest.ts'
import { randomIds } from '#server/platform/ids.ts'
import { createLog } from '#server/platform/log.ts'
import { createRateLimits } from '#server/platform/rate-limits.ts'
import { watchNode } from '#tests/fuzz/node-watch.ts'
import { patience, runs } from '#tests/fuzz/values.ts'
import { aLiveRoom, visitor, type LiveRoom } from '#tests/make/live-room.ts'
import { anObs, ffmpegHere } from '#tests/make/obs.ts'
import { aLiveSession } from '#tests/make/selling.ts'
import { openRtmp } from './rtmp.ts'

const watch = watchNode()
let room: LiveRoom
let server: string
const sending: ChildProcess[] = []

beforeAll(async () => {
  room = await aLiveRoom({ limitFactor: 1_000_000, log: watch.log, ffmpeg: ffmpegHere ?? 'none' })
})
afterEach(() => {
  for (const obs of sending.splice(0)) obs.kill('SIGKILL')
  watch.expectNothing()
})
afterAll(async () => {
  await room.close()
  watch.stop()
})

async function aKey(liveSessionId = room.liveSession.id): Promise<string> {
  const made = await room.live.renewStreamKey(liveSessionId)
  if (!made.ok) throw new Error(made.refusal.kind)
  expect(await room.live.hasStreamKey(liveSessionId)).toBe(true)
  return made.value.streamKey
}

function stream(key: string) {
  const obs = anObs(`${server}/${key}`)
  sending.push(obs.child)
  return obs
}

/** Resolves when the picture of a session is as it is wanted. */
const isShown = (state: 'live' | 'away', liveSessionId = room.liveSession.id) =>
  new Promise<void>((resolve) => {
    const stop = room.media.onChanged(look)
    function look() {
      void room.media.playback(liveSessionId).then((playback) => {
        if (playback.state !== state) return
        stop()
        resolve()
      })
    }
    look()
  })

async function listed(name: string): Promise<string> {
  const playback = await room.media.playback(room.liveSession.id)
  if (playback.state === 'none') throw new Error('Nothing is shown')
  const token = playback.base.split('/').at(-1)!
  const file = await room.media.file({ liveSessionId: room.liveSession.id, token, name })
  if (!file.ok) throw new Error(file.refusal.kind)
  return String(file.value.bytes)
}

describe.skipIf(ffmpegHere === null)('OBS (ffmpeg plays it; none is on this machine)', () => {
  beforeAll(() => {
    server = room.rtmp.offer()!.server!
  })

  it('is seen in the room, in parts of low latency, as long as it sends', async () => {
    const obs = stream(await aKey())
    await isShown('live')
    expect(await listed('ll.m3u8')).toMatch(/#EXT-X-PART:DURATION=0\.\d+,URI="s\d+\.\d+\.m4s"/)
    expect(await listed('live.m3u8')).toContain('#EXTINF')
    const viewer = room.connect(visitor('vis_viewer'))
    const joined = await viewer.emitWithAck('room:join', { liveSessionId: room.liveSession.id })
    expect(joined).toMatchObject({ value: { video: { state: 'live' } } })

    obs.child.kill('SIGKILL')
    await isShown('away')
  }, 60_000)

  it('is turned away with a key that is wrong, old, or of a session that is not on', async () => {
    const old = await aKey()
    const fresh = await aKey()
    const planned = await aLiveSession(room.db, {
      id: 'live_planned_obs',
      villageId: room.village.id,
      state: 'planned',
    })
    expect(await stream(old).said).toContain('Unknown stream key')
    expect(await stream(`${fresh}0`).said).toContain('Unknown stream key')
    expect(await stream('live_nothing.at.all').said).toContain('Unknown stream key')
    expect(await stream(await aKey(planned.id)).said).toContain('The session is not live')
  }, 60_000)

  it('does not push another off the air, unless the host lets it, once', async () => {
    const key = await aKey()
    const first = stream(key)
    await isShown('live')
    expect(await stream(key).said).toContain('Another device is on air')
    await room.live.letStreamTakeOver(room.liveSession.id)
    stream(key)
    await first.said
    expect(await stream(key).said).toContain('Another device is on air')
    await isShown('live')
  }, 60_000)

  it('ends with its session, and may not come back', async () => {
    const { id } = room.liveSession
    const key = await aKey()
    const obs = stream(key)
    await isShown('live')
    await room.live.end(id)
    await obs.said
    expect(await stream(key).said).toContain('The session is not live')
    expect(await room.live.renewStreamKey(id)).toMatchObject({ refusal: { kind: 'wrong_state' } })
  }, 60_000)

  it('goes into the rehearsal of a session that is planned', async () => {
    const planned = await aLiveSession(room.db, {
      id: 'live_rehearsed_obs',
      villageId: room.village.id,
      state: 'planned',
    })
    const made = await room.live.rehearse(planned.id, planned.hostUserId)
    if (!made.ok) throw new Error(made.refusal.kind)
    const { liveSessionId } = made.value
    await room.live.start(liveSessionId, planned.hostUserId)
    const obs = stream(await aKey(planned.id))
    await isShown('live', liveSessionId)
    await room.live.end(liveSessionId)
    await obs.said
    expect((await room.media.playback(liveSessionId)).state).toBe('none')
  }, 60_000)
})

describe('the door of OBS', () => {
  const deps = (port: number | 'none', ffmpeg = true) => ({
    env: { RTMP_PORT: port, HOST: '127.0.0.1', PUBLIC_ORIGIN: 'https://shop.example' },
    clock: room.clock,
    ids: randomIds,
    limits: createRateLimits({ factor: 1 }),
    log: createLog({ LOG_LEVEL: 'silent' }),
    services: {
      live: room.live,
      media: { ...room.media, accepts: () => (ffmpeg ? [RTMP_MIME] : []) },
    },
  })

  it('says that it is closed when its port is taken, and is not offered without ffmpeg or when it is off', async () => {
    const first = await openRtmp(deps(0))
    const port = Number(new URL(first.offer()!.server!.replace('rtmp', 'http')).port)
    const second = await openRtmp(deps(port))
    expect(second.offer()).toEqual({ server: null })
    expect((await openRtmp(deps('none'))).offer()).toBeNull()
    const without = await openRtmp(deps(0, false))
    expect(without.offer()).toBeNull()
    for (const door of [first, second, without]) door.close()
  })

  it('takes no more comings from one address than its limit', async () => {
    const door = await openRtmp(deps(0))
    const port = Number(new URL(door.offer()!.server!.replace('rtmp', 'http')).port)
    const knocks = Array.from({ length: 61 }, () => knock(port, Buffer.alloc(0)))
    await knocks.at(-1)!
    door.close()
    await Promise.all(knocks)
  })
})

/** @returns when the door has hung up */
function knock(port: number, bytes: Buffer): Promise<void> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => socket.end(bytes))
    socket.on('error', () => {})
    socket.on('close', () => resolve())
    socket.resume()
  })
}

const handshake = Buffer.concat([Buffer.from([3]), Buffer.alloc(2 * 1_536)])
/** Messages that lie about how long they are, on any channel, and words that are none. */
const message = fc
  .record({
    channel: fc.integer({ min: 2, max: 63 }),
    length: fc.oneof(fc.nat({ max: 64 }), fc.constant(0xffffff)),
    type: fc.integer({ min: 0, max: 22 }),
    body: fc.uint8Array({ maxLength: 64 }),
  })
  .map(({ channel, length, type, body }) => {
    const head = Buffer.alloc(12)
    head[0] = channel
    head.writeUIntBE(length, 4, 3)
    head[7] = type
    return Buffer.concat([head, body])
  })
const call = fc
  .tuple(fc.constantFrom('connect', 'publish', 'play', 'createStream'), fc.uint8Array({ maxLength: 40 }))
  .map(([name, rest]) => {
    const body = Buffer.concat([Buffer.from([2, 0, name.length]), Buffer.from(name), rest])
    const head = Buffer.alloc(12)
    head[0] = 3
    head.writeUIntBE(body.length, 4, 3)
    head[7] = 20
    return Buffer.concat([head, body])
  })

it(
  'is not broken by what is no RTMP',
  async () => {
    const door = await openRtmp({
      env: { RTMP_PORT: 0, HOST: '127.0.0.1', PUBLIC_ORIGIN: 'https://shop.example' },
      clock: room.clock,
      ids: randomIds,
      limits: createRateLimits({ factor: 1_000_000 }),
      log: watch.log,
      services: { live: room.live, media: { ...room.media, accepts: () => [RTMP_MIME] } },
    })
    const port = Number(new URL(door.offer()!.server!.replace('rtmp', 'http')).port)
    const sent = fc.array(fc.oneof(message, call), { maxLength: 8 }).map((all) => Buffer.concat(all))
    await fc.assert(
      fc.asyncProperty(fc.boolean(), sent, async (greets, bytes) => {
        await knock(port, greets ? Buffer.concat([handshake, bytes]) : bytes)
        watch.expectNothing()
      }),
      runs(100),
    )
    door.close()
  },
  patience.timeout,
)
