import { RENDITIONS, type RenditionName } from '#shared/live.ts'
import type { Clock } from '#server/platform/clock.ts'
import type { Log } from '#server/platform/log.ts'
import type { Archive } from './archive.ts'
import { createMp4Reader, type Fragment, type Init } from './mp4/reader.ts'
import { createSoundOnly } from './mp4/sound.ts'
import { createRun, type Run } from './packager/run.ts'
import type { Closed, Segment } from './packager/timeline.ts'
import type { Posters } from './posters.ts'
import { createRendition, type Rendition } from './rendition.ts'

type PackagingDeps = {
  archive: Archive
  posters: Posters
  /** what was broadcast before this process began */
  past: readonly Segment[]
  pastBytes: number
  clock: Clock
  log: Log
  /** There is something to see, or it can be had in more ways or fewer. */
  onRenditions(): void
  /** there is no room for more, on the disk or of its own */
  onFull(): void
}
type Begun = { withLow: boolean; isCard: boolean; mayShow(init: Init): boolean }
/** Takes what an encoder gives. @returns whether it is media, and may be shown */
export type Take = (bytes: Buffer) => boolean

/** About twice a minute. */
const LOOK_AT_DISK_EACH = 30

/**
 * From fragments to files: what of a broadcast can be seen. The source is in memory while it is new and on the disk for
 * ever; the small picture and the sound are for those who watch live, and in memory only.
 */
export function createPackaging(deps: PackagingDeps) {
  const { archive, past, clock, onRenditions } = deps
  const renditions = { source: createRendition(past), low: createRendition(), sound: createRendition() }
  const { source, low, sound } = renditions
  let isLowMade = false
  let shown = ''
  /** numbers of runs in which there is nothing to look at */
  const pictureless = new Set<number>()
  const hasPicture = (run: number) => !pictureless.has(run)
  const { keep, keepClosed, isTooLarge } = createKeeping({ ...deps, hasPicture }, source)

  const isThere = (name: RenditionName) => canBegin(name, renditions, isLowMade)
  const there = () => RENDITIONS.filter(isThere)

  function tell() {
    for (const one of Object.values(renditions)) one.tell()
    const names = there()
    const now = [hasPicture(source.view().run), ...names].join()
    if (shown !== (shown = now) && names.length > 0) onRenditions()
  }

  function takeSource(
    one: Init | Fragment,
    run: Run,
    { init, fragment }: ReturnType<typeof createSoundOnly>,
  ) {
    if (one.kind === 'init') {
      if (!one.tracks.some(({ kind }) => kind === 'video')) pictureless.add(run.number)
      const begun = source.begin(one, run)
      keepClosed(begun.closed)
      keep(archive.keep(begun.init))
      const silent = init(one)
      if (silent) sound.begin(silent, run)
    } else {
      keepClosed(source.add(one, clock.now()))
      const heard = fragment(one)
      if (heard) sound.add(heard, clock.now())
    }
  }
  function takeLow(one: Init | Fragment, run: Run) {
    if (one.kind === 'init') low.begin(one, run)
    else low.add(one, clock.now())
  }

  return {
    /** @returns null: it can't be had now */
    rendition: (name: RenditionName) => (isThere(name) ? renditions[name] : null),
    source,
    there,
    isTooLarge,
    /** whether there is something to look at in the run on air */
    hasPicture: () => hasPicture(source.view().run),
    /**
     * A new encoder. `withLow`: it makes a small picture as well. `isCard`: it shows nothing but that there is sound.
     * `mayShow`: asked of the source before any of it is shown; if it may not, none is.
     */
    beginRun({ withLow, isCard, mayShow }: Begun): { source: Take; low: Take; withoutLow(): void } {
      const { run: before, nextNumber } = source.view()
      const run = createRun(before + 1, nextNumber)
      const soundOnly = createSoundOnly()
      isLowMade = withLow
      if (isCard) pictureless.add(run.number)
      return {
        source: taking((one) => takeSource(one, run, soundOnly), tell, mayShow),
        low: taking((one) => takeLow(one, run), tell),
        /** No more of the small picture comes in this run: players go to another. */
        withoutLow() {
          isLowMade = false
          tell()
        },
      }
    },
    async end() {
      keepClosed(source.end())
      low.end()
      sound.end()
      tell()
      await archive.settled().catch(() => {})
    },
  }
}

/** Whether players can begin with it, of the run on air. */
function canBegin(
  name: RenditionName,
  renditions: Record<RenditionName, Rendition>,
  isLowMade: boolean,
): boolean {
  const { segments, run } = renditions[name].view()
  if (segments.length === 0) return false
  if (name === 'low') return isLowMade
  // Of a source without sound nothing else is begun.
  return name === 'source' || run === renditions.source.view().run
}

type KeepingDeps = Pick<PackagingDeps, 'archive' | 'posters' | 'pastBytes' | 'log' | 'onFull'> & {
  hasPicture(run: number): boolean
}

/** Puts the source on the disk, while there is room. */
function createKeeping(deps: KeepingDeps, source: Rendition) {
  const { archive, posters, pastBytes, log, hasPicture, onFull } = deps
  let bytes = pastBytes
  const isTooLarge = () => archive.isTooLarge(bytes)
  /** What can't be kept is still shown: those who watch do not wait for a disk. */
  const keep = (kept: Promise<unknown>) =>
    void kept.catch((error: unknown) => log.error({ error }, 'a picture was not kept'))

  return {
    keep,
    isTooLarge,
    keepClosed(closed: Closed | null) {
      if (!closed) return
      keep(archive.keep(closed.file))
      keep(archive.list(closed.segment))
      bytes += closed.file.bytes.length
      if (isTooLarge()) onFull()
      if (hasPicture(closed.segment.run)) void posters.take(closed, source.bytesOf(closed.segment.init))
      if (closed.segment.number % LOOK_AT_DISK_EACH === LOOK_AT_DISK_EACH - 1)
        keep(archive.hasRoom().then((hasRoom) => hasRoom || onFull()))
    },
  }
}
export type Packaging = ReturnType<typeof createPackaging>

function taking(
  take: (one: Init | Fragment) => void,
  tell: () => void,
  mayShow: Begun['mayShow'] = () => true,
): Take {
  const reader = createMp4Reader()
  return (bytes) => {
    const read = reader.read(bytes)
    if (!read.ok) return false
    for (const one of read.value) {
      if (one.kind === 'init' && !mayShow(one)) return false
      take(one)
    }
    tell()
    return true
  }
}
