import type { Span } from '#shared/replay.ts'
import type { Segment } from './timeline.ts'

/** A picture that stood still for less is no gap: a run's times are counted, a new run's begin at its arrival. */
const GAP_SEC = 1

/** The recording of these segments, as stretches of time without a gap. */
export function spansOf(segments: readonly Segment[]): Span[] {
  const spans: Span[] = []
  let atSec = 0
  for (const { startedAt, durationSec } of segments) {
    const last = spans.at(-1)
    const startSec = startedAt.getTime() / 1_000
    const expectedSec = last && Date.parse(last.at) / 1_000 + last.durationSec
    if (last && Math.abs(startSec - expectedSec!) < GAP_SEC) last.durationSec += durationSec
    else spans.push({ at: startedAt.toISOString(), fromSec: atSec, durationSec })
    atSec += durationSec
  }
  return spans
}
