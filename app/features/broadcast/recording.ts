import type { Line } from './line.ts'
import { createMeter } from './meter.ts'
import { createPieces } from './pieces.ts'
import type { Step } from './rate.ts'

/** A recorder that has begun: it gives pieces until it is stopped. */
export type Recorder = { stop(): void }
export type RecorderOrder = Step & { mime: string; onPiece(bytes: ArrayBuffer): void }

type RecordingOptions = {
  record(order: RecorderOrder): Recorder
  newRun(): string
  /** ms */
  now(): number
  onPiece(): void
}
/** `isWanted`: the shop has said which piece it wants. */
type Run = { id: string; mime: string; recorder: Recorder | null; isWanted: boolean }

/** Less than this is lost by beginning anew. */
const CAUGHT_UP_MS = 1_000

/** A recorder's runs, one after the other, and what of the present one the shop has not got yet. */
export function createRecording({ record, newRun, now, onPiece }: RecordingOptions) {
  const pieces = createPieces(now)
  const meter = createMeter(pieces.keptBytes, now)
  let run: Run | null = null
  let isTurned = false

  function recorderOf(of: Run, step: Step): Recorder {
    return record({
      ...step,
      mime: of.mime,
      onPiece(bytes) {
        if (run !== of || bytes.byteLength === 0) return
        pieces.add(bytes)
        onPiece()
      },
    })
  }

  /** Whether to begin anew: what waits is of the old shape, and would be let go, so it is sent first. */
  const isShapeOld = () => isTurned && run?.isWanted === true && pieces.behindMs() < CAUGHT_UP_MS

  return {
    /** the run whose recorder is at work */
    current: () => (run?.recorder ? run : null),
    isWanted: () => run?.isWanted ?? false,
    behindMs: pieces.behindMs,
    /** what got through between the last two looks */
    uploadBitsPerSecond: meter.bitsPerSecond,
    /** @returns how far behind it is, ms */
    look() {
      meter.look()
      return pieces.behindMs()
    },
    kept(of: string, next: number) {
      if (run?.id === of) pieces.kept(next)
    },
    /** What was recorded before is let go. */
    begin(mime: string): { run: string; mime: string } {
      isTurned = false
      run?.recorder?.stop()
      run = { id: newRun(), mime, recorder: null, isWanted: false }
      pieces.beginRun()
      return { run: run.id, mime }
    },
    /** What is said of a run that is over is nobody's concern. @returns whether it is this one's */
    wanted({ run: of, next }: { run: string; next: number }, step: Step): boolean {
      if (run?.id !== of) return false
      run.isWanted = true
      run.recorder ??= recorderOf(run, step)
      pieces.sendFrom(next)
      return true
    },
    /** The picture has another shape from now on. @returns whether to begin anew at once */
    turned() {
      isTurned = true
      return isShapeOld()
    },
    isShapeOld,
    lost() {
      if (run) run.isWanted = false
    },
    /** @returns whether all that was wanted was sent; else the line is full */
    send: (line: Line): boolean => !run?.isWanted || pieces.send(line),
    stop() {
      run?.recorder?.stop()
      run = null
    },
  }
}

export type Recording = ReturnType<typeof createRecording>
