import type { Log } from '#server/platform/log.ts'
import type { Archive } from './archive.ts'
import type { Closed } from './packager/timeline.ts'
import { stillBy } from './still.ts'

/** The newest of a broadcast's snapshots. */
export const POSTER = 'poster.jpg'
const EACH_MS = 10_000
const SNAPSHOT = /^p(\d{1,9})\.jpg$/

/** The first key picture of what is fed, as small as a card. */
const ARGUMENTS = (
  '-hide_banner -loglevel error -protocol_whitelist pipe -threads 1 -skip_frame nokey -f mp4 -i pipe:0 ' +
  '-frames:v 1 -vf scale=480:-2 -q:v 4 -f mjpeg pipe:1'
).split(' ')

type PosterDeps = {
  /** null: there is none, and no poster */
  ffmpeg: string | null
  archive: Archive
  log: Log
}

/** A still picture each ten seconds: what cards show, and what whoever moderates looks through. */
export function createPosters({ ffmpeg, archive, log }: PosterDeps) {
  let lastAt = -Infinity
  let isDrawing = false
  return {
    /** @param init what the segment plays with; null: it is not at hand */
    async take({ segment, file }: Closed, init: Buffer | null): Promise<void> {
      const at = segment.startedAt.getTime()
      if (ffmpeg === null || init === null || isDrawing || at - lastAt < EACH_MS) return
      isDrawing = true
      lastAt = at
      try {
        const bytes = await stillBy(ffmpeg, ARGUMENTS, Buffer.concat([init, file.bytes]))
        await archive.replace({ name: `p${segment.number}.jpg`, bytes })
        await archive.replace({ name: POSTER, bytes })
      } catch (error) {
        log.warn({ error }, 'a poster was not drawn')
      } finally {
        isDrawing = false
      }
    },
  }
}

export type Posters = ReturnType<typeof createPosters>

/** @returns the number of the segment that a file of ours shows a picture of; null: it is no snapshot */
export function snapshotOf(name: string): number | null {
  const [, number] = SNAPSHOT.exec(name) ?? []
  return number === undefined ? null : Number(number)
}
