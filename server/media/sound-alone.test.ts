import { spawnSync } from 'node:child_process'
import { afterEach, describe, expect, it } from 'vitest'
import { standingClock } from '#server/platform/clock.ts'
import { aDevice, aMedia, type Device } from '#tests/make/media.ts'
import { findFfmpeg } from './ffmpeg.ts'

const SECONDS = 5
const ffmpeg = findFfmpeg(undefined)
const clock = standingClock(new Date('2026-11-27T04:00:00Z'))
const WEBM = 'video/webm;codecs=h264,opus'
const FRAGMENTED =
  '-movflags +frag_keyframe+empty_moov+default_base_moof+delay_moov -frag_duration 250000 -f mp4'
const SOUND = { webm: '-c:a libopus -f webm', mp4: `-c:a aac ${FRAGMENTED}` }
const PICTURE = '-c:v libx264 -preset ultrafast -pix_fmt yuv420p -g 20'

function made(inputs: string, outputs: string): Buffer {
  const { status, stdout, stderr } = spawnSync(
    ffmpeg!,
    `-loglevel error ${inputs} -t ${SECONDS} ${outputs} pipe:1`.split(' '),
    { maxBuffer: 64 * 1024 * 1024 },
  )
  expect(status, String(stderr)).toBe(0)
  return stdout
}
const TONE = '-f lavfi -i sine=sample_rate=48000'
const sound = (format: keyof typeof SOUND) => made(TONE, SOUND[format])
const filmed = (format: keyof typeof SOUND) =>
  made(
    `-f lavfi -i testsrc2=size=320x180:rate=20 ${TONE}`,
    `${PICTURE} ${SOUND[format]}`.replace('webm', 'matroska'),
  )

let media: ReturnType<typeof aMedia>
afterEach(() => media.close())

type Begun = Omit<Parameters<Device['begin']>[0], 'takeOver'>

/** In pieces as small as a little sound is. */
async function send(device: Device, offer: Begun, bytes: Buffer) {
  device.begin({ takeOver: false, ...offer })
  await device.send(bytes, 16_384)
}

async function read(name: string): Promise<Buffer | null> {
  const playback = await media.playback('live_1')
  if (playback.state === 'none') return null
  const token = playback.base.split('/').at(-1)!
  const file = await media.file({ liveSessionId: 'live_1', token, name })
  return file.ok ? file.value.bytes : null
}
const list = async (name: string) => String(await read(name))
const segmentsIn = async (name: string) => (await list(name)).match(/^s\d+\.m4s$/gm) ?? []
const seen = (name: string, least: number) =>
  expect.poll(async () => (await segmentsIn(name)).length).toBeGreaterThanOrEqual(least)
const posters = async () => (await media.snapshots('live_1')).length

/** What ffmpeg finds in all that a list names. */
async function streamsOf(name: string): Promise<string> {
  const files = [...(await list(name)).matchAll(/URI="(init\d+\.mp4)"|^(s\d+\.m4s)$/gm)]
  const input = Buffer.concat(await Promise.all(files.map(async ([, a, b]) => (await read((a ?? b)!))!)))
  const { status, stderr } = spawnSync(ffmpeg!, '-hide_banner -xerror -i pipe:0 -f null -'.split(' '), {
    input,
  })
  expect(status, String(stderr)).toBe(0)
  return String(stderr)
}

describe.skipIf(ffmpeg === null)('a host who sends sound alone (ffmpeg draws the tests)', () => {
  it.each([
    ['webm', WEBM, 'by ffmpeg'],
    ['mp4', 'video/mp4', 'by ffmpeg'],
    ['mp4', 'video/mp4', 'as it is'],
  ] as const)('without a picture in it: %s as %s, %s', async (format, mime, how) => {
    media = aMedia(clock, how === 'by ffmpeg' ? ffmpeg! : 'none')
    const device = await aDevice(media)
    await send(device, { run: 'one', mime, bitsPerSecond: 150_000 }, sound(format))
    await seen('live.m3u8', SECONDS - 3)
    // Viewers are told, whatever the device says of itself.
    expect(await media.playback('live_1')).toMatchObject({ state: 'live', soundOnly: 'chosen' })
    for (const name of ['ll.m3u8', 'main.m3u8', 'main-ll.m3u8', 'sound/live.m3u8', 'sound/ll.m3u8'])
      expect(await list(name)).toContain('#EXTM3U')
    expect(await list('main.m3u8')).toMatch(/CODECS="mp4a\.40\.2"$/m)
    const streams = await streamsOf('live.m3u8')
    expect(streams).toContain('Audio: aac')
    expect(streams).not.toContain('Video:')

    await media.end('live_1')
    expect(await media.playback('live_1')).toMatchObject({ state: 'recorded', poster: null })
    expect(await segmentsIn('recording.m3u8')).not.toEqual([])
    expect(await media.hasStoryboard('live_1')).toBe(false)
    expect(await read('storyboard.vtt')).toBeNull()
  })

  it('can be had as MP4, beside stretches that have a picture', async () => {
    media = aMedia(clock, ffmpeg!)
    const device = await aDevice(media)
    await send(device, { run: 'one', mime: WEBM, bitsPerSecond: 150_000 }, sound('webm'))
    await seen('live.m3u8', SECONDS - 3)
    await send(device, { run: 'two', mime: WEBM, bitsPerSecond: 150_000 }, filmed('webm'))
    await expect.poll(() => list('live.m3u8')).toMatch(/init2\.mp4[\s\S]+\.m4s[\s\S]+\.m4s/)
    expect(await media.playback('live_1')).toMatchObject({ soundOnly: null })
    // Of what can be seen there are snapshots.
    await expect.poll(posters).toBe(1)
    await media.end('live_1')
    const reels = await media.reels('live_1')
    if (!reels.ok) throw new Error(reels.refusal.kind)
    expect(reels.value).toHaveLength(2)
    const kinds = []
    for (const reel of reels.value) {
      const film = await media.film('live_1', reel)
      if (!film.ok) throw new Error(film.refusal.kind)
      const { stderr } = spawnSync(ffmpeg!, ['-hide_banner', '-i', film.value, '-f', 'null', '-'])
      kinds.push(
        String(stderr)
          .match(/(Video|Audio): \w+ \(/g)
          ?.map((found) => found.slice(0, 5))
          .toSorted(),
      )
    }
    expect(kinds[0]).toContain('Audio')
    expect(kinds[0]).not.toContain('Video')
    expect(kinds[1]).toContain('Video')
  })

  it('with a card in place of a picture: there is no snapshot of it, nor a poster', async () => {
    media = aMedia(clock, ffmpeg!)
    const device = await aDevice(media)
    await send(device, { run: 'one', mime: WEBM, bitsPerSecond: 30_000, soundOnly: 'chosen' }, filmed('webm'))
    await seen('live.m3u8', SECONDS - 1)
    expect(await media.playback('live_1')).toMatchObject({ soundOnly: 'chosen', poster: null })
    await send(device, { run: 'two', mime: WEBM, bitsPerSecond: 150_000 }, filmed('webm'))
    await expect.poll(posters).toBe(1)
    const [first] = await media.snapshots('live_1')
    const [begun] = /init2\.mp4"\n.*\n.*\n(s\d+)/.exec(await list('live.m3u8'))!.slice(1)
    expect(first!.address).toContain(`/p${begun!.slice(1)}.jpg`)
  })
})
