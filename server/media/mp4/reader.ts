import { accept, refuse, type Result } from '#shared/result.ts'
import { headerAt } from './boxes.ts'
import { timingOf, type Timing } from './fragments.ts'
import { tracksOf, type Track } from './tracks.ts'

/** What a player needs before the first fragment: ftyp and moov. */
export type Init = { kind: 'init'; bytes: Buffer; tracks: readonly Track[] }
/** moof and mdat. `timing` is null where it holds only sound that goes with a picture before it. */
export type Fragment = { kind: 'fragment'; bytes: Buffer; timing: Timing | null }
export type BrokenMedia = { kind: 'broken_media' }

export type Mp4Reader = {
  /** What became whole with these bytes, in their order. After a refusal the reader is of no more use. */
  read(bytes: Buffer): Result<(Init | Fragment)[], BrokenMedia>
}

/** A fragment of a second at any rate that we let in; more waits in no memory of ours. */
const LARGEST_BOX_BYTES = 8 * 1024 * 1024

/**
 * Cuts a stream of fragmented MP4 into what can be played, as it arrives. The stream is ffmpeg's or comes straight from
 * a browser, so it may be anything; boxes of other types are skipped.
 */
export function createMp4Reader(): Mp4Reader {
  let rest: Buffer = Buffer.alloc(0)
  let fileType: Buffer | null = null
  let tracks: readonly Track[] = []
  let moof: Buffer | null = null

  function take(type: string, box: Buffer): Init | Fragment | null {
    if (type === 'ftyp') fileType = box
    if (type === 'moof') moof = box
    if (type === 'moov') {
      tracks = tracksOf(box)
      return { kind: 'init', bytes: fileType ? Buffer.concat([fileType, box]) : box, tracks }
    }
    if (type === 'mdat' && moof) {
      const timing = timingOf(moof, tracks)
      const bytes = Buffer.concat([moof, box])
      moof = null
      return { kind: 'fragment', bytes, timing }
    }
    return null
  }

  return {
    read(bytes) {
      rest = rest.length > 0 ? Buffer.concat([rest, bytes]) : bytes
      const whole: (Init | Fragment)[] = []
      for (;;) {
        const header = headerAt(rest, 0)
        if (!header) return accept(whole)
        if (header.length < header.body || header.length > LARGEST_BOX_BYTES)
          return refuse({ kind: 'broken_media' })
        if (rest.length < header.length) return accept(whole)
        try {
          const one = take(header.type, Buffer.from(rest.subarray(0, header.length)))
          if (one) whole.push(one)
        } catch (error) {
          if (error instanceof RangeError) return refuse({ kind: 'broken_media' })
          throw error
        }
        rest = rest.subarray(header.length)
      }
    },
  }
}
