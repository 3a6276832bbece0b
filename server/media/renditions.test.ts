import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { standingClock } from '#server/platform/clock.ts'
import { aDevice, aMedia } from '#tests/make/media.ts'
import { aFragment, anInit, box, SOUND, words } from '#tests/make/mp4.ts'
import { findFfmpeg } from './ffmpeg.ts'
import { createSoundOnly } from './mp4/sound.ts'
import { createMp4Reader } from './mp4/reader.ts'

const SECONDS = 5
const WEBM = 'video/webm;codecs=h264,opus'
const ffmpeg = findFfmpeg(undefined)

type Format = 'matroska' | 'mp4' | 'webm'
const recordings = new Map<Format, Buffer>()
/**
 * Four seconds by Chromium's MediaRecorder (156, OpenH264), 192 × 480 and about 24 pictures a second: irregular, by a
 * clock of milliseconds, with no word of a rate. What ffmpeg draws is never so.
 */
const byABrowser = (format: 'webm' | 'mp4') =>
  readFileSync(new URL(`../../tests/make/chromium.${format}`, import.meta.url))

/** Drawn once: each test sends the same. */
function recorded(format: Format): Buffer {
  const bytes = recordings.get(format) ?? draw(format)
  recordings.set(format, bytes)
  return bytes
}

/** A phone held upright: 540 columns, a key picture each second, and a tone. */
function draw(format: Format): Buffer {
  // WebM is what browsers without H.264 record: VP8, whose key pictures come when it likes.
  const codec =
    format === 'webm'
      ? '-c:v libvpx -deadline realtime -cpu-used 16 -b:v 1M'
      : '-c:v libx264 -preset ultrafast -g 20'
  const picture = `-f lavfi -i testsrc2=size=540x960:rate=20 ${codec} -pix_fmt yuv420p`
  const sound = '-f lavfi -i sine=sample_rate=48000'
  const made = spawnSync(
    ffmpeg!,
    [
      ...'-loglevel error'.split(' '),
      ...picture.split(' ').slice(0, 4),
      ...sound.split(' '),
      ...picture.split(' ').slice(4),
      ...`-t ${SECONDS} -c:a ${format === 'mp4' ? 'aac' : 'libopus'} -b:a 96k`.split(' '),
      ...(format === 'mp4'
        ? '-movflags +frag_keyframe+empty_moov+default_base_moof+delay_moov -frag_duration 250000'.split(' ')
        : []),
      ...['-f', format, 'pipe:1'],
    ],
    { maxBuffer: 64 * 1024 * 1024 },
  )
  expect(made.status, String(made.stderr)).toBe(0)
  return made.stdout
}

let media: ReturnType<typeof aMedia>
/** that the room is told of the session */
let told: number
const clock = standingClock(new Date('2026-11-27T04:00:00Z'))

const STILL = { soundOnly: 'weak_line', bitsPerSecond: 30_000 } as const

async function begun(mime: string, still?: typeof STILL) {
  told = 0
  media.onChanged(() => told++)
  const device = await aDevice(media)
  device.begin({ run: 'one', mime, takeOver: false, ...still })
  return device
}

async function shown() {
  const playback = await media.playback('live_1')
  if (playback.state !== 'live' && playback.state !== 'away') throw new Error(`It is ${playback.state}`)
  return playback
}
const renditions = async () => {
  const playback = await media.playback('live_1')
  return playback.state === 'live' ? playback.renditions : []
}
async function read(name: string): Promise<Buffer | null> {
  const token = (await shown()).base.split('/').at(-1)!
  const file = await media.file({ liveSessionId: 'live_1', token, name })
  return file.ok ? file.value.bytes : null
}
const list = async (name: string) => String(await read(name))
const segmentsOf = async (name: string) =>
  [...(await list(name)).matchAll(/^s\d+\.m4s$/gm)].map(([file]) => file)

/** What ffmpeg makes of all that a rendition's list names. */
async function decoded(folder: string) {
  const names = [...(await list(`${folder}live.m3u8`)).matchAll(/URI="([^"]+)"|^(s\d+\.m4s)$/gm)]
  const files = await Promise.all(names.map(([, a, b]) => read(folder + (a ?? b!))))
  const { status, stderr } = spawnSync(
    ffmpeg!,
    ['-hide_banner', '-xerror', '-i', 'pipe:0', '-f', 'null', '-'],
    {
      input: Buffer.concat(files.map((bytes) => bytes!)),
    },
  )
  expect(status, String(stderr)).toBe(0)
  return String(stderr)
}
/** The file, when it was broadcast and how long it is, tenths of a second, of each segment. */
const cuts = async (name: string) =>
  [...(await list(name)).matchAll(/DATE-TIME:(\S+)\n#EXTINF:([\d.]+),\n(s\d+)/g)].map(
    ([, at, length, file]) => [file, Math.round(Date.parse(at!) / 100), Math.round(Number(length) * 10)],
  )
const enough = async (folder = '', segments = SECONDS - 1) =>
  expect
    .poll(async () => (await segmentsOf(`${folder}live.m3u8`).catch(() => [])).length)
    .toBeGreaterThanOrEqual(segments)

describe.skipIf(ffmpeg === null)('with ffmpeg', () => {
  beforeEach(() => {
    media = aMedia(clock, ffmpeg!)
  })
  afterEach(() => media.close())

  it('a picture can be had as it came, small, and as sound; lists say what each takes', async () => {
    const host = await begun(WEBM)
    await host.send(recorded('matroska'))
    await enough()
    await enough('low/')
    expect(await renditions()).toEqual(['low', 'sound'])
    // The room is told again when there is more to choose from.
    expect(told).toBeGreaterThanOrEqual(2)

    const lines = (await list('main-ll.m3u8')).trim().split('\n')
    const variants = lines.filter((line) => line.startsWith('#EXT-X-STREAM-INF'))
    expect(lines.filter((line) => !line.startsWith('#'))).toEqual(['ll.m3u8', 'low/ll.m3u8', 'sound/ll.m3u8'])
    expect(variants[0]).toMatch(/CODECS="avc1\.[0-9A-F]{6},mp4a\.40\.2",RESOLUTION=540x960$/)
    expect(variants[1]).toMatch(/CODECS="avc1\.4D[0-9A-F]{4},mp4a\.40\.2",RESOLUTION=360x640$/)
    expect(variants[2]).toMatch(/CODECS="mp4a\.40\.2"$/)
    const [source, low, sound] = variants.map((line) => Number(/BANDWIDTH=(\d+)/.exec(line)![1]))
    expect(low).toBeLessThan(source!)
    expect(low).toBeLessThan(700_000)
    expect(sound).toBeLessThan(150_000)
    expect((await list('main.m3u8')).match(/live\.m3u8$/gm)).toHaveLength(3)
  })

  it('renditions are cut at the same pictures, with the same numbers and times', async () => {
    const host = await begun(WEBM)
    await host.send(recorded('matroska'))
    await enough()
    await enough('low/')
    const source = await cuts('live.m3u8')
    const low = await cuts('low/live.m3u8')
    expect(low).toEqual(source.slice(0, low.length))
    expect((await cuts('sound/live.m3u8')).map(([file]) => file)).toEqual(source.map(([file]) => file))
    expect(await list('low/ll.m3u8')).toContain('#EXT-X-RENDITION-REPORT:URI="../sound/ll.m3u8",LAST-MSN=')
    expect(await list('ll.m3u8')).toContain('#EXT-X-RENDITION-REPORT:URI="low/ll.m3u8",LAST-MSN=')
  })

  it('of a picture that is encoded anew they are cut alike, too', async () => {
    const host = await begun('video/webm;codecs=vp8,opus')
    await host.send(recorded('webm'))
    await enough()
    await enough('low/')
    const low = await cuts('low/live.m3u8')
    expect(low).toEqual((await cuts('live.m3u8')).slice(0, low.length))
  })

  it('of what a browser records as many pictures are made small, each at its time', async () => {
    const host = await begun(WEBM)
    await host.send(byABrowser('webm'))
    // The fourth is closed by a fifth.
    await enough('', 3)
    await enough('low/', 3)
    expect(await cuts('low/live.m3u8')).toEqual(await cuts('live.m3u8'))
    const pictures = async (folder: string) =>
      Number([...(await decoded(folder)).matchAll(/frame= *(\d+)/g)].at(-1)![1])
    expect(await pictures('')).toBeGreaterThan(65)
    expect(await pictures('low/')).toBe(await pictures(''))
    const [, low] = [...(await list('main.m3u8')).matchAll(/BANDWIDTH=(\d+)/g)]
    expect(Number(low![1])).toBeGreaterThan(150_000)
  })

  it('each can be decoded; of the sound there is no picture in it', async () => {
    const host = await begun(WEBM)
    await host.send(recorded('matroska'))
    await enough()
    await enough('low/')
    expect(await decoded('low/')).toMatch(/Video: h264.*360x640[\s\S]*Audio: aac/)
    const heard = await decoded('sound/')
    expect(heard).toContain('Audio: aac')
    expect(heard).not.toContain('Video:')
  })

  it('a picture that stands still has no small one, and viewers are told why it does', async () => {
    const host = await begun(WEBM, STILL)
    await host.send(recorded('matroska'))
    await enough()
    expect(await shown()).toMatchObject({ renditions: ['sound'], soundOnly: 'weak_line' })
    host.begin({ run: 'two', mime: WEBM, takeOver: false })
    await host.send(recorded('matroska'))
    await expect.poll(async () => (await list('live.m3u8')).includes('init2.mp4')).toBe(true)
    await expect.poll(renditions).toEqual(['low', 'sound'])
    expect(await shown()).toMatchObject({ soundOnly: null })
    expect(await list('low/live.m3u8')).toContain('init2.mp4')
    // It begins where the source's second run does.
    const [first] = await segmentsOf('low/live.m3u8')
    expect(await list('live.m3u8')).toContain(`${first}\n`)
    expect(await list('low/live.m3u8')).toContain('#EXT-X-DISCONTINUITY-SEQUENCE:0\n')
  })

  it('a node that has just begun gives no list of lists before it knows what the picture takes', async () => {
    const host = await begun(WEBM)
    await host.send(recorded('matroska'))
    await enough()
    await media.close()
    media = aMedia(clock, ffmpeg!, { dataDir: media.dataDir })
    const again = await begun(WEBM)
    expect(await segmentsOf('live.m3u8')).not.toEqual([])
    expect(await read('main.m3u8')).toBeNull()
    await again.send(recorded('matroska'))
    await expect.poll(() => read('main.m3u8')).not.toBeNull()
  })

  it('the small one of a run before is not there in a run without', async () => {
    const host = await begun(WEBM)
    await host.send(recorded('matroska'))
    await enough('low/')
    host.begin({ run: 'two', mime: WEBM, takeOver: false, ...STILL })
    expect(await read('low/ll.m3u8')).toBeNull()
    expect(await read('low/s0.m4s')).toBeNull()
  })

  it('of the recording the source alone is kept', async () => {
    const host = await begun(WEBM)
    await host.send(recorded('matroska'))
    await enough('low/')
    const { base } = await shown()
    await media.end('live_1')
    const asked = { liveSessionId: 'live_1', token: base.split('/').at(-1)! }
    expect(await media.file({ ...asked, name: 's0.m4s' })).toMatchObject({ ok: true })
    for (const name of [
      'low/s0.m4s',
      'sound/s0.m4s',
      'sound/recording.m3u8',
      'low/poster.jpg',
      'sound/../s0.m4s',
    ])
      expect(await media.file({ ...asked, name })).toMatchObject({ ok: false })
  })

  it('without ffmpeg there is the sound of it, and no small picture', async () => {
    media = aMedia(clock)
    const host = await begun('video/mp4')
    await host.send(recorded('mp4'))
    await enough()
    expect(await renditions()).toEqual(['sound'])
    expect(await decoded('sound/')).toContain('Audio: aac')
  })

  it('without ffmpeg what a browser records as MP4 is cut as it is, and can be decoded', async () => {
    media = aMedia(clock)
    const host = await begun('video/mp4;codecs="avc1.42E01E,opus"')
    await host.send(byABrowser('mp4'))
    await enough('', 3)
    expect(await decoded('')).toMatch(/Video: h264.*192x480[\s\S]*Audio: opus/)
    expect(await decoded('sound/')).toContain('Audio: opus')
    expect(await list('main.m3u8')).toMatch(/CODECS="avc1\.[0-9A-F]{6},opus",RESOLUTION=192x480/i)
  })
})

describe('the sound of fragments', () => {
  const readAll = (bytes: Buffer) => {
    const answer = createMp4Reader().read(bytes)
    return answer.ok ? answer.value : []
  }

  it('is refused, and never thrown over, where the boxes are anything', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.uint8Array({ maxLength: 200 }), (header, run) => {
        const traf = box(
          'traf',
          box('tfhd', words(0x2_0000, SOUND.id), Buffer.from(header)),
          box('tfdt', words(0, 0)),
          box('trun', Buffer.from(run)),
        )
        const soundOnly = createSoundOnly()
        for (const one of readAll(Buffer.concat([anInit(), box('moof', traf), box('mdat')]))) {
          if (one.kind === 'init') soundOnly.init(one)
          else soundOnly.fragment(one)
        }
      }),
    )
  })

  it('is none where there is none', () => {
    const soundOnly = createSoundOnly()
    const [init, fragment] = readAll(Buffer.concat([anInit(), aFragment({ startSec: 0, isKey: true })]))
    expect(init?.kind === 'init' && soundOnly.init(init)?.tracks.map(({ id }) => id)).toEqual([SOUND.id])
    expect(fragment?.kind === 'fragment' && soundOnly.fragment(fragment)).toBeNull()
  })
})
