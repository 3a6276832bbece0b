import { boxAt, boxesOf, type Box } from './boxes.ts'

/**
 * `codec`: as RFC 6381 writes it; null: we do not know how. `size`: of a picture, as it is encoded.
 */
export type Entry = { codec: string | null; size: { width: number; height: number } | null }

// ISO/IEC 14496-12, 12.1.3 and 12.2.3: what of a sample entry comes before the boxes in it.
const FIELDS_OF_PICTURE = 78
const FIELDS_OF_SOUND = 28
const hex = (value: number) => value.toString(16).padStart(2, '0').toUpperCase()

/** @throws {RangeError} a box ends before its fields do */
export function entryOf(moov: Buffer, trak: Box): Entry {
  const descriptions = boxAt(moov, ['mdia', 'minf', 'stbl', 'stsd'], trak)
  if (!descriptions) return { codec: null, size: null }
  const [entry] = boxesOf(moov, descriptions.body + 8, descriptions.end)
  if (entry?.type === 'avc1' || entry?.type === 'avc3') {
    const size = { width: moov.readUInt16BE(entry.body + 24), height: moov.readUInt16BE(entry.body + 26) }
    const config = boxAt(moov, ['avcC'], after(entry, FIELDS_OF_PICTURE))
    const profile = config && [1, 2, 3].map((at) => hex(moov.readUInt8(config.body + at))).join('')
    return { codec: profile ? `${entry.type}.${profile}` : null, size }
  }
  if (entry?.type === 'mp4a') {
    const config = boxAt(moov, ['esds'], after(entry, FIELDS_OF_SOUND))
    return { codec: config && aacIn(moov, config), size: null }
  }
  return { codec: entry?.type === 'Opus' ? 'opus' : null, size: null }
}

/** The entry's own fields are not boxes. */
const after = ({ body, end }: Box, fields: number) => ({ body: body + fields, end })

// ISO/IEC 14496-1, 7.2.6: descriptors have a tag, a length of up to four bytes, and a body.
const ELEMENTARY_STREAM = 3
const DECODER_CONFIG = 4
const DECODER_SPECIFIC = 5

function aacIn(bytes: Buffer, esds: Box): string | null {
  const stream = descriptorAt(bytes, esds.body + 4)
  const config = stream.tag === ELEMENTARY_STREAM ? descriptorAt(bytes, stream.body + 3) : null
  const specific = config?.tag === DECODER_CONFIG ? descriptorAt(bytes, config.body + 13) : null
  // Its first five bits: what kind of AAC.
  return specific?.tag === DECODER_SPECIFIC ? `mp4a.40.${bytes.readUInt8(specific.body) >> 3}` : null
}

function descriptorAt(bytes: Buffer, at: number) {
  let body = at + 1
  while (bytes.readUInt8(body) & 0x80) body++
  return { tag: bytes.readUInt8(at), body: body + 1 }
}
