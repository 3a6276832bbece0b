import type { HangUp, ShopSays } from '#shared/ingest.ts'
import { keepLine, type After, type Line } from './line.ts'
import { createPieces } from './pieces.ts'

/** A recorder that has begun: it gives pieces until it is stopped. */
export type Recorder = { stop(): void }
export type Recording = { mime: string; bitsPerSecond: number; onPiece(bytes: ArrayBuffer): void }
export type WhyEnded = HangUp | 'unsupported_format' | 'busy' | 'stopped'

export type UplinkState =
  | { kind: 'connecting' }
  /** `behindSec`: how old the oldest piece is that the shop has not got yet */
  | { kind: 'on_air'; behindSec: number; bitsPerSecond: number }
  /** recording goes on, and is sent when the line is back */
  | { kind: 'line_lost' }
  | { kind: 'ended'; why: WhyEnded }

export type UplinkOptions = {
  connect(): Line
  record(recording: Recording): Recorder
  canRecord(mime: string): boolean
  newRun(): string
  /** ms */
  now(): number
  after: After
  onChange(state: UplinkState): void
  /** on air although another device is */
  takeOver: boolean
}

export const BEST_BITS_PER_SECOND = 1_500_000
const LEAST_BITS_PER_SECOND = 150_000
const SEND_AGAIN_MS = 50
const LOOK_MS = 1_000
/** Behind by more, the line does not carry what is recorded: less is recorded, and what waits is let go. */
const TOO_FAR_BEHIND_MS = 3_000

/** `isWanted`: the shop has said which piece it wants. */
type Run = { id: string; mime: string; recorder: Recorder | null; isWanted: boolean }

/**
 * Sends what a recorder gives, numbered, over a line that may break: what the shop has not said to have is kept and
 * sent again. A line that is too thin halves the picture's rate in a new run.
 */
export function openUplink(options: UplinkOptions) {
  const { after, onChange } = options
  const pieces = createPieces(options.now)
  let run: Run | null = null
  let bitsPerSecond = BEST_BITS_PER_SECOND
  let { takeOver } = options
  let isLost = false
  let isEnded = false

  const line = keepLine({
    connect: options.connect,
    after,
    onSaid: hear,
    onLost() {
      if (run) run.isWanted = false
      isLost = true
      tell()
    },
    onHungUp: end,
  })
  let stopLooking = after(LOOK_MS, look)
  tell()

  function tell() {
    if (isEnded) return
    if (isLost) onChange({ kind: 'line_lost' })
    else if (run?.isWanted) onChange({ kind: 'on_air', bitsPerSecond, behindSec: pieces.behindMs() / 1_000 })
    else onChange({ kind: 'connecting' })
  }

  function end(why: WhyEnded) {
    if (isEnded) return
    isEnded = true
    stopLooking()
    run?.recorder?.stop()
    if (why === 'stopped') line.say({ kind: 'stop' })
    line.close()
    onChange({ kind: 'ended', why })
  }

  function hear(said: ShopSays) {
    if (said.kind === 'kept') pieces.kept(said.next)
    else if (said.kind === 'go') go(said.next)
    else if (said.kind === 'begin_anew') beginRun(run?.mime)
    else if (said.kind !== 'ready') end(said.kind)
    else if (run?.recorder) line.say({ kind: 'resume', run: run.id })
    else beginRun(said.accepts.find(options.canRecord))
  }

  function beginRun(mime: string | undefined) {
    if (mime === undefined) return end('unsupported_format')
    run?.recorder?.stop()
    run = { id: options.newRun(), mime, recorder: null, isWanted: false }
    pieces.beginRun()
    line.say({ kind: 'begin', run: run.id, mime, takeOver })
    // It is ours from here on: a line that comes back need not take it over again.
    takeOver = true
  }

  function go(next: number) {
    if (!run) return
    isLost = false
    run.isWanted = true
    pieces.sendFrom(next)
    run.recorder ??= recorderOf(run)
    send()
    tell()
  }

  function recorderOf(of: Run): Recorder {
    return options.record({
      ...{ mime: of.mime, bitsPerSecond },
      onPiece(bytes) {
        if (run !== of || isEnded || bytes.byteLength === 0) return
        pieces.add(bytes)
        send()
      },
    })
  }

  function send() {
    const open = line.open()
    if (open && run?.isWanted && !pieces.send(open)) after(SEND_AGAIN_MS, send)
  }

  function look() {
    const isThin = run?.isWanted && pieces.behindMs() > TOO_FAR_BEHIND_MS
    if (isThin && bitsPerSecond > LEAST_BITS_PER_SECOND) {
      bitsPerSecond = Math.max(LEAST_BITS_PER_SECOND, Math.round(bitsPerSecond / 2))
      beginRun(run?.mime)
    }
    tell()
    stopLooking = after(LOOK_MS, look)
  }

  return {
    /** The picture has another shape now: the recorder begins anew. */
    restart: () => beginRun(run?.mime),
    stop: () => end('stopped'),
  }
}
export type Uplink = ReturnType<typeof openUplink>
