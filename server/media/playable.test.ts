import { spawnSync } from 'node:child_process'
import fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'
import { HUNG_UP, type ShopSays } from '#shared/ingest.ts'
import { standingClock } from '#server/platform/clock.ts'
import { aMedia } from '#tests/make/media.ts'
import { findFfmpeg } from './ffmpeg.ts'
import { createMp4Reader } from './mp4/reader.ts'
import { verdictOn } from './playable.ts'

const ffmpeg = findFfmpeg(undefined)
const clock = standingClock(new Date('2026-11-27T04:00:00Z'))
const SECONDS = 2

let media: ReturnType<typeof aMedia>
afterEach(() => media?.close())

const drawn = new Map<string, Buffer | null>()
/** Fragmented MP4 as a phone may record it. @returns null: this ffmpeg can't write that */
function recorded(encoder: string, size = '320x180', sound = 'aac'): Buffer | null {
  const key = `${encoder} ${size} ${sound}`
  const known = drawn.get(key)
  if (known !== undefined) return known
  const moving = `-loglevel error -f lavfi -i testsrc2=size=${size}:rate=10 -f lavfi -i sine=sample_rate=48000`
  const kept = `-t ${SECONDS} -pix_fmt yuv420p -c:v ${encoder} -g 10 -c:a ${sound}`
  const written = '-movflags +frag_keyframe+empty_moov+default_base_moof+delay_moov -strict -2 -f mp4 pipe:1'
  const { status, stdout } = spawnSync(ffmpeg!, `${moving} ${kept} ${written}`.split(' '), {
    maxBuffer: 64 * 1024 * 1024,
  })
  const bytes = status === 0 ? stdout : null
  drawn.set(key, bytes)
  return bytes
}
const VP9 = 'libvpx-vp9 -deadline realtime -cpu-used 8'
const H264 = 'libx264 -preset ultrafast'

function tracksOf(film: Buffer) {
  const read = createMp4Reader().read(film)
  const init = read.ok ? read.value.find((one) => one.kind === 'init') : undefined
  if (init?.kind !== 'init') throw new Error('There is no beginning')
  return init.tracks
}

/** A phone that calls all that it records `video/mp4`, and begins anew when it is told to. */
async function broadcast(film: Buffer, ffmpeg: string) {
  media = aMedia(clock, ffmpeg)
  const said: (ShopSays['kind'] | number)[] = []
  let runs = 0
  const connected = await media.connect('live_1', {
    say({ kind }) {
      said.push(kind)
      if (kind === 'begin_anew') begin()
    },
    hangUp: (code) => void said.push(code),
    pause() {},
    resume() {},
  })
  if (!connected.ok) throw new Error(connected.refusal.kind)
  const publisher = connected.value
  const begin = () => {
    publisher.begin({ run: `run ${++runs}`, mime: 'video/mp4', takeOver: false })
    publisher.piece(0, film)
  }
  begin()
  const shown = async () => {
    const playback = await media.playback('live_1')
    if (playback.state === 'none') return null
    const asked = { liveSessionId: 'live_1', token: playback.base.split('/').at(-1)!, name: 'init1.mp4' }
    const file = await media.file(asked)
    return file.ok ? tracksOf(file.value.bytes) : null
  }
  return { said, shown }
}

describe.skipIf(ffmpeg === null)('a phone that calls all that it records video/mp4', () => {
  it('is copied where it is H.264 of a size that players play', { timeout: 60_000 }, async () => {
    const { said, shown } = await broadcast(recorded(H264)!, ffmpeg!)
    await expect.poll(shown).not.toBeNull()
    expect(await shown()).toMatchObject([
      { type: 'avc1', size: { width: 320, height: 180 } },
      { type: 'mp4a' },
    ])
    expect(said).not.toContain('begin_anew')
  })

  it.each([
    ['HEVC', { encoder: 'libx265 -preset ultrafast -x265-params log-level=none', at: '320x180' }, [320, 180]],
    ['VP9', { encoder: VP9, at: '320x180' }, [320, 180]],
    ['AV1', { encoder: 'libaom-av1 -usage realtime -cpu-used 8', at: '320x180' }, [320, 180]],
    ['H.264 that is too wide', { encoder: H264, at: '2560x1440' }, [1280, 720]],
    ['H.264 that is too high', { encoder: H264, at: '1440x2560' }, [720, 1280]],
  ] as const)(
    'is encoded anew where it is %s',
    { timeout: 90_000 },
    async (_name, drawn, [width, height]) => {
      const { encoder, at } = drawn
      const film = recorded(encoder, at)
      if (film === null) return expect(encoder).not.toBe(H264)
      const { said, shown } = await broadcast(film, ffmpeg!)
      await expect.poll(shown, { timeout: 60_000 }).not.toBeNull()
      expect(await shown()).toMatchObject([{ type: 'avc1', size: { width, height } }, { type: 'mp4a' }])
      expect(said.filter((one) => one === 'begin_anew')).toHaveLength(1)
    },
  )

  it('is turned away where even reading it takes more than a core', { timeout: 60_000 }, async () => {
    const { said, shown } = await broadcast(recorded(H264, '4096x2304')!, ffmpeg!)
    await expect.poll(() => said, { timeout: 30_000 }).toContain(HUNG_UP.badMedia)
    expect(await shown()).toBeNull()
  })

  it('is turned away without ffmpeg where browsers do not play it, and shown where they do', async () => {
    for (const [film, isShown] of [
      [recorded(H264), true],
      [recorded(H264, '320x180', 'libopus'), true],
      [recorded(H264, '2560x1440'), false],
      [recorded(H264, '320x180', 'flac'), false],
      [recorded(VP9), false],
    ] as const) {
      if (film === null) continue
      const { said, shown } = await broadcast(film, 'none')
      expect(said.includes(HUNG_UP.badMedia)).toBe(!isShown)
      expect((await shown()) !== null).toBe(isShown)
      await media.close()
    }
  })
})

describe('what becomes of a recording', () => {
  const side = fc.integer({ min: 0, max: 65_535 })
  const size = fc.record({ width: side, height: side })
  const type = fc.constantFrom(null, 'avc1', 'avc3', 'hvc1', 'hev1', 'vp09', 'av01', 'mp4v', 'xxxx')
  const sound = fc.constantFrom(null, 'mp4a', 'Opus', 'fLaC', 'xxxx')

  it('is no worse with ffmpeg, and the same however the phone is held', () => {
    fc.assert(
      fc.property(fc.tuple(type, sound), size, ([picture, heard], { width, height }) => {
        const verdict = (canEncode: boolean, size = { width, height }) =>
          verdictOn(
            [
              { kind: 'video', type: picture, size },
              { kind: 'audio', type: heard, size: null },
            ],
            canEncode,
          )
        expect(verdict(true, { width: height, height: width })).toBe(verdict(true))
        if (verdict(false) === 'as_it_is') expect(verdict(true)).toBe('as_it_is')
        expect(verdict(false)).not.toBe('encode')
        if (verdict(true) === 'as_it_is') expect(Math.max(width, height)).toBeLessThanOrEqual(1920)
        if (picture !== null && !picture.startsWith('avc')) expect(verdict(true)).not.toBe('as_it_is')
      }),
    )
  })
})
