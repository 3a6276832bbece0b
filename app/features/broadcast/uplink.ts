import type { After } from '#app/ui/after.ts'
import type { Beat, HangUp, ShopSays, SoundOnly } from '#shared/ingest.ts'
import { keepLine, type Line } from './line.ts'
import { createRate, type Rate } from './rate.ts'
import { createRecording, type Recorder, type RecorderOrder, type Recording } from './recording.ts'

export type WhyEnded = HangUp | 'unsupported_format' | 'busy' | 'stopped'

export type UplinkState =
  | { kind: 'connecting' }
  /**
   * `behindSec`: how old the oldest piece is that the shop has not got yet; `bitsPerSecond`: what is recorded;
   * `uploadBitsPerSecond`: what got through in the last second; `soundOnly`: why the picture stands still
   */
  | {
      kind: 'on_air'
      behindSec: number
      bitsPerSecond: number
      uploadBitsPerSecond: number
      soundOnly: SoundOnly | null
    }
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
  /** nothing but sound is to be sent, from the beginning */
  soundChosen?: boolean
}

const SEND_AGAIN_MS = 50
const LOOK_MS = 1_000
/** The shop waits half as long for a line to come back: what was recorded before is of no use to it then. */
const FORGET_MS = 60_000

/**
 * Sends what a recorder gives, numbered, over a line that may break: what the shop has not said to have is kept and
 * sent again. A line that is too thin halves the picture's rate in a new run, and at last only the sound moves.
 */
export function openUplink(options: UplinkOptions) {
  const { connect, now, after, onChange } = options
  const rate = createRate(options.now, options.soundChosen)
  let mime: string | undefined
  let { takeOver } = options
  let [isLost, isEnded] = [false, false]

  const recording = createRecording({ ...options, onPiece: send })
  const line = keepLine({ ...{ connect, now, after }, onSaid: hear, onLost: lose, onHungUp: end })
  let stopLooking = after(LOOK_MS, look)
  tell()

  function tell() {
    if (!isEnded) onChange(isLost ? { kind: 'line_lost' } : sending(recording, rate))
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

  function hear(said: Exclude<ShopSays, Beat>) {
    const current = recording.current()
    if (said.kind === 'kept') recording.kept(said.run, said.next)
    else if (said.kind === 'go') go(said)
    else if (said.kind === 'begin_anew') restart()
    else if (said.kind !== 'ready') end(said.kind)
    else if (current) line.say({ kind: 'resume', run: current.id })
    else begin(said.accepts.find(options.canRecord))
  }

  function begin(chosen: string | undefined) {
    mime = chosen
    if (mime === undefined) return end('unsupported_format')
    line.say({ kind: 'begin', ...recording.begin(mime), takeOver, ...rate.offer() })
    takeOver = true // It is ours from here on: a line that comes back need not take it over again.
  }

  function go(wanted: { run: string; next: number }) {
    if (!recording.wanted(wanted, rate.step())) return
    isLost = false
    send()
    tell()
  }

  function send() {
    const open = line.open()
    if (open && !recording.send(open)) after(SEND_AGAIN_MS, send)
  }

  function look() {
    const behindMs = recording.look()
    if (isLost && behindMs > FORGET_MS) recording.stop()
    const isChanged = rate.isChangedBy(behindMs, recording.isWanted() && line.isHeard())
    if (isChanged || recording.isShapeOld()) restart()
    tell()
    stopLooking = after(LOOK_MS, look)
  }

  const restart = () => void (mime !== undefined && !isEnded && begin(mime))

  return {
    /** The picture has another shape now: the recorder begins anew. */
    turned: () => recording.turned() && restart(),
    /** Whether nothing but sound is to be sent, whatever the line carries. */
    chooseSound(isChosen: boolean) {
      rate.chooseSound(isChosen)
      restart()
    },
    stop: () => end('stopped'),
  }
}

function sending({ isWanted, behindMs, uploadBitsPerSecond }: Recording, rate: Rate): UplinkState {
  if (!isWanted()) return { kind: 'connecting' }
  return {
    kind: 'on_air',
    behindSec: behindMs() / 1_000,
    bitsPerSecond: rate.step().bitsPerSecond,
    uploadBitsPerSecond: uploadBitsPerSecond(),
    soundOnly: rate.soundOnly(),
  }
}

export type Uplink = ReturnType<typeof openUplink>
