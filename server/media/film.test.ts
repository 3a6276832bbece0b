import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { standingClock } from '#server/platform/clock.ts'
import { aMedia } from '#tests/make/media.ts'
import { ffmpegHere } from '#tests/make/obs.ts'

const clock = standingClock(new Date('2026-11-27T04:00:00Z'))

/** Three seconds as a browser without Matroska records them: fragmented MP4. */
function recorded(): Buffer {
  const { stdout } = spawnSync(ffmpegHere!, [
    ...'-loglevel error -f lavfi -i testsrc=size=160x90:rate=10 -t 3 -c:v libx264 -preset ultrafast -g 10'.split(
      ' ',
    ),
    ...'-pix_fmt yuv420p -movflags +frag_keyframe+empty_moov+default_base_moof -f mp4 pipe:1'.split(' '),
  ])
  return stdout
}

/** A recording of so many runs. */
async function broadcast(ffmpeg: string, runs: number) {
  const media = aMedia(clock, ffmpeg)
  const connected = await media.connect('live_1', { say() {}, hangUp() {}, pause() {}, resume() {} })
  if (!connected.ok) throw new Error(connected.refusal.kind)
  for (let run = 0; run < runs; run++) {
    connected.value.begin({ run: `run ${run}`, mime: 'video/mp4', takeOver: false })
    connected.value.piece(0, recorded())
    await expect.poll(async () => (await media.playback('live_1')).state, { timeout: 20_000 }).toBe('live')
  }
  expect(await media.hasFilm('live_1')).toBe(false) // not while it is on
  await media.end('live_1')
  return media
}

describe.skipIf(ffmpegHere === null)(
  'a recording as one file (ffmpeg joins it; none is on this machine)',
  () => {
    it('has all of it, with its index first, and is made once for all who ask', async () => {
      const media = await broadcast(ffmpegHere!, 1)
      expect(await media.hasFilm('live_1')).toBe(true)
      const [one, other] = await Promise.all([media.film('live_1'), media.film('live_1')])
      expect(one).toEqual(other)
      if (!one.ok) throw new Error(one.refusal.kind)
      const bytes = readFileSync(one.value)
      expect(bytes.indexOf('moov')).toBeLessThan(bytes.indexOf('mdat'))
      const counted = spawnSync(ffmpegHere!, ['-hide_banner', '-i', one.value, '-f', 'null', '-'])
      const frames = [...String(counted.stderr).matchAll(/frame=\s*(\d+)/g)].map(([, count]) => Number(count))
      expect(frames.at(-1)).toBe(30)
    })

    it('is refused of several runs, and of nothing', async () => {
      const several = await broadcast(ffmpegHere!, 2)
      expect(await several.film('live_1')).toEqual({ ok: false, refusal: { kind: 'several_runs' } })
      expect(await several.film('live_2')).toEqual({ ok: false, refusal: { kind: 'no_recording' } })
    })
  },
)
