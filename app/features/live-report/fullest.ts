import type { TimelinePoint } from '#server/live-report/index.ts'

/** The step of a session in which there was most of something; the first of several. */
export function fullest(points: readonly TimelinePoint[], of: 'viewers' | 'units' | 'likes'): TimelinePoint {
  return points.reduce((best, point) => ((point[of] ?? 0) > (best[of] ?? 0) ? point : best))
}
