import { spawnSync } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { createLog } from '#server/platform/log.ts'
import { ffmpegHere } from '#tests/make/obs.ts'
import { createArchive } from './archive.ts'
import type { Closed } from './packager/timeline.ts'
import { createPosters } from './posters.ts'

const log = createLog({ LOG_LEVEL: 'silent' })
const noon = Date.parse('2026-11-27T04:00:00Z')

/** A second of a moving picture, 1280 wide, as fragments; what it plays with comes first. */
function aFilm(): Buffer {
  const { stdout } = spawnSync(ffmpegHere!, [
    ...'-loglevel error -f lavfi -i testsrc=size=1280x720:rate=10 -t 1 -c:v libx264 -preset ultrafast'.split(
      ' ',
    ),
    ...'-pix_fmt yuv420p -movflags +frag_keyframe+empty_moov -f mp4 pipe:1'.split(' '),
  ])
  return stdout
}

function aSegment(number: number, atSec: number, bytes = Buffer.alloc(0)): Closed {
  const name = `s${number}.m4s`
  const startedAt = new Date(noon + atSec * 1_000)
  const segment = {
    number,
    name,
    init: 'init1.mp4',
    run: 1,
    beginsRun: false,
    startedAt,
    durationSec: 1,
    parts: [],
  }
  return { segment, file: { name, bytes } }
}

const aFolder = () => createArchive(mkdtempSync(path.join(os.tmpdir(), 'shanhuo-posters-')))

describe.skipIf(ffmpegHere === null)('posters (ffmpeg draws them; none is on this machine)', () => {
  it('are drawn each ten seconds, 480 wide; the newest is the poster', async () => {
    const archive = aFolder()
    const posters = createPosters({ ffmpeg: ffmpegHere, archive, log })
    for (const second of [0, 5, 9, 10, 25]) await posters.take(aSegment(second, second), aFilm())
    expect((await archive.names()).toSorted()).toEqual(['p0.jpg', 'p10.jpg', 'p25.jpg', 'poster.jpg'])
    const poster = await archive.read('poster.jpg')
    expect(poster).toEqual(await archive.read('p25.jpg'))
    expect(await sharp(poster!).metadata()).toMatchObject({ format: 'jpeg', width: 480, height: 270 })
  })

  it('are left out of what can not be read, and the next one is drawn', async () => {
    const archive = aFolder()
    const posters = createPosters({ ffmpeg: ffmpegHere, archive, log })
    await posters.take(aSegment(0, 0), Buffer.from('no picture'))
    await posters.take(aSegment(10, 10), aFilm())
    expect((await archive.names()).toSorted()).toEqual(['p10.jpg', 'poster.jpg'])
  })
})

it('draws nothing where there is no ffmpeg', async () => {
  const archive = aFolder()
  await createPosters({ ffmpeg: null, archive, log }).take(aSegment(0, 0), Buffer.alloc(1))
  expect(await archive.names()).toEqual([])
})
