import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { standingClock } from '#server/platform/clock.ts'
import { aMedia } from '#tests/make/media.ts'
import { aFragment, anInit } from '#tests/make/mp4.ts'
import { ffmpegHere } from '#tests/make/obs.ts'

const DAY_MS = 24 * 3_600_000
let clock: ReturnType<typeof standingClock>
beforeEach(() => {
  clock = standingClock(new Date('2026-11-27T04:00:00Z'))
})

/** Three seconds as a browser without Matroska records them: fragmented MP4, a key picture each second. */
function recorded(size: string): Buffer {
  const { stdout } = spawnSync(ffmpegHere!, [
    ...`-loglevel error -f lavfi -i testsrc=size=${size}:rate=10 -f lavfi -i sine=frequency=440 -t 3`.split(
      ' ',
    ),
    ...'-c:v libx264 -preset ultrafast -g 10 -pix_fmt yuv420p -c:a aac'.split(' '),
    ...'-movflags +frag_keyframe+empty_moov+default_base_moof -f mp4 pipe:1'.split(' '),
  ])
  return stdout
}

/** A recording of a run of each size: of all but the last, what their encoders had given when the next one began. */
async function broadcast(...sizes: string[]) {
  const media = aMedia(clock, ffmpegHere!)
  const connected = await media.connect('live_1', { say() {}, hangUp() {}, pause() {}, resume() {} })
  if (!connected.ok) throw new Error(connected.refusal.kind)
  for (const [run, size] of sizes.entries()) {
    connected.value.begin({ run: `run ${run}`, mime: 'video/mp4', takeOver: false })
    connected.value.piece(0, recorded(size))
    await expect.poll(() => listOf(media)).toContain(`init${run + 1}.mp4`)
  }
  expect(await media.reels('live_1')).toEqual({ ok: false, refusal: { kind: 'no_recording' } }) // not while it is on
  await media.end('live_1')
  return media
}

async function listOf(media: ReturnType<typeof aMedia>): Promise<string> {
  const token = media.address('live_1').split('/').at(-1)!
  const list = await media.file({ liveSessionId: 'live_1', token, name: 'recording.m3u8' })
  return list.ok ? String(list.value.bytes) : ''
}

async function reelsOf(media: Awaited<ReturnType<typeof broadcast>>) {
  const reels = await media.reels('live_1')
  if (!reels.ok) throw new Error(reels.refusal.kind)
  return reels.value
}

async function film(media: Awaited<ReturnType<typeof broadcast>>, fromSec: number, toSec: number) {
  const made = await media.film('live_1', { fromSec, toSec })
  if (!made.ok) throw new Error(made.refusal.kind)
  return made.value
}

/** Decodes all of it. */
function played(file: string): { frames: number; seconds: number; complaints: string } {
  const { stderr } = spawnSync(ffmpegHere!, ['-hide_banner', '-i', file, '-f', 'null', '-'])
  const said = String(stderr)
  const frames = [...said.matchAll(/frame=\s*(\d+)/g)].map(([, count]) => Number(count))
  const [, seconds] = /Duration: 00:00:([\d.]+)/.exec(said) ?? []
  return {
    frames: frames.at(-1)!,
    seconds: Number(seconds),
    complaints: /error|invalid|non.monoton/i.exec(said)?.[0] ?? '',
  }
}

describe.skipIf(ffmpegHere === null)('films (ffmpeg joins them; none is on this machine)', () => {
  it('have all of a recording, with the index first, and are made once for all who ask', async () => {
    const media = await broadcast('160x90')
    const [reel, ...more] = await reelsOf(media)
    expect(more).toEqual([])
    const [one, other] = await Promise.all([
      media.film('live_1', reel!),
      media.film('live_1', { fromSec: 0, toSec: 99 }),
    ])
    expect(one).toEqual(other)
    if (!one.ok) throw new Error(one.refusal.kind)
    const bytes = readFileSync(one.value)
    expect(bytes.indexOf('moov')).toBeLessThan(bytes.indexOf('mdat'))
    expect(played(one.value)).toMatchObject({ frames: 30, complaints: '' })
  })

  it('hold several runs of one size and encoder, one after the other', async () => {
    const media = await broadcast('160x90', '160x90')
    const [reel, ...more] = await reelsOf(media)
    expect(more).toEqual([])
    const { frames, seconds, complaints } = played(await film(media, 0, reel!.toSec))
    expect([frames, complaints]).toEqual([Math.round(10 * reel!.toSec), ''])
    expect(frames).toBeGreaterThan(30)
    expect(Math.abs(seconds - reel!.toSec)).toBeLessThan(0.2)
  })

  it('hold no change of size: each part can be had by itself', async () => {
    const media = await broadcast('160x90', '90x160')
    const reels = await reelsOf(media)
    expect(reels).toHaveLength(2)
    expect(await media.film('live_1', { fromSec: 0, toSec: 5 })).toEqual({
      ok: false,
      refusal: { kind: 'several_reels' },
    })
    for (const { fromSec, toSec } of reels)
      expect(played(await film(media, fromSec, toSec))).toMatchObject({
        ...{ frames: Math.round(10 * (toSec - fromSec)), complaints: '' },
      })
  })

  it('of a stretch are the whole seconds that have something of it', async () => {
    const media = await broadcast('160x90')
    expect(played(await film(media, 1.5, 2.5))).toMatchObject({ frames: 20, complaints: '' })
    expect(played(await film(media, 2.2, 2.8))).toMatchObject({ frames: 10, complaints: '' })
    expect(await media.film('live_1', { fromSec: 7, toSec: 9 })).toMatchObject({
      refusal: { kind: 'no_recording' },
    })
  })

  it('are made two at a time, and go when nobody has wanted them for a day, or with their recording', async () => {
    const media = await broadcast('160x90')
    const files = () => {
      const folder = path.join(media.dataDir, 'films', 'live_1')
      return existsSync(folder) ? readdirSync(folder).toSorted() : []
    }
    const asked = await Promise.all(
      [0, 1, 2].map((at) => media.film('live_1', { fromSec: at, toSec: at + 1 })),
    )
    const refused = asked.flatMap((answer) => (answer.ok ? [] : answer.refusal.kind))
    expect(refused).toEqual(['films_busy'])
    expect(files()).toHaveLength(2)
    clock.advance(DAY_MS)
    const wanted = asked.findIndex(({ ok }) => ok)
    await film(media, wanted, wanted + 1)
    clock.advance(1_000)
    await media.dropUnwantedFilms()
    expect(files()).toEqual([`${wanted}-${wanted}.mp4`])
    await media.discard('live_1')
    expect(files()).toEqual([])
    expect(await media.film('live_1', { fromSec: 0, toSec: 1 })).toMatchObject({
      refusal: { kind: 'no_recording' },
    })
  })
})

it('are refused where there is no ffmpeg, and of nothing', async () => {
  const media = aMedia(clock)
  const connected = await media.connect('live_1', { say() {}, hangUp() {}, pause() {}, resume() {} })
  if (!connected.ok) throw new Error(connected.refusal.kind)
  connected.value.begin({ run: 'one', mime: 'video/mp4', takeOver: false })
  connected.value.piece(0, Buffer.concat([anInit(), aFragment({ startSec: 0, durationSec: 2, isKey: true })]))
  await media.end('live_1')
  const refused = (kind: string) => ({ ok: false, refusal: { kind } })
  expect(await media.reels('live_1')).toEqual(refused('no_ffmpeg'))
  expect(await media.film('live_1', { fromSec: 0, toSec: 2 })).toEqual(refused('no_ffmpeg'))
  expect(await media.reels('live_2')).toEqual(refused('no_recording'))
})
