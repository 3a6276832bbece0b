import { accept, refuse } from '#shared/result.ts'
import type { LiveState } from '#shared/live.ts'
import { isOfRehearsal } from '#shared/rehearsal-room.ts'
import type { Recorded } from '#server/media/index.ts'
import type { Clock } from '#server/platform/clock.ts'
import type { Log } from '#server/platform/log.ts'
import { isAllWritten, isNobodys, keptUntil } from './rules.ts'
import type { RecordingRow, RecordingStore, Standing } from './recording-store.ts'
import type { Recording, Recordings } from './recording-types.ts'

type RecordingDeps = {
  store: RecordingStore
  clock: Clock
  log: Log
  media: Recorded
  sessionOf(liveSessionId: string): Promise<{ endedAt: Date | null } | null>
}

/** What was broadcast, for as long as the law wants it. A rehearsal was not. */
export function createRecordings({
  store,
  clock,
  log,
  media,
  sessionOf,
}: RecordingDeps): Recordings & { keepRecording(liveSessionId: string): Promise<void> } {
  async function keepRecording(liveSessionId: string) {
    const endedAt = (await sessionOf(liveSessionId))?.endedAt
    if (endedAt && isOfRehearsal(liveSessionId)) return media.discard(liveSessionId)
    const bytes = await media.bytesKept(liveSessionId)
    if (!endedAt || bytes === 0) return
    await store.insert({ liveSessionId, isFilm: false, bytes, keptUntil: keptUntil(endedAt) })
  }

  const discard = (liveSessionId: string, isFilm: boolean) =>
    store.discard({ liveSessionId, isFilm }, () => media.discard(liveSessionId), clock.now())

  /** One that is planned or live may be written, here or on another node: it is left alone. */
  async function sweep({ liveSessionId, state, endedAt, ...standing }: Standing) {
    if (state === null) return sweepUnknown(liveSessionId)
    // On another node, which had a part of it, too.
    if (standing.isDiscarded) return media.discard(liveSessionId)
    if (standing.isDue) return discard(liveSessionId, false)
    if (!endedAt) return
    if (isAllWritten(endedAt, clock.now())) await media.mend(liveSessionId)
    if (!standing.isBooked) await keepRecording(liveSessionId)
  }

  const warnedOf = new Set<string>()
  async function sweepUnknown(liveSessionId: string) {
    const left = await media.left(liveSessionId)
    if (!left) return
    if (isNobodys(liveSessionId, left, clock.now())) return media.discard(liveSessionId)
    if (left.of === 'nothing_shown' || warnedOf.has(liveSessionId)) return
    warnedOf.add(liveSessionId)
    log.warn({ liveSessionId, left }, 'the database knows no session of this recording; it is kept')
  }

  return {
    keepRecording,
    recordings: async (limit) => (await store.recordings(limit)).map(recordingFromRow),

    async recording(liveSessionId) {
      const row = await store.recording(liveSessionId)
      if (!row) return null
      const [holds, snapshots] = await Promise.all([
        store.holds(liveSessionId),
        media.snapshots(liveSessionId),
      ])
      return {
        ...recordingFromRow(row),
        holds: holds.map(({ isOn, reason, byName, at }) => ({ isOn, reason, byName, at: at.toISOString() })),
        snapshots: snapshots.toReversed(),
      }
    },

    async setRecordingHold(liveSessionId, hold) {
      const outcome = await store.setHold(liveSessionId, hold, clock.now())
      if (outcome === 'not_found') return refuse({ kind: 'recording_not_found' })
      return outcome === 'discarded' ? refuse({ kind: 'recording_discarded' }) : accept(null)
    },

    async sweepRecordings() {
      await media.dropUnwantedFilms()
      for (const standing of await store.standing(await media.kept())) {
        const { liveSessionId } = standing
        await sweep(standing).catch((error: unknown) =>
          log.error({ error, liveSessionId }, 'a recording was not swept; it will be again'),
        )
      }
    },

    filmBegins: (liveSessionId) =>
      store.insert({ liveSessionId, isFilm: true, bytes: 0, keptUntil: clock.now() }),
    discardFilm: (liveSessionId) => discard(liveSessionId, true),
  }
}

function recordingFromRow(row: RecordingRow): Recording {
  const { recording } = row
  return {
    liveSessionId: row.id,
    title: { zh: row.titleZh, en: row.titleEn },
    villageName: { zh: row.village.nameZh, en: row.village.nameEn },
    state: row.state as LiveState,
    startsAt: row.startsAt.toISOString(),
    kept:
      !recording || recording.isFilm
        ? null
        : {
            bytes: Number(recording.bytes),
            until: recording.keptUntil.toISOString(),
            isHeld: recording.holds[0]?.isOn ?? false,
            discardedAt: recording.discardedAt?.toISOString() ?? null,
          },
  }
}
