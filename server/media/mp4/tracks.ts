import { boxAt, boxesOf, type Box } from './boxes.ts'
import { entryOf, type Entry } from './entries.ts'

/** `timescale` is in ticks a second; the defaults are those of ISO/IEC 14496-12, 8.8.3 (trex). */
export type Track = Entry & {
  id: number
  kind: 'video' | 'audio' | 'other'
  timescale: number
  sampleTicks: number
  sampleBytes: number
  sampleFlags: number
}

const KINDS: Record<string, Track['kind']> = { vide: 'video', soun: 'audio' }
/** Of a box whose fields are wider in its version 1: where the field begins after the version and flags. */
const after = (bytes: Buffer, box: Box, [narrow, wide]: [narrow: number, wide: number]) =>
  box.body + 4 + (bytes[box.body] === 1 ? wide : narrow)

/**
 * @param moov the whole box
 * @throws {RangeError} a box ends before its fields do
 */
export function tracksOf(moov: Buffer): Track[] {
  const inside = boxAt(moov, ['moov'])
  if (!inside) return []
  const defaults = new Map<number, { ticks: number; size: number; flags: number }>()
  const extends_ = boxAt(moov, ['mvex'], inside)
  if (extends_)
    for (const box of boxesOf(moov, extends_.body, extends_.end))
      if (box.type === 'trex')
        defaults.set(moov.readUInt32BE(box.body + 4), {
          ticks: moov.readUInt32BE(box.body + 12),
          size: moov.readUInt32BE(box.body + 16),
          flags: moov.readUInt32BE(box.body + 20),
        })

  const tracks: Track[] = []
  for (const trak of boxesOf(moov, inside.body, inside.end)) {
    if (trak.type !== 'trak') continue
    const header = boxAt(moov, ['tkhd'], trak)
    const media = boxAt(moov, ['mdia', 'mdhd'], trak)
    const handler = boxAt(moov, ['mdia', 'hdlr'], trak)
    if (!header || !media || !handler) continue
    const id = moov.readUInt32BE(after(moov, header, [8, 16]))
    const timescale = moov.readUInt32BE(after(moov, media, [8, 16]))
    const kind = KINDS[moov.toString('latin1', handler.body + 8, handler.body + 12)] ?? 'other'
    const { ticks = 0, size = 0, flags = 0 } = defaults.get(id) ?? {}
    const sample = { sampleTicks: ticks, sampleBytes: size, sampleFlags: flags }
    if (timescale > 0) tracks.push({ id, kind, timescale, ...sample, ...entryOf(moov, trak) })
  }
  return tracks
}
