import { spawn, type ChildProcessByStdio } from 'node:child_process'
import os from 'node:os'
import type { Readable, Writable } from 'node:stream'
import { RTMP_MIME } from '#shared/ingest.ts'
import type { Log } from '#server/platform/log.ts'
import { createDeadline } from './deadline.ts'
import { logWords } from './ffmpeg-words.ts'
import { RELAYING } from './relay.ts'

/** Takes what a recorder sends and gives fragmented MP4. */
export type Remuxer = {
  /** @returns false: wait for `drained` before the next piece */
  write(bytes: Buffer): boolean
  drained(): Promise<void>
  /** Nothing more comes; what is left is given. */
  end(): void
  kill(): void
}
/** `low`: a small picture for thin lines, encoded anew beside the one that is as it came. */
type Output = 'source' | 'low'
type RemuxerEvents = {
  onBytes(bytes: Buffer, output: Output): void
  /** It has ended, by itself or not; nothing is given after it. */
  onEnd(): void
}
/**
 * `relayTo`: an engine's address, to which it is sent as well. `mustEncode`: it can't be shown as it comes, whatever its
 * recorder calls it.
 */
type Picture = { mime: string; relayTo: string | null; mustEncode?: boolean }
type Order = Picture & { withLow: boolean }
export type OpenRemuxer = (order: Order, events: RemuxerEvents) => Remuxer

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
  /** whether it can make a small one of it as well */
  haveRoomForLow(picture: Picture): boolean
  open: OpenRemuxer
}

/** What a core carries, in pictures that are copied: one costs 3 % of it, one that is encoded anew 42 %, a small one 14 %. */
const COPIES_PER_CORE = 20
const COST = { copied: 1, encoded: 15, low: 5 }
/** The rest is for pictures that come later: a whole one goes before somebody's small one. */
const SHARE_WITH_LOW = 0.5
/** One that is sent on is made a second time. */
const costOf = (picture: Picture) =>
  (isCopied(picture) ? COST.copied : COST.encoded) * (picture.relayTo === null ? 1 : 2)
const isCopied = ({ mime, mustEncode = false }: Picture) => isH264(mime) && !mustEncode
const isH264 = (mime: string) => /mp4|h264|avc1|flv/.test(mime)

type RemuxerDeps = {
  /** null: only what needs no conversion is taken */
  ffmpegHere(): string | null
  log: Log
}

export function createRemuxers({ ffmpegHere, log }: RemuxerDeps): Remuxers {
  const capacity = COPIES_PER_CORE * os.availableParallelism()
  let taken = 0
  return {
    accepts: () => (ffmpegHere() ? BY_FFMPEG : DIRECT),
    canEncode: () => ffmpegHere() !== null,
    haveRoomFor: (picture) => taken + costOf(picture) <= capacity,
    haveRoomForLow: (picture) =>
      ffmpegHere() !== null && taken + costOf(picture) + COST.low <= capacity * SHARE_WITH_LOW,
    open(order, { onBytes, onEnd }) {
      const cost = costOf(order) + (order.withLow ? COST.low : 0)
      taken += cost
      const ended = () => {
        taken -= cost
        onEnd()
      }
      const ffmpeg = ffmpegHere()
      return ffmpeg
        ? byFfmpeg({ ...order, ffmpeg, log }, { onBytes, onEnd: ended })
        : asItIs({ onBytes, onEnd: ended })
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
      if (isOpen) onBytes(bytes, 'source')
      return true
    },
    drained: async () => {},
    end,
    kill: end,
  }
}

type Conversion = Order & { ffmpeg: string; log: Log }

const READING = '-hide_banner -nostdin -loglevel error -protocol_whitelist pipe -fflags +genpts'
/** Little is looked at before it begins; `-fflags nobuffer` would drop what was looked at, the first picture with it. */
const PROBING = '-probesize 200000 -analyzeduration 1000000 -fpsprobesize 0'
const COPY = '-c:v copy'
/** 720 lines, or columns of a phone held upright; encoders want even numbers of both. */
const SECONDS_OF_THIRTY = '-r 30 -g 30 -keyint_min 30'
const TRANSCODE =
  "-vf scale=w='if(gt(iw,ih),-2,2*trunc(min(720,iw)/2))':h='if(gt(iw,ih),2*trunc(min(720,ih)/2),-2)' -c:v libx264 -preset veryfast -tune zerolatency -profile:v main -pix_fmt yuv420p " +
  `${SECONDS_OF_THIRTY} -sc_threshold 0 -b:v 2000k -maxrate 2000k -bufsize 2000k`
/**
 * Key pictures where the copy has them. Browsers' WebM names no rate of pictures, and its clock is taken for one: without
 * `vfr` and `fps` a thousand pictures a second are made of thirty, or of each a thirtieth of the bits (`-vsync`: the npm
 * one knows no `-fps_mode` yet).
 */
const AS_COPIED = '-vsync vfr -x264-params fps=30 -force_key_frames source -g 90'
/** 360 lines, or columns of a phone held upright. @param keys so that players can change over from the whole one */
const low = (keys: string) =>
  "-vf scale=w='if(gt(iw,ih),-2,min(360,iw))':h='if(gt(iw,ih),min(360,ih),-2)' -c:v libx264 -preset superfast " +
  `-tune zerolatency -profile:v main -pix_fmt yuv420p ${keys} -sc_threshold 0 ` +
  '-b:v 400k -maxrate 400k -bufsize 400k -threads 1'
const soundAt = (rate: string) => `-c:a aac -b:a ${rate} -ar 48000 -ac 2 -af aresample=async=1000:first_pts=0`
/** A fragment each quarter of a second: the parts of low latency. */
const WRITING =
  '-f mp4 -movflags +frag_keyframe+empty_moov+default_base_moof+delay_moov+negative_cts_offsets ' +
  '-frag_duration 250000 -flush_packets 1'
/** Of the child: 0 to 2 are what every program has. */
const LOW_PIPE = 3

function formatOf(mime: string) {
  if (mime === RTMP_MIME) return 'flv'
  return mime.startsWith('video/mp4') ? 'mp4' : 'matroska'
}

type Written = { source: string; picture: string; soundRate: string; writing: string }

const output = ({ source, picture, soundRate, writing }: Written) =>
  `-map ${source} -map 0:a:0? ${picture} ${soundAt(soundRate)} ${writing}`.split(' ')

export function ffmpegArguments({ withLow, ...recorded }: Order): string[] {
  const { mime, relayTo } = recorded
  const [whole, keys] = isCopied(recorded) ? [COPY, AS_COPIED] : [TRANSCODE, SECONDS_OF_THIRTY]
  // A recording says at its beginning whether there is a picture in it; of FLV nobody knows before it comes.
  const source = mime === RTMP_MIME ? '0:v:0' : '0:v:0?'
  const copy = { source, picture: whole, soundRate: '96k' }
  return [
    ...READING.split(' '),
    ...PROBING.split(' '),
    ...['-f', formatOf(mime), '-i', 'pipe:0'],
    ...output({ ...copy, writing: `${WRITING} pipe:1` }),
    ...(withLow
      ? output({ source, picture: low(keys), soundRate: '48k', writing: `${WRITING} pipe:${LOW_PIPE}` })
      : []),
    ...(relayTo === null ? [] : [...output({ ...copy, writing: RELAYING }), relayTo]),
  ]
}

type Child = ChildProcessByStdio<Writable, Readable, Readable>

/** After its input has ended it has this long to give the rest. */
const LAST_BYTES_MS = 5_000
/** Fed for so long without a word, it is stuck. */
const STUCK_MS = 10_000
/** Given nothing for so long, it waits as we do, for a host whose line is lost. */
const LULL_MS = 2_000
/** Claims go before pictures. */
const NICE = 5

function byFfmpeg({ ffmpeg, log, ...order }: Conversion, { onBytes, onEnd }: RemuxerEvents): Remuxer {
  const child = spawn(ffmpeg, ffmpegArguments(order), {
    stdio: ['pipe', 'pipe', 'pipe', ...(order.withLow ? (['pipe'] as const) : [])],
  }) as Child
  if (child.pid) os.setPriority(child.pid, NICE)
  const kill = () => void child.kill('SIGKILL')
  const stuck = createDeadline(STUCK_MS, kill)
  const lull = createDeadline(LULL_MS, () => {
    // What it has not taken in yet is not nothing.
    if (child.stdin.writableLength === 0) stuck.clear()
  })
  let isOpen = true
  let isEnding = false
  const ended = () => {
    if (!isOpen) return
    isOpen = false
    stuck.clear()
    lull.clear()
    onEnd()
  }
  const give = (from: Readable, output: Output) =>
    from.on('data', (bytes: Buffer) => {
      stuck.clear()
      onBytes(bytes, output)
    })
  give(child.stdout, 'source')
  if (order.withLow) give(child.stdio[LOW_PIPE] as Readable, 'low')
  // A recording that ends without a last word is as it should be.
  logWords(child.stderr, { log, relayTo: order.relayTo, isExpected: () => isEnding })
  // Writing to one that has died: its end is told by `close`.
  child.stdin.on('error', () => {})
  child.on('error', (error) => {
    log.error({ error }, 'ffmpeg did not start')
    ended()
  })
  // `close` and not `exit`: its last bytes may come after it has exited.
  child.on('close', ended)
  return {
    write(bytes) {
      if (!isOpen) return true
      stuck.begin()
      lull.clear()
      lull.begin()
      return child.stdin.write(bytes)
    },
    drained: () => (isOpen && child.stdin.writableNeedDrain ? drainedOrDead(child) : Promise.resolve()),
    end() {
      isEnding = true
      child.stdin.end()
      setTimeout(kill, LAST_BYTES_MS).unref()
    },
    kill,
  }
}

/** Who waits for a program that has died would wait for ever. */
function drainedOrDead(child: Child): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      child.stdin.off('drain', done)
      child.off('close', done)
      resolve()
    }
    child.stdin.on('drain', done)
    child.on('close', done)
  })
}
