import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { HUNG_UP, type ShopSays } from '#shared/ingest.ts'
import { standingClock } from '#server/platform/clock.ts'
import { createLog } from '#server/platform/log.ts'
import { aMedia } from '#tests/make/media.ts'
import { findFfmpeg } from './ffmpeg.ts'
import { createRemuxers } from './remuxer.ts'
import type { Media } from './types.ts'

const SECONDS = 4
const RATE = 10
const WEBM = 'video/webm;codecs=h264,opus'
const log = createLog({ LOG_LEVEL: 'silent' })
const clock = standingClock(new Date('2026-11-27T04:00:00Z'))
const ffmpeg = findFfmpeg(undefined)

/** What a browser records: a moving picture with a key picture each second, and a tone. */
function recorded(codec: 'h264' | 'vp8'): Buffer {
  const picture =
    codec === 'h264'
      ? ['libx264', '-preset', 'ultrafast']
      : ['libvpx', '-deadline', 'realtime', '-cpu-used', '8']
  const { stdout, stderr, status } = spawnSync(
    ffmpeg!,
    [
      ...['-hide_banner', '-loglevel', 'error', '-f', 'lavfi', '-i', `testsrc=size=160x90:rate=${RATE}`],
      ...['-f', 'lavfi', '-i', 'sine=frequency=440:sample_rate=48000', '-t', String(SECONDS)],
      ...[
        '-pix_fmt',
        'yuv420p',
        '-c:v',
        ...picture,
        '-g',
        String(RATE),
        '-c:a',
        'libopus',
        '-f',
        'matroska',
        'pipe:1',
      ],
    ],
    { maxBuffer: 64 * 1024 * 1024 },
  )
  expect(status, String(stderr)).toBe(0)
  return stdout
}

async function sent(media: Media, mime: string, bytes: Buffer) {
  const said: ShopSays[] = []
  const line = { say: (word: ShopSays) => void said.push(word), hangUp() {}, pause() {}, resume() {} }
  const connected = await media.connect('live_1', line)
  if (!connected.ok) throw new Error(connected.refusal.kind)
  connected.value.begin({ run: 'one', mime, takeOver: false })
  for (let at = 0, number = 0; at < bytes.length; at += 8_192, number++)
    connected.value.piece(number, bytes.subarray(at, at + 8_192))
  return said
}

async function read(media: Media, name: string): Promise<Buffer> {
  const playback = await media.playback('live_1')
  if (playback.state === 'none') throw new Error('Nothing is shown')
  const token = playback.base.split('/').at(-1)!
  const file = await media.file({ liveSessionId: 'live_1', token, name })
  if (!file.ok) throw new Error(`${name}: ${file.refusal.kind}`)
  return file.value.bytes
}

/** of whole segments */
async function secondsOf(media: Media): Promise<number> {
  if ((await media.playback('live_1')).state === 'none') return 0
  const lengths = String(await read(media, 'recording.m3u8')).matchAll(/#EXTINF:([\d.]+)/g)
  return [...lengths].reduce((sum, [, length]) => sum + Number(length), 0)
}

describe.skipIf(ffmpeg === null)('a recording that ffmpeg converts', () => {
  const recordings = new Map<'h264' | 'vp8', Buffer>()
  beforeAll(() => {
    for (const codec of ['h264', 'vp8'] as const) recordings.set(codec, recorded(codec))
  })

  it.each([
    ['h264', WEBM],
    ['vp8', 'video/webm;codecs=vp8,opus'],
  ] as const)(
    'of %s is whole, cut into seconds, and can be decoded from its first picture',
    async (codec, mime) => {
      const media = aMedia(clock, ffmpeg!)
      await sent(media, mime, recordings.get(codec)!)
      // As it comes while it is live: what is not out five seconds after the end is let go.
      await expect.poll(() => secondsOf(media)).toBeGreaterThanOrEqual(SECONDS - 1)
      await media.end('live_1')

      const list = String(await read(media, 'recording.m3u8'))
      const lengths = [...list.matchAll(/#EXTINF:([\d.]+)/g)].map(([, length]) => Number(length))
      expect(await secondsOf(media)).toBeCloseTo(SECONDS, 0)
      expect(lengths.length).toBeGreaterThanOrEqual(SECONDS - 1)
      const names = [...list.matchAll(/URI="([^"]+)"|^(s\d+\.m4s)$/gm)].map(([, a, b]) => a ?? b!)
      const film = Buffer.concat(await Promise.all(names.map((name) => read(media, name))))
      const counted = spawnSync(
        ffmpeg!,
        [...['-hide_banner', '-xerror', '-i', 'pipe:0', '-map', '0:v', '-map', '0:a', '-f', 'null', '-']],
        { input: film },
      )
      expect(counted.status, String(counted.stderr)).toBe(0)
      const frames = [...String(counted.stderr).matchAll(/frame=\s*(\d+)/g)].map(([, count]) => Number(count))
      expect(frames.at(-1)).toBeGreaterThanOrEqual(SECONDS * RATE - 2)
    },
  )

  it('begins anew when ffmpeg is killed', async () => {
    const folder = mkdtempSync(path.join(os.tmpdir(), 'shanhuo-ffmpeg-'))
    const killed = path.join(folder, 'ffmpeg')
    writeFileSync(killed, '#!/bin/sh\n[ "$1" = -version ] && exit\nhead -c 1 >/dev/null\nkill -9 $$\n', {
      mode: 0o755,
    })
    const said = await sent(aMedia(clock, killed), WEBM, recordings.get('h264')!)
    await expect.poll(() => said.at(-1)).toEqual({ kind: 'begin_anew' })
  })

  it('is given up when three encoders in a row could read nothing of it', async () => {
    const media = aMedia(clock, ffmpeg!)
    const codes: number[] = []
    let runs = 0
    const begin = () => {
      publisher.begin({ run: `run ${++runs}`, mime: WEBM, takeOver: false })
      publisher.piece(0, Buffer.alloc(300_000))
    }
    const connected = await media.connect('live_1', {
      say: ({ kind }) => kind === 'begin_anew' && begin(),
      hangUp: (code) => codes.push(code),
      pause() {},
      resume() {},
    })
    if (!connected.ok) throw new Error(connected.refusal.kind)
    const publisher = connected.value
    begin()
    await expect.poll(() => codes).toEqual([HUNG_UP.badMedia])
    expect(runs).toBe(3)
  })
})

describe('a program that says nothing', () => {
  afterEach(() => vi.useRealTimers())

  it('is killed after ten seconds of being fed', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const folder = mkdtempSync(path.join(os.tmpdir(), 'shanhuo-ffmpeg-'))
    const stuck = path.join(folder, 'ffmpeg')
    writeFileSync(stuck, '#!/bin/sh\nexec sleep 600\n', { mode: 0o755 })
    const ended = new Promise<void>((onEnd) => {
      const remuxer = createRemuxers({ ffmpegHere: () => stuck, log }).open(
        { mime: WEBM, relayTo: null },
        { onBytes() {}, onEnd },
      )
      for (let second = 0; second < 10; second += 1) {
        remuxer.write(Buffer.from('picture'))
        vi.advanceTimersByTime(1_000)
      }
    })
    await ended
  })

  it('because its host’s line is lost is not killed, and goes on when there is more', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const folder = mkdtempSync(path.join(os.tmpdir(), 'shanhuo-ffmpeg-'))
    const [waiting, read] = ['ffmpeg', 'read'].map((name) => path.join(folder, name))
    // What it was given last makes no piece yet, as the beginning of one does not.
    writeFileSync(waiting!, `#!/bin/sh\nread a\ntouch ${read}\nread b\necho "$a $b"\n`, { mode: 0o755 })
    const given = new Promise<string>((resolve, reject) => {
      const remuxer = createRemuxers({ ffmpegHere: () => waiting!, log }).open(
        { mime: WEBM, relayTo: null },
        { onBytes: (bytes) => resolve(bytes.toString()), onEnd: () => reject(new Error('killed')) },
      )
      remuxer.write(Buffer.from('half\n'))
      void vi
        .waitFor(() => expect(existsSync(read!)).toBe(true), { timeout: 10_000 })
        .then(() => vi.advanceTimersByTime(25_000))
        .then(() => remuxer.write(Buffer.from('a piece\n')))
    })
    expect(await given).toBe('half a piece\n')
  })

  it('that is not there is as one that died', async () => {
    const { open } = createRemuxers({ ffmpegHere: () => '/nowhere/ffmpeg', log })
    await new Promise<void>((onEnd) => void open({ mime: WEBM, relayTo: null }, { onBytes() {}, onEnd }))
  })
})

describe('ffmpeg', () => {
  it('is the one that is named, if it runs; or none', () => {
    const folder = mkdtempSync(path.join(os.tmpdir(), 'shanhuo-ffmpeg-'))
    const [runs, fails] = ['runs', 'fails'].map((name) => path.join(folder, name))
    writeFileSync(runs!, '#!/bin/sh\n', { mode: 0o755 })
    writeFileSync(fails!, '#!/bin/sh\nexit 1\n', { mode: 0o755 })
    expect(findFfmpeg(runs)).toBe(runs)
    expect(findFfmpeg(fails)).toBeNull()
    expect(findFfmpeg('/nowhere/ffmpeg')).toBeNull()
    expect(findFfmpeg('none')).toBeNull()
  })

  it('makes small pictures while half of what its cores carry is left for whole ones', () => {
    const silent = path.join(mkdtempSync(path.join(os.tmpdir(), 'shanhuo-ffmpeg-')), 'ffmpeg')
    const remuxers = createRemuxers({ ffmpegHere: () => silent, log })
    const none = { onBytes() {}, onEnd() {} }
    const picture = { mime: WEBM, relayTo: null }
    let small = 0
    const next = () => remuxers.open(picture, none) && remuxers.openLow(picture, none)
    while (next()) small++
    expect(small).toBe(Math.floor((10 * os.availableParallelism()) / 6))
    expect(remuxers.haveRoomFor({ mime: WEBM, relayTo: null })).toBe(true)
    expect(
      createRemuxers({ ffmpegHere: () => null, log }).openLow({ mime: 'video/mp4', relayTo: null }, none),
    ).toBeNull()
  })

  it('is given Matroska before MP4, of which recorders give a piece for each key picture only', () => {
    const accepts = createRemuxers({ ffmpegHere: () => '/nowhere/ffmpeg', log }).accepts()
    expect(accepts[0]).toBe(WEBM)
    expect(accepts.findIndex((mime) => mime.includes('mp4'))).toBeGreaterThan(
      accepts.findLastIndex((mime) => /matroska/.test(mime)),
    )
    expect(createRemuxers({ ffmpegHere: () => null, log }).accepts()).not.toContain(WEBM)
  })

  it('takes as many pictures as its cores carry', () => {
    const remuxers = createRemuxers({ ffmpegHere: () => null, log })
    const none = { onBytes() {}, onEnd() {} }
    const opened = []
    while (remuxers.haveRoomFor({ mime: 'video/mp4', relayTo: null }))
      opened.push(remuxers.open({ mime: 'video/mp4', relayTo: null }, none))
    expect(opened).toHaveLength(20 * os.availableParallelism())
    opened[0]!.kill()
    expect(remuxers.haveRoomFor({ mime: 'video/mp4', relayTo: null })).toBe(true)
    expect(remuxers.haveRoomFor({ mime: 'video/webm;codecs=vp8,opus', relayTo: null })).toBe(false)
  })
})
