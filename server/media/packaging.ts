import type { Clock } from '#server/platform/clock.ts'
import type { Log } from '#server/platform/log.ts'
import type { Archive } from './archive.ts'
import { createMp4Reader } from './mp4/reader.ts'
import { createTimeline, type Closed, type Segment } from './packager/timeline.ts'
import type { Posters } from './posters.ts'
import { createWaits } from './waits.ts'

type PackagingDeps = {
  archive: Archive
  posters: Posters
  /** what was broadcast before this process began */
  past: readonly Segment[]
  clock: Clock
  log: Log
  /** the first segment is whole: there is something to see */
  onFirst(): void
  /** the disk is full */
  onFull(): void
}

/** About twice a minute. */
const LOOK_AT_DISK_EACH = 30

/** From fragments to files: what of a broadcast can be seen, in memory while it is new and on the disk for ever. */
export function createPackaging({ archive, posters, past, clock, log, onFirst, onFull }: PackagingDeps) {
  const timeline = createTimeline(past)
  const waits = createWaits(timeline)

  /** What can't be kept is still shown: those who watch do not wait for a disk. */
  const keep = (kept: Promise<unknown>) =>
    void kept.catch((error: unknown) => log.error({ error }, 'a picture was not kept'))

  function keepClosed(closed: Closed | null) {
    if (!closed) return
    keep(archive.keep(closed.file))
    keep(archive.list(closed.segment))
    void posters.take(closed, timeline.bytesOf(closed.segment.init))
    if (timeline.view().segments.length === 1) onFirst()
    if (closed.segment.number % LOOK_AT_DISK_EACH === LOOK_AT_DISK_EACH - 1)
      keep(archive.hasRoom().then((hasRoom) => hasRoom || onFull()))
  }

  return {
    view: timeline.view,
    bytesOf: timeline.bytesOf,
    reached: waits.reached,
    /** A new encoder. @returns what takes its bytes, and says whether they are media */
    beginRun() {
      const reader = createMp4Reader()
      return (bytes: Buffer): boolean => {
        const read = reader.read(bytes)
        if (!read.ok) return false
        for (const one of read.value) {
          if (one.kind === 'fragment') keepClosed(timeline.add(one, clock.now()))
          else {
            const { init, closed } = timeline.begin(one)
            keepClosed(closed)
            keep(archive.keep(init))
          }
        }
        waits.tell()
        return true
      }
    },
    async end() {
      keepClosed(timeline.end())
      waits.tell()
      await archive.settled().catch(() => {})
    },
  }
}
export type Packaging = ReturnType<typeof createPackaging>
