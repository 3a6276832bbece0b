import type { Timing } from '../mp4/fragments.ts'

/** What all renditions of one encoder have in common, so that players can go from one to another. */
export type Run = {
  /** 1, 2 …: encoders that began anew */
  number: number
  /** the number of its first segment */
  firstSegment: number
  /** When a fragment was filmed, as the server's clock said when the run's first one came. */
  filmedAt(timing: Timing, cameAt: Date): Date
}

export function createRun(number: number, firstSegment: number): Run {
  let anchor: { atMs: number; startSec: number } | null = null
  return {
    ...{ number, firstSegment },
    filmedAt({ startSec, durationSec }, cameAt) {
      anchor ??= { atMs: cameAt.getTime() - durationSec * 1_000, startSec }
      return new Date(anchor.atMs + (startSec - anchor.startSec) * 1_000)
    },
  }
}
