// Fragmented MP4 as small as it gets: the boxes that a packager reads, and a body that says which fragment it is.

export function box(type: string, ...bodies: Buffer[]): Buffer {
  const body = Buffer.concat(bodies)
  const head = Buffer.alloc(8)
  head.writeUInt32BE(8 + body.length)
  head.write(type, 4, 'latin1')
  return Buffer.concat([head, body])
}
export const words = (...values: number[]) => {
  const bytes = Buffer.alloc(4 * values.length)
  for (const [at, value] of values.entries()) bytes.writeUInt32BE(value, 4 * at)
  return bytes
}

export type MadeTrack = { id: number; kind: 'vide' | 'soun'; timescale: number }
export const PICTURE: MadeTrack = { id: 1, kind: 'vide', timescale: 90_000 }
export const SOUND: MadeTrack = { id: 2, kind: 'soun', timescale: 48_000 }

export function anInit(tracks: readonly MadeTrack[] = [PICTURE, SOUND]): Buffer {
  const traks = tracks.map(({ id, kind, timescale }) =>
    box(
      'trak',
      box('tkhd', words(0, 0, 0, id, 0)),
      box(
        'mdia',
        box('mdhd', words(0, 0, 0, timescale, 0)),
        box('hdlr', words(0, 0), Buffer.from(kind, 'latin1'), words(0)),
      ),
    ),
  )
  return Buffer.concat([box('ftyp', Buffer.from('iso5')), box('moov', ...traks)])
}

type MadeFragment = {
  track?: MadeTrack
  startSec: number
  durationSec?: number
  isKey?: boolean
  body?: string
}

const NO_SYNC = 0x1_0000
/** One sample, its duration and flags in the run. */
export function aFragment(made: MadeFragment): Buffer {
  const { track = PICTURE, startSec, durationSec = 0.25, isKey = false, body = `at ${startSec}` } = made
  const ticks = (sec: number) => Math.round(sec * track.timescale)
  return Buffer.concat([
    box(
      'moof',
      box('mfhd', words(0, 1)),
      box(
        'traf',
        box('tfhd', words(0x20000, track.id)),
        box('tfdt', words(0, ticks(startSec))),
        box('trun', words(0x501, 1, 0, ticks(durationSec), isKey ? 0 : NO_SYNC)),
      ),
    ),
    box('mdat', Buffer.from(body)),
  ])
}
