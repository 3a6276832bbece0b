import { existsSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { standingClock } from '#server/platform/clock.ts'
import { createLog, type Log } from '#server/platform/log.ts'
import { aMedia } from '#tests/make/media.ts'
import { aFragment, anInit } from '#tests/make/mp4.ts'
import { ffmpegHere } from '#tests/make/obs.ts'
import { createArchive } from './archive.ts'
import { createStoryboards } from './storyboard.ts'

const clock = standingClock(new Date('2026-11-27T04:00:00Z'))

const snapshot = (width: number, height: number, red: number) =>
  sharp({ create: { width, height, channels: 3, background: { r: red, g: 0, b: 0 } } })
    .jpeg()
    .toBuffer()

type Media = ReturnType<typeof aMedia>

/** Four seconds were recorded; of some of them there is a snapshot. */
async function recorded(ffmpeg: string, snapshots: readonly Buffer[]): Promise<Media> {
  const media = aMedia(clock) // it draws nothing by itself
  const connected = await media.connect('live_1', { say() {}, hangUp() {}, pause() {}, resume() {} })
  if (!connected.ok) throw new Error(connected.refusal.kind)
  connected.value.begin({ run: 'one', mime: 'video/mp4', takeOver: false })
  for (let n = 0; n < 4; n++) {
    const fragment = aFragment({ startSec: n, durationSec: 1, isKey: true })
    connected.value.piece(n, n === 0 ? Buffer.concat([anInit(), fragment]) : fragment)
  }
  await media.end('live_1')
  for (const [n, bytes] of snapshots.entries()) writeFileSync(inFolder(media, `p${n}.jpg`), bytes)
  if (snapshots.length > 0) writeFileSync(inFolder(media, 'poster.jpg'), snapshots.at(-1)!)
  return aMedia(clock, ffmpeg, { dataDir: media.dataDir })
}
const inFolder = (media: Media, name: string) => path.join(media.dataDir, 'video/live_1', name)

async function read(media: Media, name: string) {
  const token = media.address('live_1').split('/').at(-1)!
  const file = await media.file({ liveSessionId: 'live_1', token, name })
  return file.ok ? file.value : file.refusal.kind
}

describe.skipIf(ffmpegHere === null)('a storyboard (ffmpeg draws it; none is on this machine)', () => {
  it('is drawn when it is first asked for, of a session whose end was not seen', async () => {
    const media = await recorded(ffmpegHere!, [await snapshot(480, 270, 250), await snapshot(480, 270, 120)])
    expect(await media.hasStoryboard('live_1')).toBe(true)
    const list = await read(media, 'storyboard.vtt')
    expect(list).toMatchObject({ type: 'text/vtt' })
    expect(String((list as { bytes: Buffer }).bytes)).toContain('sheet0.jpg#xywh=160,0,160,90')
    const sheet = await read(media, 'sheet0.jpg')
    expect(sheet).toMatchObject({ type: 'image/jpeg' })
    const { data, info } = await sharp((sheet as { bytes: Buffer }).bytes)
      .raw()
      .toBuffer({ resolveWithObject: true })
    expect([info.width, info.height]).toEqual([320, 90])
    const redAt = (x: number) => data[(45 * info.width + x) * info.channels]!
    expect(redAt(80)).toBeGreaterThan(230)
    expect(redAt(240)).toBeLessThan(140)
    expect(redAt(240)).toBeGreaterThan(100)
  })

  it('has what can be read of the snapshots, turned or not', async () => {
    const media = await recorded(ffmpegHere!, [
      await snapshot(480, 270, 250),
      Buffer.from('half of a pictu'),
      await snapshot(480, 854, 120),
    ])
    const list = String(((await read(media, 'storyboard.vtt')) as { bytes: Buffer }).bytes)
    expect(list.match(/^sheet.*$/gm)).toEqual(['sheet0.jpg#xywh=0,0,160,90', 'sheet1.jpg#xywh=0,0,90,160'])
    expect(await read(media, 'sheet1.jpg')).toMatchObject({ type: 'image/jpeg' })
    expect(await read(media, 'sheet2.jpg')).toBe('file_not_found')
  })

  it('is no failure when its recording is thrown away meanwhile', async () => {
    const media = await recorded(ffmpegHere!, [await snapshot(480, 270, 250)])
    const archive = createArchive(path.dirname(inFolder(media, 'poster.jpg')))
    const warned: unknown[] = []
    const log = { ...createLog({ LOG_LEVEL: 'silent' }), warn: (said: unknown) => void warned.push(said) }
    const drawing = {
      ...archive,
      replace: () => archive.discard().then(() => Promise.reject(new Error('gone'))),
    }
    const { make, has } = createStoryboards({ ffmpegHere: () => ffmpegHere, log: log as unknown as Log })
    await make('live_1', drawing)
    expect(warned).toEqual([])
    expect(await has(archive)).toBe(false)
  })

  it('goes with its recording', async () => {
    const media = await recorded(ffmpegHere!, [await snapshot(480, 270, 250)])
    await read(media, 'storyboard.vtt')
    expect(existsSync(inFolder(media, 'storyboard.vtt'))).toBe(true)
    await media.discard('live_1')
    expect(await read(media, 'storyboard.vtt')).toBe('file_not_found')
    expect(await media.hasStoryboard('live_1')).toBe(false)
  })
})

it('is not there without ffmpeg or without snapshots, and one that can not be drawn breaks nothing', async () => {
  const one = await snapshot(480, 270, 250)
  const without = await recorded('none', [one])
  expect(await without.hasStoryboard('live_1')).toBe(false)
  expect(await read(without, 'storyboard.vtt')).toBe('file_not_found')
  const blind = await recorded('/bin/true', [one])
  expect(await read(blind, 'storyboard.vtt')).toBe('file_not_found')
  expect(await read(blind, 'recording.m3u8')).toMatchObject({ type: 'application/vnd.apple.mpegurl' })
  rmSync(inFolder(blind, 'poster.jpg'))
  expect(await blind.hasStoryboard('live_1')).toBe(false)
})
