import os from 'node:os'
import { RTMP_MIME } from '#shared/ingest.ts'
import type { Log } from '#server/platform/log.ts'
import { isCopied, lowArguments, sourceArguments, type Picture } from './ffmpeg-arguments.ts'
import { startFfmpeg } from './ffmpeg-remuxer.ts'
import type { Remuxer, RemuxerEvents } from './types.ts'

/** A browser that records this sends what can be cut as it is. Apple's record AAC, others Opus. */
const DIRECT = ['video/mp4;codecs="avc1.42E01E,opus"', 'video/mp4;codecs=avc1,mp4a.40.2', 'video/mp4']
/** Matroska comes in fifths of a second, MP4 in seconds: it is later (docs/decisions/040-video-on-the-one-port.md). */
const BY_FFMPEG = [
  ...['video/webm;codecs=h264,opus', 'video/x-matroska;codecs=avc1,opus'],
  ...DIRECT,
  ...['video/webm;codecs=vp8,opus', 'video/webm'],
  RTMP_MIME,
]

export type Remuxers = {
  accepts(): readonly string[]
  /** whether what can't be shown as it comes can be made into what can */
  canEncode(): boolean
  /** whether this machine can take another picture of that kind */
  haveRoomFor(picture: Picture): boolean
  open(picture: Picture, events: RemuxerEvents): Remuxer
  /**
   * A small picture of the same pieces, encoded anew for thin lines. After the whole one is open.
   *
   * @returns null: this machine has no room for it, or nothing that makes one
   */
  openLow(picture: Picture, events: RemuxerEvents): Remuxer | null
}

/** What a core carries, in pictures that are copied: one costs 3 % of it, one that is encoded anew 42 %, a small one 14 %. */
const COPIES_PER_CORE = 20
const COST = { copied: 1, encoded: 15, low: 5 }
/** The rest is for pictures that come later: a whole one goes before somebody's small one. */
const SHARE_WITH_LOW = 0.5
/** One that is sent on is made a second time. */
const costOf = (picture: Picture) =>
  (isCopied(picture) ? COST.copied : COST.encoded) * (picture.relayTo === null ? 1 : 2)
/** A small one that is so far behind would take the memory of whole ones: nobody has it until the next run. */
const MOST_WAITING_LOW_BYTES = 16 * 1024 * 1024

type RemuxerDeps = {
  /** null: only what needs no conversion is taken */
  ffmpegHere(): string | null
  log: Log
}

export function createRemuxers({ ffmpegHere, log }: RemuxerDeps): Remuxers {
  const capacity = COPIES_PER_CORE * os.availableParallelism()
  let taken = 0
  function taking(cost: number, { onBytes, onEnd }: RemuxerEvents): RemuxerEvents {
    taken += cost
    const ended = () => {
      taken -= cost
      onEnd()
    }
    return { onBytes, onEnd: ended }
  }
  return {
    accepts: () => (ffmpegHere() ? BY_FFMPEG : DIRECT),
    canEncode: () => ffmpegHere() !== null,
    haveRoomFor: (picture) => taken + costOf(picture) <= capacity,
    open(picture, events) {
      const ffmpeg = ffmpegHere()
      const counted = taking(costOf(picture), events)
      if (!ffmpeg) return asItIs(counted)
      const { relayTo } = picture
      return startFfmpeg({ ffmpeg, args: sourceArguments(picture), log, relayTo }, counted)
    },
    openLow(picture, events) {
      const ffmpeg = ffmpegHere()
      if (!ffmpeg || taken + COST.low > capacity * SHARE_WITH_LOW) return null
      const order = { ffmpeg, args: lowArguments(picture), log, relayTo: null }
      return startFfmpeg({ ...order, mostWaitingBytes: MOST_WAITING_LOW_BYTES }, taking(COST.low, events))
    },
  }
}

function asItIs({ onBytes, onEnd }: RemuxerEvents): Remuxer {
  let isOpen = true
  const end = () => {
    if (!isOpen) return
    isOpen = false
    onEnd()
  }
  return {
    write(bytes) {
      if (isOpen) onBytes(bytes)
      return true
    },
    drained: async () => {},
    end,
    kill: end,
  }
}
