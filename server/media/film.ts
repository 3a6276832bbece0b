import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import type { FilmRefusal, Stretch } from '#shared/replay.ts'
import { accept, refuse, type Result } from '#shared/result.ts'
import type { Clock } from '#server/platform/clock.ts'
import type { Archive } from './archive.ts'
import type { Archives } from './archives.ts'
import { startTask } from './ffmpeg-task.ts'
import { createMp4Reader } from './mp4/reader.ts'
import { recordingPlaylist } from './packager/playlists.ts'
import { reelsOf, runsOf, segmentsIn, setupOf } from './packager/reels.ts'
import type { Segment } from './packager/timeline.ts'

/** Each reads and writes all of its film, and does it beside pictures that are on air. */
const MOST_AT_ONCE = 2
/** After nobody has wanted it for so long a film goes: what it was made of stays. */
const UNWANTED_MS = 24 * 3_600_000

type FilmDeps = {
  /** null: there is none, and no film */
  ffmpegHere(): string | null
  /** where films are: not among what is kept by law */
  films: Archives
  clock: Clock
}
/** Whose recording, and where it is. */
type Recorded = { liveSessionId: string; archive: Archive }

/** Recordings, or stretches of them, as MP4: made when they are first asked for, from whole segments, nothing encoded anew. */
export function createFilms({ ffmpegHere, films, clock }: FilmDeps) {
  const making = new Map<string, Promise<void>>()

  /** Those who ask meanwhile wait for the same. */
  async function make(film: Film): Promise<Result<null, FilmRefusal>> {
    const { to, name, archive, segments } = film
    if (await to.has(name)) return accept(null)
    const hasRoom = await to.hasRoom(await archive.bytes(segments.map((segment) => segment.name)))
    if (!hasRoom) return refuse({ kind: 'disk_full' })
    const key = to.pathOf(name)
    if (!making.has(key)) {
      if (making.size >= MOST_AT_ONCE) return refuse({ kind: 'films_busy' })
      making.set(
        key,
        joined(film).finally(() => making.delete(key)),
      )
    }
    await making.get(key)
    return accept(null)
  }

  return {
    /** What one file can hold each. */
    async reels(archive: Archive): Promise<Result<Stretch[], FilmRefusal>> {
      const segments = await archive.segments()
      if (segments.length === 0) return refuse({ kind: 'no_recording' })
      if (ffmpegHere() === null) return refuse({ kind: 'no_ffmpeg' })
      return accept(reelsOf(segments, await setupsIn(archive, segments)))
    },

    /** @returns its path */
    async of({ liveSessionId, archive }: Recorded, stretch: Stretch): Promise<Result<string, FilmRefusal>> {
      const segments = segmentsIn(await archive.segments(), stretch)
      const ffmpeg = ffmpegHere()
      const [first, last] = [segments[0], segments.at(-1)]
      if (!first || !last) return refuse({ kind: 'no_recording' })
      if (ffmpeg === null) return refuse({ kind: 'no_ffmpeg' })
      if (reelsOf(segments, await setupsIn(archive, segments)).length > 1)
        return refuse({ kind: 'several_reels' })
      const [to, name] = [films.of(liveSessionId), `${first.number}-${last.number}.mp4`]
      const made = await make({ ffmpeg, segments, archive, to, name })
      if (!made.ok) return made
      await to.touch(name, clock.now())
      return accept(to.pathOf(name))
    },

    async dropUnwanted(): Promise<void> {
      const before = clock.now().getTime() - UNWANTED_MS
      await dropLists(before)
      for (const liveSessionId of await films.names()) {
        const of = films.of(liveSessionId)
        for (const name of await of.names()) {
          const touchedAt = await of.touchedAt(name)
          if (touchedAt && touchedAt.getTime() < before) await of.remove(name)
        }
        if ((await of.names()).length === 0) await of.discard()
      }
    },
    discard: (liveSessionId: string) => films.of(liveSessionId).discard(),
  }
}

/** What players are told before each run; of one that we can't read, that it is like no other. */
async function setupsIn(archive: Archive, segments: readonly Segment[]): Promise<Map<string, string>> {
  const inits = [...new Set(segments.map(({ init }) => init))]
  const setups = await Promise.all(inits.map(async (init) => setupIn(await archive.read(init)) ?? init))
  return new Map(inits.map((init, at) => [init, setups[at]!]))
}

function setupIn(bytes: Buffer | null): string | null {
  const read = bytes && createMp4Reader().read(bytes)
  const [init] = read?.ok ? read.value : []
  return init?.kind === 'init' ? setupOf(init.tracks) : null
}

type Film = { ffmpeg: string; segments: readonly Segment[]; archive: Archive; to: Archive; name: string }

/** Only what we wrote ourselves is read, and as what it is. Runs that follow each other here need no change of format. */
const READING =
  '-hide_banner -nostdin -loglevel error -protocol_whitelist file -format_whitelist concat,hls,mp4 ' +
  '-f concat -auto_convert 0 -i'
/** Its index comes first, so that it plays before all of it has been loaded. */
const WRITING = '-map 0:v? -map 0:a? -c copy -movflags +faststart -f mp4 -y'

const LISTS = 'shanhuo-film-lists-'
/** Folders of a process that died while it made a film. */
async function dropLists(before: number): Promise<void> {
  const names = (await readdir(os.tmpdir())).filter((name) => name.startsWith(LISTS))
  for (const folder of names.map((name) => path.join(os.tmpdir(), name))) {
    const touchedAt = (await stat(folder).catch(() => null))?.mtimeMs ?? Infinity
    if (touchedAt < before) await rm(folder, { recursive: true, force: true })
  }
}

async function joined({ ffmpeg, segments, archive, to, name }: Film): Promise<void> {
  const folder = await mkdtemp(path.join(os.tmpdir(), LISTS))
  try {
    const runs = await listRuns(folder, segments, archive)
    await to.make(name, (file) => {
      const args = [...READING.split(' '), runs, ...WRITING.split(' '), file]
      return startTask(ffmpeg, args, () => {}).ended
    })
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** A list for each run, as players have it, and one of these, which ffmpeg puts one after the other. @returns its path */
async function listRuns(folder: string, segments: readonly Segment[], archive: Archive): Promise<string> {
  const at = (name: string) => path.resolve(archive.pathOf(name))
  const runs = runsOf(segments)
  for (const [number, run] of runs.entries()) {
    const placed = run.map((segment) => ({ ...segment, name: at(segment.name), init: at(segment.init) }))
    await writeFile(path.join(folder, `${number}.m3u8`), recordingPlaylist(placed, true))
  }
  const file = path.join(folder, 'runs.txt')
  await writeFile(file, runs.map((_, number) => `file ${number}.m3u8\n`).join(''))
  return file
}
