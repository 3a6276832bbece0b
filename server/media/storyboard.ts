import sharp from 'sharp'
import { STORYBOARD } from '#shared/replay.ts'
import type { Log } from '#server/platform/log.ts'
import type { Archive } from './archive.ts'
import { layOut, listOf, type Picture, type Sheet } from './packager/sheets.ts'
import { POSTER, snapshotOf } from './posters.ts'
import { stillBy } from './still.ts'

const SHEET = /^sheet\d{1,4}\.jpg$/
export const isSheet = (name: string) => SHEET.test(name)

type StoryboardDeps = {
  /** null: there is none, and no storyboard */
  ffmpegHere(): string | null
  log: Log
}

/** 分镜图: what a recording looked like each ten seconds, from the snapshots that were taken while it was live. */
export function createStoryboards({ ffmpegHere, log }: StoryboardDeps) {
  const making = new Map<string, Promise<void>>()
  /** What could not be drawn is not tried for each who looks. */
  const failed = new Set<string>()
  /** One at a time: it can wait. */
  let before: Promise<unknown> = Promise.resolve()

  async function drawn(liveSessionId: string, archive: Archive) {
    const ffmpeg = ffmpegHere()
    if (ffmpeg === null) return
    try {
      if ((await archive.has(POSTER)) && (await archive.hasRoom())) await draw(ffmpeg, archive)
    } catch (error) {
      // Thrown away while it was drawn: a rehearsal's is, when it ends.
      if (!(await archive.has(POSTER))) return
      failed.add(liveSessionId)
      log.warn({ error, liveSessionId }, 'a storyboard was not drawn')
    }
  }

  /** Draws it, also if there is one: a recording is whole only when its session ends. */
  async function renew(liveSessionId: string, archive: Archive): Promise<void> {
    const made = making.get(liveSessionId) ?? before.then(() => drawn(liveSessionId, archive))
    before = made
    making.set(liveSessionId, made)
    await made.finally(() => making.delete(liveSessionId))
  }

  return {
    renew,
    /** whether a recording has one, or could have */
    has: async (archive: Archive) =>
      (await archive.has(STORYBOARD)) || (ffmpegHere() !== null && (await archive.has(POSTER))),
    /** Draws it if that was not done when the session ended: its node had died, or had no ffmpeg. */
    async make(liveSessionId: string, archive: Archive): Promise<void> {
      if (failed.has(liveSessionId) || (await archive.has(STORYBOARD))) return
      await renew(liveSessionId, archive)
    },
  }
}

async function draw(ffmpeg: string, archive: Archive): Promise<void> {
  const { pictures, lengthSec } = await picturesIn(archive)
  const sheets = layOut(pictures)
  for (const [number, sheet] of sheets.entries()) {
    const files = await Promise.all(sheet.pictures.map(({ name }) => archive.read(name)))
    const bytes = await stillBy(
      ffmpeg,
      argumentsFor(sheet),
      Buffer.concat(files.flatMap((file) => file ?? [])),
    )
    await archive.replace({ name: `sheet${number}.jpg`, bytes })
  }
  // Last: where there is a list, all that it names is there.
  if (sheets.length > 0)
    await archive.replace({ name: STORYBOARD, bytes: Buffer.from(listOf(sheets, lengthSec)) })
}

const argumentsFor = ({ tile, columns, rows }: Sheet) => [
  ...'-hide_banner -loglevel error -protocol_whitelist pipe -threads 1 -f mjpeg -i pipe:0'.split(' '),
  ...['-vf', `scale=${tile.width}:${tile.height},tile=${columns}x${rows}`],
  ...'-frames:v 1 -q:v 5 -f mjpeg pipe:1'.split(' '),
]

/** The snapshots with the seconds at which they were taken. */
async function picturesIn(archive: Archive): Promise<{ pictures: Picture[]; lengthSec: number }> {
  const [names, segments] = await Promise.all([archive.names(), archive.segments()])
  const taken = new Set(names.flatMap((name) => snapshotOf(name) ?? []))
  const pictures: Picture[] = []
  let lengthSec = 0
  for (const { number, durationSec } of segments) {
    const name = `p${number}.jpg`
    const size = taken.has(number) ? await sizeOf(archive.pathOf(name)) : null
    if (size) pictures.push({ name, fromSec: lengthSec, ...size })
    lengthSec += durationSec
  }
  return { pictures, lengthSec }
}

/** @returns null: it is no picture, or not a whole one */
async function sizeOf(file: string): Promise<{ width: number; height: number } | null> {
  try {
    const { width, height } = await sharp(file).metadata()
    return { width, height }
  } catch {
    return null
  }
}
