// The boxes of ISO base media files (ISO/IEC 14496-12, 4.2): a length, a type of four letters, a body.

/** By its place in a buffer: bytes `start` to `end`, of which the body begins at `body`. */
export type Box = { type: string; start: number; body: number; end: number }

const HEADER_BYTES = 8
/** A length of 1 says that the length is in the eight bytes after the type. */
const IN_EIGHT_BYTES = 1

/**
 * @returns null while the header is not there yet, and for a length that no box has
 * @throws nothing: what comes from a browser may be anything
 */
export function headerAt(
  bytes: Buffer,
  start: number,
): { type: string; body: number; length: number } | null {
  if (start + HEADER_BYTES > bytes.length) return null
  const type = bytes.toString('latin1', start + 4, start + HEADER_BYTES)
  const short = bytes.readUInt32BE(start)
  if (short !== IN_EIGHT_BYTES) return { type, body: start + HEADER_BYTES, length: short }
  if (start + 2 * HEADER_BYTES > bytes.length) return null
  return {
    type,
    body: start + 2 * HEADER_BYTES,
    length: Number(bytes.readBigUInt64BE(start + HEADER_BYTES)),
  }
}

/** The boxes side by side between two places, up to the first that does not fit. */
export function* boxesOf(bytes: Buffer, from = 0, to = bytes.length): Generator<Box> {
  let start = from
  while (start < to) {
    const header = headerAt(bytes, start)
    if (!header || header.length < header.body - start || start + header.length > to) return
    const end = start + header.length
    yield { type: header.type, start, body: header.body, end }
    start = end
  }
}

/** The first box at a path of types, e.g. `['mdia', 'hdlr']` inside a `trak`. */
export function boxAt(
  bytes: Buffer,
  [type, ...rest]: readonly string[],
  within?: Pick<Box, 'body' | 'end'>,
): Box | null {
  for (const box of boxesOf(bytes, within?.body, within?.end))
    if (box.type === type) return rest.length === 0 ? box : boxAt(bytes, rest, box)
  return null
}
