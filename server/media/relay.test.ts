import { spawn } from 'node:child_process'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { standingClock } from '#server/platform/clock.ts'
import { EnvError } from '#server/platform/env.ts'
import { createLog, type Log } from '#server/platform/log.ts'
import { anEngine } from '#tests/make/engine.ts'
import { aMedia, aRelayedMedia } from '#tests/make/media.ts'
import { ffmpegHere } from '#tests/make/obs.ts'
import { createRelay, withoutKeys } from './relay.ts'
import type { Media } from './types.ts'

const KEY = 'hush-0123456789'
const SESSION = 'live_1'
const PLAYBACK = 'https://cdn.example/live/{session}.m3u8'
const clock = standingClock(new Date('2026-11-28T04:00:00Z'))

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as { port: number }
  await new Promise((resolve) => server.close(resolve))
  return port
}

/** A log whose lines are read. */
function aLog() {
  const lines: string[] = []
  const log = createLog({ LOG_LEVEL: 'silent' }).child({})
  log.warn = ((words: unknown) => void lines.push(JSON.stringify(words))) as Log['warn']
  return { log, lines }
}

/** What a browser records, second by second, for as long as it is on: a moving picture with a key picture a second. */
async function onAir(media: Media) {
  let resume = () => {}
  let resumed: Promise<void> | null = null
  const connected = await media.connect(SESSION, {
    ...{ say() {}, hangUp() {} },
    pause: () => void (resumed ??= new Promise((resolve) => (resume = resolve))),
    resume() {
      resumed = null
      resume()
    },
  })
  if (!connected.ok) throw new Error(connected.refusal.kind)
  connected.value.begin({
    run: 'one',
    mime: 'video/webm;codecs=h264,opus',
    takeOver: false,
  })
  const camera = spawn(
    ffmpegHere!,
    [
      '-loglevel error -re -f lavfi -i testsrc=size=160x90:rate=10 -re -f lavfi -i sine=sample_rate=48000',
      '-c:v libx264 -preset ultrafast -pix_fmt yuv420p -g 10 -c:a libopus -flush_packets 1 -f matroska pipe:1',
    ]
      .join(' ')
      .split(' '),
    { stdio: ['ignore', 'pipe', 'ignore'] },
  )
  const sent = (async () => {
    let number = 0
    for await (const bytes of camera.stdout) {
      connected.value.piece(number++, bytes as Buffer)
      await resumed
    }
  })()
  return async () => {
    camera.kill('SIGKILL')
    await sent
  }
}

/** Whole segments of the session so far. */
async function segments(media: Media) {
  const playback = await media.playback(SESSION)
  if (playback.state === 'none') return { count: 0, list: '' }
  const token = playback.base.split('/').at(-1)!
  const file = await media.file({ liveSessionId: SESSION, token, name: 'recording.m3u8' })
  const list = file.ok ? String(file.value.bytes) : ''
  return { count: [...list.matchAll(/^s\d+\.m4s$/gm)].length, list }
}
const reaches = (media: Media, count: number) =>
  expect.poll(async () => (await segments(media)).count, { interval: 100 }).toBeGreaterThanOrEqual(count)
const shows = (engine: ReturnType<typeof anEngine>, frames: number) =>
  expect.poll(engine.frames, { interval: 100 }).toBeGreaterThan(frames)

describe.skipIf(ffmpegHere === null)('a picture that is sent on to an engine', () => {
  let port: number
  let media: Media
  let cameraAway: () => Promise<void>
  let lines: string[]
  const engines: ReturnType<typeof anEngine>[] = []
  const openEngine = () => {
    const engine = anEngine(`rtmp://127.0.0.1:${port}/live/${SESSION}`)
    engines.push(engine)
    return engine
  }

  beforeEach(async () => {
    port = await freePort()
    const read = aLog()
    lines = read.lines
    media = aRelayedMedia({
      ...{ clock, log: read.log, ffmpeg: ffmpegHere! },
      relay: { to: `rtmp://127.0.0.1:${port}/live/{session}?sign=${KEY}`, playback: PLAYBACK },
    })
    cameraAway = async () => {}
  })
  afterEach(async () => {
    await cameraAway()
    await media.close()
    for (const engine of engines.splice(0)) await engine.kill()
  })

  it('is there; an engine that is killed leaves no gap here, and has it again when it is back', async () => {
    const engine = openEngine()
    cameraAway = await onAir(media)
    await shows(engine, 20)
    expect(await media.playback(SESSION)).toMatchObject({
      state: 'live',
      engine: `https://cdn.example/live/${SESSION}.m3u8`,
    })

    const { count } = await segments(media)
    await engine.kill()
    await reaches(media, count + 4)
    const again = openEngine()
    await shows(again, 20)

    const { list } = await segments(media)
    const lengths = [...list.matchAll(/#EXTINF:([\d.]+)/g)].map(([, length]) => Number(length))
    const numbers = [...list.matchAll(/^s(\d+)\.m4s$/gm)].map(([, number]) => Number(number))
    expect(list).not.toMatch(/#EXT-X-DISCONTINUITY\n|#EXT-X-GAP/)
    expect(numbers).toEqual(numbers.map((_, at) => at))
    // A key picture a second, and a segment for each: a lost one would make its segment longer.
    for (const length of lengths) expect(length).toBeCloseTo(1, 1)
    expect(lines.join('\n')).toContain('refused')
    expect(lines.join('\n')).not.toContain(KEY)
  }, 60_000)

  it('is here at once when there is no engine, and its end is not waited for', async () => {
    cameraAway = await onAir(media)
    await reaches(media, 2)
    await cameraAway()
    const before = performance.now()
    await media.end(SESSION)
    // It is five seconds after which an ffmpeg that gives no end is killed.
    expect(performance.now() - before).toBeLessThan(4_000)
    // Each attempt's words once.
    expect(new Set(lines).size).toBe(lines.length)
    expect(lines.join('\n')).not.toContain(KEY)
  }, 60_000)
})

describe('an address of an engine', () => {
  const aFfmpeg = () => path.join(mkdtempSync(path.join(os.tmpdir(), 'shanhuo-ffmpeg-')), 'ffmpeg')
  const to = 'rtmps://push.example/live/{session}?key=hush'

  it('is no use without ffmpeg, or with one that does not speak it: the shop does not open', () => {
    const relay = { to, playback: undefined }
    expect(() => createRelay(relay, () => null)).toThrow(EnvError)
    const speaksFile = aFfmpeg()
    writeFileSync(speaksFile, '#!/bin/sh\nprintf "Input:\\n  rtmps\\nOutput:\\n  file\\n"\n', { mode: 0o755 })
    expect(() => createRelay(relay, () => speaksFile)).toThrow(/does not speak rtmps/)
    expect(() => aRelayedMedia({ ...{ clock, ffmpeg: 'none', relay }, log: aLog().log })).toThrow(/ffmpeg/)
  })

  it('has the session in it; without one there is no engine', async () => {
    const none = createRelay({ to: undefined, playback: undefined }, () => null)
    expect([none.targetOf(SESSION), none.listOf(SESSION)]).toEqual([null, null])
    expect(aMedia(clock).engineList(SESSION)).toBeNull()
  })

  it.each([
    [
      'Error opening rtmps://push.example:1936/live/live_1?key=hush: refused',
      'rtmps://push.example:1936/live/live_1?key=hush',
    ],
    ['Server error: Stream hush0 is published', 'rtmp://push.example/app/hush0'],
    ['Error opening rtmp://me:hush@push.example/app/x', 'rtmp://me:hush@push.example/app/x'],
  ])('is taken out of words: %s', (words, target) => {
    expect(withoutKeys(words, target)).not.toContain('hush')
    expect(withoutKeys(words, target)).toMatch(/^Error opening rtmps?:.*push\.example|^Server error: Stream/)
  })
})
