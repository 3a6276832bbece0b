import path from 'node:path'
import { STORYBOARD } from '#shared/replay.ts'
import { refuse } from '#shared/result.ts'
import type { Clock } from '#server/platform/clock.ts'
import type { Log } from '#server/platform/log.ts'
import type { Archive } from './archive.ts'
import { createArchives } from './archives.ts'
import { createFilms } from './film.ts'
import { spansOf } from './packager/spans.ts'
import { POSTER, snapshotOf } from './posters.ts'
import { createStoryboards } from './storyboard.ts'
import type { Media, Snapshot } from './types.ts'

type RecordedDeps = {
  dataDir: string
  archiveOf(liveSessionId: string): Archive
  isOn(liveSessionId: string): boolean
  address: Media['address']
  ffmpegHere(): string | null
  clock: Clock
  log: Log
}

type Reads = Pick<
  Media,
  'posterOf' | 'recordedSpans' | 'snapshots' | 'hasStoryboard' | 'reels' | 'film' | 'dropUnwantedFilms'
>

/** What was recorded of a session, also while it goes on; and what is made of it, only afterwards. */
export function createRecorded({ dataDir, archiveOf, isOn, address, ...deps }: RecordedDeps) {
  const films = createFilms({ ...deps, films: createArchives(path.join(dataDir, 'films')) })
  const storyboards = createStoryboards(deps)

  const reads: Reads = {
    async posterOf(liveSessionId) {
      const hasAny = await archiveOf(liveSessionId).has(POSTER)
      return hasAny ? `${address(liveSessionId)}/${POSTER}` : null
    },
    recordedSpans: async (liveSessionId) => spansOf(await archiveOf(liveSessionId).segments()),
    snapshots: (liveSessionId) => snapshotsIn(archiveOf(liveSessionId), address(liveSessionId)),
    hasStoryboard: async (liveSessionId) =>
      !isOn(liveSessionId) && (await storyboards.has(archiveOf(liveSessionId))),
    async reels(liveSessionId) {
      if (isOn(liveSessionId)) return refuse({ kind: 'no_recording' })
      return films.reels(archiveOf(liveSessionId))
    },
    async film(liveSessionId, stretch) {
      if (isOn(liveSessionId)) return refuse({ kind: 'no_recording' })
      return films.of({ liveSessionId, archive: archiveOf(liveSessionId) }, stretch)
    },
    dropUnwantedFilms: films.dropUnwanted,
  }
  return {
    reads,
    /** It is whole now. */
    closed: (liveSessionId: string) => storyboards.renew(liveSessionId, archiveOf(liveSessionId)),
    /** Makes what is asked for, if it is made when it is asked for. */
    async prepare(liveSessionId: string, name: string) {
      if (name === STORYBOARD) await storyboards.make(liveSessionId, archiveOf(liveSessionId))
    },
    async discard(liveSessionId: string) {
      await archiveOf(liveSessionId).discard()
      await films.discard(liveSessionId)
    },
  }
}

async function snapshotsIn(archive: Archive, base: string): Promise<Snapshot[]> {
  const [names, segments] = await Promise.all([archive.names(), archive.segments()])
  const taken = new Set(names.flatMap((name) => snapshotOf(name) ?? []))
  return segments
    .filter(({ number }) => taken.has(number))
    .map(({ number, startedAt }) => ({ address: `${base}/p${number}.jpg`, at: startedAt.toISOString() }))
}
