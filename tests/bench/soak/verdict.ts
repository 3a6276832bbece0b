import { median } from '../bench.ts'

/** `atSec`: since the beginning */
export type Point = { atSec: number; value: number }
/** `perHour`: in its own unit. `growth`: over what was looked at, as a share of what it was; 0: it is flat. */
export type Trend = { level: number; perHour: number; growth: number }

/** The first sixth is left out: code is compiled, pools and caches fill. */
const WARM_UP = 1 / 6

/**
 * By the median of the slopes of all pairs (Theil and Sen): a saw-tooth does not tilt it, nor does a single point that
 * lies far off.
 */
export function trendOf(points: readonly Point[]): Trend {
  const endSec = points.at(-1)?.atSec ?? 0
  const warm = points.filter(({ atSec }) => atSec > endSec * WARM_UP)
  const slopes = warm.flatMap((one, at) =>
    warm.slice(at + 1).map((later) => (later.value - one.value) / (later.atSec - one.atSec)),
  )
  const slope = median(slopes)
  const level = median(warm.map(({ value }) => value))
  const lookedAtSec = endSec - (warm[0]?.atSec ?? 0)
  return { level, perHour: slope * 3_600, growth: (slope * lookedAtSec) / level }
}
