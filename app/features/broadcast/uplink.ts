import type { HangUp, ShopSays } from '#shared/ingest.ts'
import { keepLine, type After, type Line } from './line.ts'
import { createRecording, type Recorder, type RecorderOrder } from './recording.ts'

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
  record(order: RecorderOrder): Recorder
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
/** The shop waits half as long for a line to come back: what was recorded before is of no use to it then. */
const FORGET_MS = 60_000
/** Behind by more, the line does not carry what is recorded: less is recorded, and what waits is let go. */
const TOO_FAR_BEHIND_MS = 3_000

/**
 * Sends what a recorder gives, numbered, over a line that may break: what the shop has not said to have is kept and
 * sent again. A line that is too thin halves the picture's rate in a new run.
 */
export function openUplink(options: UplinkOptions) {
  const { after, onChange } = options
  const rate = createRate()
  let { takeOver } = options
  let isLost = false
  let isEnded = false

  const recording = createRecording({ ...options, onPiece: send })
  const line = keepLine({ connect: options.connect, after, onSaid: hear, onLost: lose, onHungUp: end })
  let stopLooking = after(LOOK_MS, look)
  tell()

  function tell() {
    if (isEnded) return
    const behindSec = recording.behindMs() / 1_000
    if (isLost) onChange({ kind: 'line_lost' })
    else if (recording.isWanted())
      onChange({ kind: 'on_air', bitsPerSecond: rate.bitsPerSecond(), behindSec })
    else onChange({ kind: 'connecting' })
  }

  function lose() {
    recording.lost()
    isLost = true
    tell()
  }

  function end(why: WhyEnded) {
    if (isEnded) return
    isEnded = true
    stopLooking()
    recording.stop()
    if (why === 'stopped') line.say({ kind: 'stop' })
    line.close()
    onChange({ kind: 'ended', why })
  }

  function hear(said: ShopSays) {
    const current = recording.current()
    if (said.kind === 'kept') recording.kept(said.run, said.next)
    else if (said.kind === 'go') go(said)
    else if (said.kind === 'begin_anew') begin(current?.mime)
    else if (said.kind !== 'ready') end(said.kind)
    else if (current) line.say({ kind: 'resume', run: current.id })
    else begin(said.accepts.find(options.canRecord))
  }

  function begin(mime: string | undefined) {
    if (mime === undefined) return end('unsupported_format')
    line.say({ kind: 'begin', ...recording.begin(mime), takeOver })
    // It is ours from here on: a line that comes back need not take it over again.
    takeOver = true
  }

  function go(wanted: { run: string; next: number }) {
    if (!recording.wanted(wanted, rate.bitsPerSecond())) return
    isLost = false
    send()
    tell()
  }

  function send() {
    const open = line.open()
    if (open && !recording.send(open)) after(SEND_AGAIN_MS, send)
  }

  function look() {
    const behindMs = recording.behindMs()
    if (isLost && behindMs > FORGET_MS) recording.stop()
    if (rate.isHalvedBy(behindMs, recording.isWanted())) begin(recording.current()?.mime)
    tell()
    stopLooking = after(LOOK_MS, look)
  }

  return {
    /** The picture has another shape now: the recorder begins anew. */
    restart: () => recording.current() && begin(recording.current()?.mime),
    stop: () => end('stopped'),
  }
}

/** What is recorded a second: halved while the line does not carry it. */
function createRate() {
  let bitsPerSecond = BEST_BITS_PER_SECOND
  let wasBehindMs = 0
  return {
    bitsPerSecond: () => bitsPerSecond,
    isHalvedBy(behindMs: number, isSending: boolean): boolean {
      // What waited while the line was lost is no sign of a thin one, as long as it gets less.
      const isThin = isSending && behindMs > TOO_FAR_BEHIND_MS && behindMs >= wasBehindMs
      wasBehindMs = behindMs
      if (!isThin || bitsPerSecond === LEAST_BITS_PER_SECOND) return false
      bitsPerSecond = Math.max(LEAST_BITS_PER_SECOND, Math.round(bitsPerSecond / 2))
      return true
    },
  }
}

export type Uplink = ReturnType<typeof openUplink>
