import { boxAt, boxesOf, type Box } from './boxes.ts'

/**
 * `type`: the four letters of what it is; null: there is no entry. `codec`: as RFC 6381 writes it; null: we do not know
 * how. `size`: of a picture, as it is encoded. `setup`: what its decoder is told before the first sample, in hex; null: we
 * do not know where that is.
 */
export type Entry = {
  type: string | null
  codec: string | null
  size: { width: number; height: number } | null
  setup: string | null
}
const UNKNOWN: Entry = { type: null, codec: null, size: null, setup: null }

// ISO/IEC 14496-12, 12.1.3 and 12.2.3: what of a sample entry comes before the boxes in it.
const PICTURES: ReadonlySet<string> = new Set('avc1 avc3 hvc1 hev1 vp08 vp09 av01 mp4v'.split(' '))
const FIELDS_OF_PICTURE = 78
const FIELDS_OF_SOUND = 28
const hex = (value: number) => value.toString(16).padStart(2, '0').toUpperCase()

/** @throws {RangeError} a box ends before its fields do */
export function entryOf(moov: Buffer, trak: Box): Entry {
  const descriptions = boxAt(moov, ['mdia', 'minf', 'stbl', 'stsd'], trak)
  if (!descriptions) return UNKNOWN
  const [entry] = boxesOf(moov, descriptions.body + 8, descriptions.end)
  return entry ? { ...UNKNOWN, type: entry.type, ...detailsOf(moov, entry) } : UNKNOWN
}

function detailsOf(moov: Buffer, entry: Box): Partial<Entry> | null {
  if (PICTURES.has(entry.type)) {
    const size = { width: moov.readUInt16BE(entry.body + 24), height: moov.readUInt16BE(entry.body + 26) }
    return { size, ...(entry.type.startsWith('avc') && avcIn(moov, entry)) }
  }
  if (entry.type === 'mp4a') {
    const config = boxAt(moov, ['esds'], after(entry, FIELDS_OF_SOUND))
    return config && aacIn(moov, config)
  }
  if (entry.type !== 'Opus') return null
  const config = boxAt(moov, ['dOps'], after(entry, FIELDS_OF_SOUND))
  return { codec: 'opus', setup: config && hexOf(moov, config) }
}

function avcIn(moov: Buffer, entry: Box): Pick<Entry, 'codec' | 'setup'> {
  const config = boxAt(moov, ['avcC'], after(entry, FIELDS_OF_PICTURE))
  const profile = config && [1, 2, 3].map((at) => hex(moov.readUInt8(config.body + at))).join('')
  return { codec: profile ? `${entry.type}.${profile}` : null, setup: config && hexOf(moov, config) }
}

const hexOf = (bytes: Buffer, { body, end }: Pick<Box, 'body' | 'end'>) => bytes.toString('hex', body, end)

/** The entry's own fields are not boxes. */
const after = ({ body, end }: Box, fields: number) => ({ body: body + fields, end })

// ISO/IEC 14496-1, 7.2.6: descriptors have a tag, a length of up to four bytes, and a body.
const ELEMENTARY_STREAM = 3
const DECODER_CONFIG = 4
const DECODER_SPECIFIC = 5

function aacIn(bytes: Buffer, esds: Box): Pick<Entry, 'codec' | 'setup'> | null {
  const stream = descriptorAt(bytes, esds.body + 4)
  const config = stream.tag === ELEMENTARY_STREAM ? descriptorAt(bytes, stream.body + 3) : null
  const specific = config?.tag === DECODER_CONFIG ? descriptorAt(bytes, config.body + 13) : null
  // Its first five bits: what kind of AAC.
  if (specific?.tag !== DECODER_SPECIFIC) return null
  return { codec: `mp4a.40.${bytes.readUInt8(specific.body) >> 3}`, setup: hexOf(bytes, specific) }
}

function descriptorAt(bytes: Buffer, at: number) {
  let [body, length] = [at + 1, 0]
  for (let more = true; more; body++) {
    const byte = bytes.readUInt8(body)
    length = length * 0x80 + (byte & 0x7f)
    more = (byte & 0x80) !== 0
  }
  return { tag: bytes.readUInt8(at), body, end: body + length }
}
