import { afterEach, beforeEach, expect, it } from 'vitest'
import { existsSync } from 'node:fs'
import { standingClock } from '#server/platform/clock.ts'
import { randomIds } from '#server/platform/ids.ts'
import { films } from '#shared/films.ts'
import { aMedia } from '#tests/make/media.ts'
import { createFilmCamera, type FilmCamera } from './film-camera.ts'

let clock: ReturnType<typeof standingClock>
let media: ReturnType<typeof aMedia>
let camera: FilmCamera
beforeEach(() => {
  clock = standingClock(new Date('2026-11-27T04:00:41.300Z'))
  media = aMedia(clock)
  camera = createFilmCamera({ media, clock, ids: randomIds })
})
afterEach(() => media.close())

function filmFor(seconds: number) {
  for (let n = 0; n < seconds * 4; n++) {
    clock.advance(250)
    camera.film()
  }
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
  filmFor(75)
  await media.end('live_1')
  const recording = await list('recording.m3u8')
  expect(secondsIn(recording)).toBeGreaterThan(72)
  expect(secondsIn(recording)).toBeLessThan(77)
  expect(recording).not.toContain('#EXT-X-DISCONTINUITY\n')
})

it('gives way to a person who goes on air, and stops when nothing is on', async () => {
  await camera.show({ liveSessionId: 'live_1', film: 'longdi' })
  filmFor(3)
  const person = await media.connect('live_1', { say() {}, hangUp() {}, pause() {}, resume() {} })
  if (person.ok) person.value.begin({ run: 'mine', mime: 'video/mp4', takeOver: true })
  filmFor(5)
  await media.end('live_1')
  expect(secondsIn(await list('recording.m3u8'))).toBeLessThan(5)

  await camera.show({ liveSessionId: 'live_2', film: 'longdi' })
  filmFor(3)
  expect(await media.playback('live_2')).toMatchObject({ state: 'live' })
  expect(await camera.show(null)).toBe(true)
  expect(await media.playback('live_2')).toMatchObject({ state: 'away' })
})
