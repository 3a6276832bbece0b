import { boxAt, boxesOf, type Box } from './boxes.ts'
import type { Track } from './tracks.ts'

/** What a moof says of the track that time is measured by: its video, or what sounds where there is no picture. */
export type Timing = { startSec: number; durationSec: number; isKey: boolean }

// ISO/IEC 14496-12, 8.8.7 (tfhd), 8.8.8 (trun) and 8.8.3.1 (sample flags).
export const HAS_DATA_OFFSET_OF_FRAGMENT = 0x1
export const HAS_DESCRIPTION = 0x2
export const HAS_DEFAULT_DURATION = 0x8
export const HAS_DEFAULT_SIZE = 0x10
const HAS_DEFAULT_FLAGS = 0x20
export const HAS_DATA_OFFSET = 0x1
export const HAS_FIRST_FLAGS = 0x4
export const HAS_DURATIONS = 0x100
export const HAS_SIZES = 0x200
export const HAS_FLAGS = 0x400
export const HAS_COMPOSITION = 0x800
const IS_NO_SYNC_SAMPLE = 0x1_0000

/** Reads one field after the other. */
export function fieldsOf(bytes: Buffer, box: Box) {
  let at = box.body + 4
  return {
    flags: bytes.readUIntBE(box.body + 1, 3),
    next(): number {
      at += 4
      return bytes.readUInt32BE(at - 4)
    },
    skip(words: number) {
      at += 4 * words
    },
  }
}

/**
 * @param moof the whole box
 * @returns null: nothing of the track that time is measured by is in this fragment
 * @throws {RangeError} a box ends before its fields do
 */
export function timingOf(moof: Buffer, tracks: readonly Track[]): Timing | null {
  const leading = tracks.find(({ kind }) => kind === 'video') ?? tracks.find(({ kind }) => kind === 'audio')
  const inside = boxAt(moof, ['moof'])
  if (!leading || !inside) return null
  for (const traf of boxesOf(moof, inside.body, inside.end)) {
    if (traf.type !== 'traf') continue
    const timing = timingIn(moof, traf, leading)
    if (timing) return timing
  }
  return null
}

function timingIn(moof: Buffer, traf: Box, track: Track): Timing | null {
  const header = boxAt(moof, ['tfhd'], traf)
  const decodeTime = boxAt(moof, ['tfdt'], traf)
  if (!header || !decodeTime || moof.readUInt32BE(header.body + 4) !== track.id) return null
  const defaults = defaultsOf(moof, header, track)
  let ticks = 0
  let isKey: boolean | null = null
  for (const run of boxesOf(moof, traf.body, traf.end)) {
    if (run.type !== 'trun') continue
    const samples = samplesOf(moof, run, defaults)
    ticks += samples.ticks
    isKey ??= samples.isKey
  }
  const isLong = moof[decodeTime.body] === 1
  const start = isLong
    ? Number(moof.readBigUInt64BE(decodeTime.body + 4))
    : moof.readUInt32BE(decodeTime.body + 4)
  return {
    startSec: start / track.timescale,
    durationSec: ticks / track.timescale,
    isKey: track.kind !== 'video' || isKey === true,
  }
}

type Defaults = Pick<Track, 'sampleTicks' | 'sampleFlags'>

function defaultsOf(moof: Buffer, header: Box, { sampleTicks, sampleFlags }: Defaults): Defaults {
  const fields = fieldsOf(moof, header)
  const has = (flag: number) => (fields.flags & flag) !== 0
  fields.skip(1) // the track's id
  if (has(HAS_DATA_OFFSET_OF_FRAGMENT)) fields.skip(2)
  if (has(HAS_DESCRIPTION)) fields.skip(1)
  const ticks = has(HAS_DEFAULT_DURATION) ? fields.next() : sampleTicks
  if (has(HAS_DEFAULT_SIZE)) fields.skip(1)
  return { sampleTicks: ticks, sampleFlags: has(HAS_DEFAULT_FLAGS) ? fields.next() : sampleFlags }
}

function samplesOf(moof: Buffer, run: Box, { sampleTicks, sampleFlags }: Defaults) {
  const fields = fieldsOf(moof, run)
  const has = (flag: number) => (fields.flags & flag) !== 0
  const count = fields.next()
  if (has(HAS_DATA_OFFSET)) fields.skip(1)
  let firstFlags = has(HAS_FIRST_FLAGS) ? fields.next() : null
  if (!has(HAS_DURATIONS) && !has(HAS_FLAGS))
    return { ticks: count * sampleTicks, isKey: count > 0 ? isSync(firstFlags ?? sampleFlags) : null }
  let ticks = 0
  for (let at = 0; at < count; at++) {
    ticks += has(HAS_DURATIONS) ? fields.next() : sampleTicks
    if (has(HAS_SIZES)) fields.skip(1)
    const flags = has(HAS_FLAGS) ? fields.next() : sampleFlags
    firstFlags ??= flags
    if (has(HAS_COMPOSITION)) fields.skip(1)
  }
  return { ticks, isKey: firstFlags === null ? null : isSync(firstFlags) }
}

const isSync = (flags: number) => (flags & IS_NO_SYNC_SAMPLE) === 0
