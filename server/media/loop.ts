import { boxAt, boxesOf } from './mp4/boxes.ts'
import { createMp4Reader, type Init } from './mp4/reader.ts'

/** A film that goes on with its beginning when it ends. */
export type Loop = {
  /** what plays it: ftyp and moov */
  init: Buffer
  /** The first piece that a player can begin with at or after a second of the film. */
  pieceAt(sec: number): number
  /** Piece `number`: 0, 1 … once, and then again, later. `endSec`: when it has been shown, from the first piece's start. */
  piece(number: number): { bytes: Buffer; endSec: number }
}

/**
 * @param film fragmented MP4, its first track's fragments in the order of time
 * @param lengthSec after so much it begins again
 * @throws it is no film
 */
export function createLoop(film: Buffer, lengthSec: number): Loop {
  const read = createMp4Reader().read(film)
  if (!read.ok) throw new Error('This is no fragmented MP4')
  const init = read.value.find((one): one is Init => one.kind === 'init')
  const pieces: { bytes: Buffer; startSec: number; endSec: number; isKey: boolean }[] = []
  for (const one of read.value) {
    if (one.kind === 'init') continue
    const last = pieces.at(-1)
    if (one.timing) {
      const { startSec, durationSec, isKey } = one.timing
      pieces.push({ bytes: one.bytes, startSec, endSec: startSec + durationSec, isKey })
    } else if (last) last.bytes = Buffer.concat([last.bytes, one.bytes])
  }
  if (!init || pieces.length === 0) throw new Error('There is nothing to play in this film')
  return {
    init: init.bytes,
    pieceAt: (sec) =>
      Math.max(
        pieces.findIndex(({ startSec, isKey }) => isKey && startSec >= sec),
        0,
      ),
    piece(number) {
      const { bytes, endSec } = pieces[number % pieces.length]!
      const laterSec = Math.floor(number / pieces.length) * lengthSec
      return { bytes: later(bytes, laterSec, init), endSec: endSec + laterSec }
    },
  }
}

/** Moves fragments in time (ISO/IEC 14496-12, 8.8.12). */
function later(fragments: Buffer, sec: number, { tracks }: Init): Buffer {
  if (sec === 0) return fragments
  const moved = Buffer.from(fragments)
  for (const moof of boxesOf(moved)) {
    if (moof.type !== 'moof') continue
    for (const traf of boxesOf(moved, moof.body, moof.end)) {
      const header = traf.type === 'traf' ? boxAt(moved, ['tfhd'], traf) : null
      const time = header && boxAt(moved, ['tfdt'], traf)
      const track = header && tracks.find(({ id }) => id === moved.readUInt32BE(header.body + 4))
      if (!time || !track) continue
      const ticks = Math.round(sec * track.timescale)
      const at = time.body + 4
      if (moved[time.body] === 1) moved.writeBigUInt64BE(moved.readBigUInt64BE(at) + BigInt(ticks), at)
      else moved.writeUInt32BE((moved.readUInt32BE(at) + ticks) % 2 ** 32, at)
    }
  }
  return moved
}
