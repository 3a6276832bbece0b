import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ffmpegHere } from '#tests/make/obs.ts'
import type { Media, Publisher } from '#server/media/index.ts'
import { standingClock } from '#server/platform/clock.ts'
import { randomIds } from '#server/platform/ids.ts'
import { createLog } from '#server/platform/log.ts'
import { films } from '#shared/films.ts'
import { aMedia } from '#tests/make/media.ts'
import { createFilmCamera } from './film-camera.ts'

let clock: ReturnType<typeof standingClock>
let media: ReturnType<typeof aMedia>
let camera: ReturnType<typeof createFilmCamera>
let isLive: boolean
/** of the disk, in bytes; over it the shop takes no picture */
let room: { leastFree: number; mostOfOne: number }
beforeEach(() => {
  clock = standingClock(new Date('2026-11-27T04:00:41.300Z'))
  room = { leastFree: 0, mostOfOne: Infinity }
  isLive = true
  useMedia('none')
})
afterEach(() => media.close())

function useMedia(ffmpeg: string, over: Partial<Media> = {}) {
  media = aMedia(clock, ffmpeg, { room })
  const log = createLog({ LOG_LEVEL: 'silent' })
  const seen = { ...media, ...over }
  camera = createFilmCamera({ media: seen, clock, ids: randomIds, log, isLive: async () => isLive })
}

async function filmFor(seconds: number) {
  for (let n = 0; n < seconds * 4; n++) {
    clock.advance(250)
    await camera.film()
  }
}
const state = async () => (await media.playback('live_1')).state
async function aPerson() {
  const heard: string[] = []
  const line = {
    say: ({ kind }: { kind: string }) => void heard.push(kind),
    hangUp: (code: number) => void heard.push(`hung up ${code}`),
    pause() {},
    resume() {},
  }
  const connected = await media.connect('live_1', line)
  if (!connected.ok) throw new Error(connected.refusal.kind)
  return { heard, ...connected.value }
}
async function list(name: string): Promise<string> {
  const playback = await media.playback('live_1')
  if (playback.state === 'none') throw new Error('Nothing is shown')
  const token = playback.base.split('/').at(-1)!
  const file = await media.file({ liveSessionId: 'live_1', token, name })
  if (!file.ok) throw new Error(file.refusal.kind)
  return String(file.value.bytes)
}
const secondsIn = (text: string) =>
  [...text.matchAll(/#EXTINF:([\d.]+)/g)].reduce((sum, [, sec]) => sum + Number(sec), 0)

it('has a film for each village that it names', () => {
  for (const film of films) expect(existsSync(`public/films/${film}.mp4`), film).toBe(true)
})

it('shows the film at its own pace, beyond its end, as one run', async () => {
  expect(await camera.show({ liveSessionId: 'live_1', film: 'yiyou' })).toBe(true)
  await filmFor(75)
  await media.end('live_1')
  const recording = await list('recording.m3u8')
  expect(secondsIn(recording)).toBeGreaterThan(72)
  expect(secondsIn(recording)).toBeLessThan(77)
  expect(recording).not.toContain('#EXT-X-DISCONTINUITY\n')
})

it('gives way to a person who goes on air, and stops when nothing is on', async () => {
  await camera.show({ liveSessionId: 'live_1', film: 'longdi' })
  await filmFor(3)
  const person = await media.connect('live_1', { say() {}, hangUp() {}, pause() {}, resume() {} })
  if (person.ok) person.value.begin({ run: 'mine', mime: 'video/mp4', takeOver: true })
  await filmFor(5)
  await media.end('live_1')
  expect(secondsIn(await list('recording.m3u8'))).toBeLessThan(5)

  await camera.show({ liveSessionId: 'live_2', film: 'longdi' })
  await filmFor(3)
  expect(await media.playback('live_2')).toMatchObject({ state: 'live' })
  expect(await camera.show(null)).toBe(true)
  expect(await media.playback('live_2')).toMatchObject({ state: 'away' })
})

const SHOWN = { liveSessionId: 'live_1', film: 'longdi' }
const discontinuities = (text: string) => text.split('#EXT-X-DISCONTINUITY\n').length - 1
async function recording() {
  await media.end('live_1')
  return list('recording.m3u8')
}

describe('a line that is lost', () => {
  it('goes on where it was when a piece was lost on the way', async () => {
    let lost = 0
    useMedia('none', {
      async connect(liveSessionId, line) {
        const connected = await media.connect(liveSessionId, line)
        const lossy = (own: Publisher): Publisher => ({
          ...own,
          piece: (number, bytes) => (number === 10 && lost++ === 0 ? undefined : own.piece(number, bytes)),
        })
        return connected.ok ? { ok: true, value: lossy(connected.value) } : connected
      },
    })
    await camera.show(SHOWN)
    await filmFor(20)
    expect(lost).toBeGreaterThan(0)
    const shown = await recording()
    expect(secondsIn(shown)).toBeGreaterThan(17)
    expect(discontinuities(shown)).toBe(0)
  })

  it('is dialled again after longer and longer when the shop has no room, and until it has', async () => {
    room.leastFree = Infinity
    let dialled = 0
    useMedia('none', {
      connect(liveSessionId, line) {
        dialled++
        return media.connect(liveSessionId, line)
      },
    })
    await camera.show(SHOWN)
    await filmFor(60)
    // At once, and after 1, 2, 4, 8, 16 and 32 seconds more.
    expect(dialled).toBe(6)
    room.leastFree = 0
    await filmFor(10)
    expect(await state()).toBe('live')
  })

  it.skipIf(ffmpegHere === null)('begins anew when its encoder is killed', { timeout: 60_000 }, async () => {
    const folder = mkdtempSync(path.join(os.tmpdir(), 'shanhuo-film-'))
    const own = path.join(folder, 'ffmpeg')
    const pids = path.join(folder, 'pids')
    const notes = `case "$*" in *pipe:1*frag*|*frag*pipe:1*) echo $$ >> ${pids};; esac`
    writeFileSync(own, `#!/bin/sh\n${notes}\nexec ${ffmpegHere!} "$@"\n`, { mode: 0o755 })
    useMedia(own)
    const started = () => (existsSync(pids) ? readFileSync(pids, 'utf8').trim().split('\n').map(Number) : [])
    const segments = async () => media.recordedSpans('live_1').then((spans) => spans.length)
    await camera.show(SHOWN)
    await expect.poll(() => filmFor(1).then(segments)).toBe(1)
    process.kill(started()[0]!, 'SIGKILL')
    await expect.poll(() => filmFor(1).then(() => started().length)).toBe(2)
    await expect.poll(() => filmFor(1).then(segments)).toBe(2)
  })

  it('comes back when a person has taken over and gone for good, and not before', async () => {
    await camera.show(SHOWN)
    await filmFor(3)
    const person = await aPerson()
    person.begin({ run: 'mine', mime: 'video/mp4', takeOver: true })
    await filmFor(120)
    expect(person.heard).toEqual(['go'])
    // A phone in a dead spot, which comes back.
    person.lost()
    await filmFor(20)
    const again = await aPerson()
    again.resume('mine')
    await filmFor(120)
    expect(again.heard).toEqual(['go'])
    again.stop()
    await filmFor(40)
    expect(await state()).toBe('away')
    await filmFor(10)
    expect(await state()).toBe('live')
  })

  it('does not bother whoever is on air when it comes', async () => {
    const person = await aPerson()
    person.begin({ run: 'mine', mime: 'video/mp4', takeOver: false })
    await camera.show(SHOWN)
    await filmFor(120)
    expect(person.heard).toEqual(['go'])
  })
})

describe('a session that is over', () => {
  it('is shown nothing more, whether the line was there or to be dialled again', async () => {
    await camera.show(SHOWN)
    await filmFor(3)
    isLive = false
    await media.end('live_1')
    await filmFor(120)
    expect(await state()).toBe('recorded')

    room.leastFree = Infinity
    isLive = true
    await camera.show({ ...SHOWN, liveSessionId: 'live_2' })
    await filmFor(3)
    ;[isLive, room.leastFree] = [false, 0]
    await filmFor(120)
    expect(await media.playback('live_2')).toEqual({ state: 'none' })
  })

  it('is not dialled when the shop has closed', async () => {
    room.leastFree = Infinity
    await camera.show(SHOWN)
    room.leastFree = 0
    expect(await camera.show(null)).toBe(true)
    await filmFor(120)
    expect(await state()).toBe('none')
  })
})
