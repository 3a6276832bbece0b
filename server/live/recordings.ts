import { accept, refuse } from '#shared/result.ts'
import type { LiveState } from '#shared/live.ts'
import { isOfRehearsal } from '#shared/rehearsal-room.ts'
import type { Media } from '#server/media/index.ts'
import type { Clock } from '#server/platform/clock.ts'
import type { RecordingRow, RecordingStore } from './recording-store.ts'
import type { Recording, Recordings } from './recording-types.ts'

/** 网络交易监督管理办法 第二十条: a live broadcast of a sale is kept for three years from its end. The database refuses less. */
const KEPT_YEARS = 3

type RecordingDeps = {
  store: RecordingStore
  clock: Clock
  media: Pick<Media, 'snapshots' | 'kept' | 'bytesKept' | 'discard' | 'dropUnwantedFilms'>
  sessionOf(liveSessionId: string): Promise<{ endedAt: Date | null } | null>
}

/** What was broadcast, for as long as the law wants it. A rehearsal was not. */
export function createRecordings({
  store,
  clock,
  media,
  sessionOf,
}: RecordingDeps): Recordings & { keepRecording(liveSessionId: string): Promise<void> } {
  async function keepRecording(liveSessionId: string) {
    const endedAt = (await sessionOf(liveSessionId))?.endedAt
    if (endedAt && isOfRehearsal(liveSessionId)) return media.discard(liveSessionId)
    const bytes = await media.bytesKept(liveSessionId)
    if (!endedAt || bytes === 0) return
    const keptUntil = new Date(endedAt)
    keptUntil.setUTCFullYear(keptUntil.getUTCFullYear() + KEPT_YEARS)
    await store.insert({ liveSessionId, isFilm: false, bytes, keptUntil })
  }

  const discard = (liveSessionId: string, isFilm: boolean) =>
    store.discard({ liveSessionId, isFilm }, () => media.discard(liveSessionId), clock.now())

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
      const here = await media.kept()
      const standing = new Map((await store.standing(here)).map((row) => [row.liveSessionId, row]))
      for (const liveSessionId of here) {
        const row = standing.get(liveSessionId)
        if (!row) await keepRecording(liveSessionId)
        // On another node, which had a part of it, too.
        else if (row.isDiscarded) await media.discard(liveSessionId)
        else if (row.isDue) await discard(liveSessionId, false)
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
