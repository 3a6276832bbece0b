import { z } from 'zod'

// What a host's device and the shop say to each other on the WebSocket that carries the picture. Media are binary: four
// bytes with the number of the piece in its run, big-endian, then the recorder's bytes. docs/protocol.md is the
// reader's copy.

export const INGEST_PATH = '/live/ingest'
/** A piece is a fifth of a second; this is a second of the best that we let in, several times over. */
export const LARGEST_PIECE_BYTES = 4 * 1024 * 1024

export const ingestQuery = z.object({ liveSessionId: z.string().min(1).max(64) })

/**
 * Why a host sends no moving picture: the line carries none, and the last one stands still; or the host wants it so, or has
 * no camera, and what is sent is a card that says no more than that there is sound.
 */
export const soundOnly = z.enum(['weak_line', 'chosen'])
export type SoundOnly = z.infer<typeof soundOnly>

const run = z.uuid()
export const hostSays = z.discriminatedUnion('kind', [
  /**
   * A recorder begins anew. `takeOver`: although another device is on air. `bitsPerSecond`: what its picture takes, where
   * that is known. `soundOnly`: the picture stands still; left out, it moves.
   */
  z.object({
    ...{ kind: z.literal('begin'), run, mime: z.string().max(100), takeOver: z.boolean() },
    ...{ bitsPerSecond: z.int().positive().optional(), soundOnly: soundOnly.optional() },
  }),
  /** The line is back, and the recorder never stopped. */
  z.object({ kind: z.literal('resume'), run }),
  /** The host has put the camera away. */
  z.object({ kind: z.literal('stop') }),
])
export type HostSays = z.infer<typeof hostSays>

/** What OBS sends by RTMP: FLV, whose pictures are H.264. Browsers do not record it. */
export const RTMP_MIME = 'video/x-flv'
/** `server`: what to type into OBS; null: the shop could not open its port */
export type RtmpOffer = { server: string | null }

export const BEAT_MS = 1_000
/** So many of them without a sign of the other side, and it is gone. */
export const SILENT_BEATS = 5
/** Each `BEAT_MS`: a line on which it is not heard is lost. */
export type Beat = { kind: 'beat' }
export type ShopSays =
  | Beat
  /** recordings that can be shown, best first */
  | { kind: 'ready'; accepts: readonly string[] }
  /** piece `next` of the run is wanted: 0 of a new one */
  | { kind: 'go'; run: string; next: number }
  /** all pieces of the run before `next` are kept, and may be forgotten */
  | { kind: 'kept'; run: string; next: number }
  /** start the recorder again */
  | { kind: 'begin_anew' }
  /** another device is on air */
  | { kind: 'busy' }
  | { kind: 'unsupported_format' }

/** Why the shop hung up: codes for applications (RFC 6455, 7.4.2). */
export const HUNG_UP = {
  notSignedIn: 4401,
  forbidden: 4403,
  notLive: 4404,
  takenOver: 4409,
  badMedia: 4415,
  /** six hours on air are enough for anybody */
  tooLong: 4408,
  /** it has all the room on the disk that one session gets */
  tooLarge: 4413,
  /** the machine has no room for another picture: its processor, or its disk */
  tooMany: 4503,
  diskFull: 4507,
} as const
export type HangUp = (typeof HUNG_UP)[keyof typeof HUNG_UP]
