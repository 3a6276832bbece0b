import { createTimeline, type Segment } from './packager/timeline.ts'
import { createWaits } from './waits.ts'

/** One of the ways in which a broadcast can be had: what of it is in memory, and who waits for more. */
export function createRendition(past: readonly Segment[] = []) {
  const timeline = createTimeline(past)
  return { ...timeline, ...createWaits(timeline) }
}
export type Rendition = ReturnType<typeof createRendition>
