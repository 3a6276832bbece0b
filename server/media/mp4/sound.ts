import { boxAt, boxesOf, type Box } from './boxes.ts'
import {
  fieldsOf,
  HAS_COMPOSITION,
  HAS_DATA_OFFSET,
  HAS_DATA_OFFSET_OF_FRAGMENT,
  HAS_DEFAULT_DURATION,
  HAS_DEFAULT_SIZE,
  HAS_DESCRIPTION,
  HAS_DURATIONS,
  HAS_FIRST_FLAGS,
  HAS_FLAGS,
  HAS_SIZES,
  timingOf,
} from './fragments.ts'
import type { Fragment, Init } from './reader.ts'
import type { Track } from './tracks.ts'

/** ISO/IEC 14496-12, 8.8.7: places of bytes are counted from the fragment's own beginning. */
const COUNTS_FROM_MOOF = 0x2_0000
const HEAD_BYTES = 8

/** A run's sound without its picture, cut where the picture is cut. It encodes nothing, so it costs next to nothing. */
export function createSoundOnly() {
  let track: Track | null = null
  return {
    /** @returns null: there is no sound in it */
    init({ bytes, tracks }: Init): Init | null {
      const found = tracks.find(({ kind }) => kind === 'audio')
      const own = found && readable(() => initOf(bytes, found))
      track = own ? found! : null
      return own ? { kind: 'init', bytes: own, tracks: [found!] } : null
    },
    /** @returns null: there is none in it, or it is written in a way that we can't take apart */
    fragment({ bytes, timing }: Fragment): Fragment | null {
      const of = track
      if (!of) return null
      const sound = readable(() => soundOf(bytes, of))
      const own = sound && timingOf(sound, [of])
      return own && { kind: 'fragment', bytes: sound, timing: { ...own, isKey: timing?.isKey ?? false } }
    },
  }
}

/** What comes from a browser may be anything: a box that ends before its fields do has no sound in it. */
function readable(read: () => Buffer | null): Buffer | null {
  try {
    return read()
  } catch (error) {
    if (error instanceof RangeError) return null
    throw error
  }
}

function box(type: string, bodies: readonly Buffer[]): Buffer {
  const head = Buffer.alloc(HEAD_BYTES)
  head.writeUInt32BE(HEAD_BYTES + bodies.reduce((sum, { length }) => sum + length, 0))
  head.write(type, 4, 'latin1')
  return Buffer.concat([head, ...bodies])
}

const whole = (bytes: Buffer, { start, end }: Pick<Box, 'start' | 'end'>) => bytes.subarray(start, end)

function initOf(bytes: Buffer, { id }: Track): Buffer {
  const isOurs = (inner: Box, at: number) => bytes.readUInt32BE(inner.body + at) === id
  return Buffer.concat(
    [...boxesOf(bytes)].map((outer) =>
      outer.type === 'moov' ? box('moov', partsOfMovie(bytes, outer, isOurs)) : whole(bytes, outer),
    ),
  )
}

function partsOfMovie(bytes: Buffer, movie: Box, isOurs: (inner: Box, at: number) => boolean): Buffer[] {
  return [...boxesOf(bytes, movie.body, movie.end)].flatMap((inner) => {
    if (inner.type === 'trak') {
      const header = boxAt(bytes, ['tkhd'], inner)
      // Its dates are wider in version 1.
      return header && isOurs(header, bytes[header.body] === 1 ? 20 : 12) ? [whole(bytes, inner)] : []
    }
    if (inner.type !== 'mvex') return [whole(bytes, inner)]
    const kept = [...boxesOf(bytes, inner.body, inner.end)].filter(
      (one) => one.type !== 'trex' || isOurs(one, 4),
    )
    return [
      box(
        'mvex',
        kept.map((one) => whole(bytes, one)),
      ),
    ]
  })
}

function soundOf(bytes: Buffer, track: Track): Buffer | null {
  const moof = boxAt(bytes, ['moof'])
  if (!moof) return null
  const head: Buffer[] = []
  const runs: { traf: Buffer; offsetAt: number; samples: Buffer }[] = []
  for (const inner of boxesOf(bytes, moof.body, moof.end)) {
    if (inner.type === 'mfhd') head.push(whole(bytes, inner))
    const header = inner.type === 'traf' ? boxAt(bytes, ['tfhd'], inner) : null
    if (!header || bytes.readUInt32BE(header.body + 4) !== track.id) continue
    const traf = Buffer.from(whole(bytes, inner))
    head.push(traf)
    for (const run of boxesOf(bytes, inner.body, inner.end)) {
      if (run.type !== 'trun') continue
      const samples = samplesOf(bytes, { header, run }, track)
      if (!samples) return null
      runs.push({ traf, offsetAt: run.body + HEAD_BYTES - inner.start, samples })
    }
  }
  if (runs.length === 0) return null
  let at = HEAD_BYTES + head.reduce((sum, { length }) => sum + length, 0) + HEAD_BYTES
  for (const { traf, offsetAt, samples } of runs) {
    traf.writeInt32BE(at, offsetAt)
    at += samples.length
  }
  return Buffer.concat([
    box('moof', head),
    box(
      'mdat',
      runs.map(({ samples }) => samples),
    ),
  ])
}

/** @returns null: where they are is not said as ffmpeg and browsers say it */
function samplesOf(bytes: Buffer, { header, run }: { header: Box; run: Box }, track: Track): Buffer | null {
  const general = fieldsOf(bytes, header)
  const hasGeneral = (flag: number) => (general.flags & flag) !== 0
  if (hasGeneral(HAS_DATA_OFFSET_OF_FRAGMENT) || !hasGeneral(COUNTS_FROM_MOOF)) return null
  general.skip(1) // the track's id
  if (hasGeneral(HAS_DESCRIPTION)) general.skip(1)
  if (hasGeneral(HAS_DEFAULT_DURATION)) general.skip(1)
  const sizeOfAll = hasGeneral(HAS_DEFAULT_SIZE) ? general.next() : track.sampleBytes

  const fields = fieldsOf(bytes, run)
  const has = (flag: number) => (fields.flags & flag) !== 0
  if (!has(HAS_DATA_OFFSET)) return null
  const count = fields.next()
  const start = fields.next()
  if (has(HAS_FIRST_FLAGS)) fields.skip(1)
  let size = has(HAS_SIZES) ? 0 : count * sizeOfAll
  for (let at = 0; has(HAS_SIZES) && at < count; at++) {
    if (has(HAS_DURATIONS)) fields.skip(1)
    size += fields.next()
    if (has(HAS_FLAGS)) fields.skip(1)
    if (has(HAS_COMPOSITION)) fields.skip(1)
  }
  return start + size <= bytes.length ? bytes.subarray(start, start + size) : null
}
