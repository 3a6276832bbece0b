import { once } from 'node:events'
import { accept, refuse, type Result } from '#shared/result.ts'
import type { Archive } from './archive.ts'
import { startTask } from './ffmpeg-task.ts'
import type { Segment } from './packager/timeline.ts'

/** A recording as one file. */
const FILM = 'recording.mp4'

export type FilmRefusal =
  | { kind: 'no_recording' }
  /** It has several sizes or encoders in it, which one file can't hold without being encoded anew. */
  | { kind: 'several_runs' }
  | { kind: 'no_ffmpeg' }

/** @returns null: it can be one file, without encoding anything anew */
export function reasonNoFilm(segments: readonly Segment[], ffmpeg: string | null): FilmRefusal | null {
  const [first] = segments
  if (!first) return { kind: 'no_recording' }
  if (segments.some(({ init }) => init !== first.init)) return { kind: 'several_runs' }
  return ffmpeg === null ? { kind: 'no_ffmpeg' } : null
}

/** Makes the one file when it is first asked for; those who ask meanwhile wait for the same. */
export function createFilms(ffmpegHere: () => string | null) {
  const making = new Map<string, Promise<void>>()

  return {
    /** @returns its path */
    async of(liveSessionId: string, archive: Archive): Promise<Result<string, FilmRefusal>> {
      const segments = await archive.segments()
      const ffmpeg = ffmpegHere()
      const reason = reasonNoFilm(segments, ffmpeg)
      if (reason || ffmpeg === null) return refuse(reason ?? { kind: 'no_ffmpeg' })
      if (!(await archive.has(FILM))) {
        const made = making.get(liveSessionId) ?? joined({ ffmpeg, segments, archive })
        making.set(liveSessionId, made)
        await made.finally(() => making.delete(liveSessionId))
      }
      return accept(archive.pathOf(FILM))
    },
  }
}

type Joining = { ffmpeg: string; segments: readonly Segment[]; archive: Archive }

/** Its index comes first, so that it plays before all of it has been loaded. */
function joined({ ffmpeg, segments, archive }: Joining): Promise<void> {
  return archive.make(FILM, async (file) => {
    const task = startTask(
      ffmpeg,
      [
        ...'-hide_banner -nostdin -loglevel error -protocol_whitelist pipe,file -f mp4 -i pipe:0'.split(' '),
        ...['-c', 'copy', '-movflags', '+faststart', '-f', 'mp4', '-y', file],
      ],
      () => {},
    )
    for (const name of [segments[0]!.init, ...segments.map((segment) => segment.name)]) {
      const bytes = await archive.read(name)
      if (bytes && !task.input.write(bytes)) await Promise.race([once(task.input, 'drain'), task.ended])
    }
    task.input.end()
    await task.ended
  })
}
