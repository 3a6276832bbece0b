import type { Stretch } from '#shared/replay.ts'
import type { Track } from '../mp4/tracks.ts'
import type { Segment } from './timeline.ts'

/** Seconds are sums, which are not exact: less is no part of anything. */
const LEAST_SEC = 0.1

/** What players have to be told before these tracks. @returns null: we can't tell whether it is what they were told before */
export function setupOf(tracks: readonly Track[]): string | null {
  if (tracks.length === 0 || tracks.some(({ setup }) => setup === null)) return null
  return JSON.stringify(
    tracks.map(({ kind, codec, size, timescale, setup }) => [kind, codec, size, timescale, setup]),
  )
}

/**
 * A recording as stretches that one file can hold, without anything being encoded anew.
 * @param setups of each init; runs with the same one follow each other as if they were one
 */
export function reelsOf(segments: readonly Segment[], setups: ReadonlyMap<string, string>): Stretch[] {
  const reels: Stretch[] = []
  let atSec = 0
  for (const [at, { init, durationSec }] of segments.entries()) {
    const before = segments[at - 1]
    if (!before || setups.get(before.init) !== setups.get(init)) reels.push({ fromSec: atSec, toSec: atSec })
    atSec += durationSec
    reels.at(-1)!.toSec = atSec
  }
  return reels
}

/** The segments that have something of a stretch: they are not cut, so it may begin and end a second further out. */
export function segmentsIn(segments: readonly Segment[], { fromSec, toSec }: Stretch): Segment[] {
  let atSec = 0
  return segments.filter(({ durationSec }) => {
    const beginsSec = atSec
    atSec += durationSec
    return atSec > fromSec + LEAST_SEC && beginsSec < toSec - LEAST_SEC
  })
}

/** Segments that follow each other and play with the same init. */
export function runsOf(segments: readonly Segment[]): Segment[][] {
  const runs: Segment[][] = []
  for (const segment of segments) {
    const run = runs.at(-1)
    if (run?.[0]!.init === segment.init) run.push(segment)
    else runs.push([segment])
  }
  return runs
}
