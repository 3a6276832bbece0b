import type { Fragment, Init } from '../mp4/reader.ts'
import type { Track } from '../mp4/tracks.ts'
import type { Run } from './run.ts'

/** A piece of a segment that low-latency players fetch before the segment is whole. */
export type Part = { name: string; durationSec: number; isIndependent: boolean }
export type Segment = {
  /** media sequence number: 0, 1, 2 … over all runs */
  number: number
  name: string
  /** name of the initialisation that its run plays with */
  init: string
  /** encoders that began anew: after the first, a run begins with a discontinuity */
  run: number
  beginsRun: boolean
  /** of its first picture, as the server's clock said when it arrived */
  startedAt: Date
  durationSec: number
  parts: readonly Part[]
}
/** a file that is to be kept */
export type Kept = { name: string; bytes: Buffer }

export type Timeline = {
  /** A new encoder: what was open is closed. */
  begin(init: Init, run: Run): { init: Kept; closed: Closed | null }
  /** @param at when its last byte came */
  add(fragment: Fragment, at: Date): Closed | null
  /** Nothing more comes. */
  end(): Closed | null
  view(): View
  /** @returns null: it is not in memory, any more or yet */
  bytesOf(name: string): Buffer | null
}
export type Closed = { segment: Segment; file: Kept }
/** Bits a second: of its heaviest segment, and on average. */
export type Rate = { peak: number; average: number }
export type View = {
  /** whole ones, the last `MOST_SEGMENTS` of them */
  segments: readonly Segment[]
  /** the one that grows; null between runs and before the first picture */
  open: Segment | null
  nextNumber: number
  /** number of the run that began last; 0: none */
  run: number
  /** what is in it, as its last run said */
  tracks: readonly Track[]
  /** of its last run, or the one before while that has no whole segment; null: neither has */
  rate: Rate | null
  longestSec: number
  longestPartSec: number
  isEnded: boolean
}

/** A new segment begins with the first key picture after most of a second, or without one after three. */
const TARGET_SEC = 1
const ENOUGH = 0.75
const TOO_MUCH = 3
/** Lists name the last few; players that fell behind may still ask for these. */
const MOST_SEGMENTS = 20
/** Parts are kept by time, not by count: after a pause of the network many segments come at once. */
const PART_SEC = 20

/** `run`: null before the first one of this process */
type OnAir = { run: Run | null; number: number; init: string; tracks: readonly Track[] }
type Growing = { segment: Segment; bytes: Buffer[] }

/**
 * Segments and parts of one broadcast, from its fragments (RFC 8216bis, LL-HLS). It keeps no file and
 * reads no clock. `past`: what was broadcast before, which new runs come after.
 */
export function createTimeline(past: readonly Segment[] = []): Timeline {
  const segments = past.slice(-MOST_SEGMENTS)
  const [memory, rates] = [createMemory(), createRates()]
  let growing: Growing | null = null
  let onAir: OnAir = { run: null, number: past.at(-1)?.run ?? 0, init: '', tracks: [] }
  let nextNumber = (past.at(-1)?.number ?? -1) + 1
  let longestSec = TARGET_SEC
  let longestPartSec = 0
  let [beginsRun, isEnded] = [false, false]
  /** Sound that belongs to a picture that players may have fetched already: it goes with the next one. */
  let carried: Buffer[] = []

  function close(): Closed | null {
    if (!growing) return null
    const { segment, bytes } = growing
    growing = null
    const file = { name: segment.name, bytes: Buffer.concat([...bytes, ...(isEnded ? carried : [])]) }
    segments.push(segment)
    longestSec = Math.max(longestSec, Math.round(segment.durationSec))
    rates.add(file.bytes.length, segment.durationSec)
    memory.keep(file)
    if (segments.length > MOST_SEGMENTS) memory.forget(segments.shift()!.name)
    return { segment, file }
  }

  return {
    begin(next, of) {
      const closed = close()
      beginsRun = of.number > 1
      nextNumber = Math.max(nextNumber, of.firstSegment)
      const kept = { name: `init${of.number}.mp4`, bytes: next.bytes }
      onAir = { run: of, number: of.number, init: kept.name, tracks: next.tracks }
      rates.beginRun()
      memory.keep(kept)
      carried = []
      isEnded = false
      return { init: kept, closed }
    },

    add({ bytes, timing }, at) {
      const { run, init } = onAir
      if (!run) return null
      if (!timing) {
        carried.push(bytes)
        return null
      }
      const { durationSec, isKey } = timing
      const closed = growing && isFull(growing.segment, isKey) ? close() : null
      if (!growing) {
        const startedAt = run.filmedAt(timing, at)
        growing = begun({ number: nextNumber++, init, run: run.number, beginsRun, startedAt })
        beginsRun = false
      }
      const part = { name: partName(growing.segment), durationSec, isIndependent: isKey }
      const whole = Buffer.concat([...carried, bytes])
      carried = []
      growing = grown(growing, part, whole)
      memory.keep({ name: part.name, bytes: whole }, at)
      longestPartSec = Math.max(longestPartSec, durationSec)
      memory.forgetParts(at)
      return closed
    },

    end() {
      isEnded = true
      return close()
    },

    view: () => ({
      ...{ segments, open: growing?.segment ?? null, nextNumber },
      ...{ run: onAir.number, tracks: onAir.tracks, rate: rates.rate() },
      ...{ longestSec, longestPartSec, isEnded },
    }),
    bytesOf: memory.bytesOf,
  }
}

const isFull = ({ durationSec }: Segment, isKey: boolean) =>
  durationSec >= TARGET_SEC * (isKey ? ENOUGH : TOO_MUCH)
const begun = (of: Omit<Segment, 'name' | 'durationSec' | 'parts'>): Growing => ({
  segment: { ...of, name: `s${of.number}.m4s`, durationSec: 0, parts: [] },
  bytes: [],
})
const grown = ({ segment, bytes }: Growing, part: Part, whole: Buffer): Growing => ({
  segment: {
    ...segment,
    durationSec: segment.durationSec + part.durationSec,
    parts: [...segment.parts, part],
  },
  bytes: [...bytes, whole],
})

/** Of whole segments: a run has none at first, and players that come then must not find it missing in the list. */
function createRates() {
  const none = { bits: 0, seconds: 0, peak: 0 }
  let sums = none
  let before: Rate | null = null
  const rate = (): Rate | null =>
    sums.seconds > 0 ? { peak: Math.ceil(sums.peak), average: Math.ceil(sums.bits / sums.seconds) } : before
  return {
    rate,
    beginRun() {
      before = rate()
      sums = none
    },
    add(bytes: number, durationSec: number) {
      if (durationSec <= 0) return
      const bits = bytes * 8
      sums = {
        bits: sums.bits + bits,
        seconds: sums.seconds + durationSec,
        peak: Math.max(sums.peak, bits / durationSec),
      }
    },
  }
}

/** Files that players are about to ask for, whether the disk has them yet or not. */
function createMemory() {
  const files = new Map<string, { bytes: Buffer; partAt: number }>()
  return {
    /** @param partAt of parts, which are forgotten by themselves */
    keep: ({ name, bytes }: Kept, partAt?: Date) =>
      void files.set(name, { bytes, partAt: partAt?.getTime() ?? Infinity }),
    forget: (name: string) => void files.delete(name),
    forgetParts(now: Date) {
      const longAgo = now.getTime() - PART_SEC * 1_000
      for (const [name, { partAt }] of files) if (partAt < longAgo) files.delete(name)
    },
    bytesOf: (name: string): Buffer | null => files.get(name)?.bytes ?? null,
  }
}

const partName = ({ number, parts }: Segment) => `s${number}.${parts.length}.m4s`
