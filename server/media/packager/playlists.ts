import type { Part, Segment, View } from './timeline.ts'

/** What is put behind every address, e.g. `?t=…`: players repeat nothing by themselves. */
type Query = string

/** Of a live list: a window, for a list of two hours would be fetched every second. */
const WINDOW = 8
/** Segments whose parts are named as well. */
const WITH_PARTS = 3
/** RFC 8216bis 4.4.3.8: at least three parts behind the end. */
const PARTS_HELD_BACK = 3

const seconds = (sec: number) => (Math.round(sec * 1e5) / 1e5).toString()
const partLine = (part: Part, query: Query) =>
  `#EXT-X-PART:DURATION=${seconds(part.durationSec)},URI="${part.name}${query}"${part.isIndependent ? ',INDEPENDENT=YES' : ''}`

/** Lines before a segment's own: where a run begins, what it plays with, and when. */
function headLines(segment: Segment, before: Segment | undefined, query: Query): string[] {
  return [
    ...(segment.beginsRun ? ['#EXT-X-DISCONTINUITY'] : []),
    ...(segment.init === before?.init ? [] : [`#EXT-X-MAP:URI="${segment.init}${query}"`]),
    `#EXT-X-PROGRAM-DATE-TIME:${segment.startedAt.toISOString()}`,
  ]
}
const segmentLines = (segment: Segment, query: Query) => [
  `#EXTINF:${seconds(segment.durationSec)},`,
  segment.name + query,
]
/** Runs that began before the list's first segment: the first one's own beginning is a line of the list. */
const discontinuitiesBefore = (first: Segment | undefined) =>
  first ? first.run - 1 - (first.beginsRun ? 1 : 0) : 0

/** The list that every player can play: about three segments behind. */
export function livePlaylist(view: View, query: Query = ''): string {
  const shown = view.segments.slice(-WINDOW)
  return text([
    ...listHead({ version: 7, targetSec: view.longestSec }),
    `#EXT-X-MEDIA-SEQUENCE:${shown[0]?.number ?? view.nextNumber}`,
    `#EXT-X-DISCONTINUITY-SEQUENCE:${discontinuitiesBefore(shown[0])}`,
    ...shown.flatMap((segment, at) => [
      ...headLines(segment, shown[at - 1], query),
      ...segmentLines(segment, query),
    ]),
    ...(view.isEnded ? ['#EXT-X-ENDLIST'] : []),
  ])
}

/** The list that says each part as it comes, and is answered when there is something new (LL-HLS). */
export function lowLatencyPlaylist(view: View, query: Query = ''): string {
  const shown = view.segments.slice(-WINDOW)
  const { open, nextNumber } = view
  const last = shown.at(-1)
  const hint = open ? `s${open.number}.${open.parts.length}.m4s` : `s${nextNumber}.0.m4s`
  return text([
    ...listHead({ version: 9, targetSec: view.longestSec }),
    `#EXT-X-SERVER-CONTROL:CAN-BLOCK-RELOAD=YES,PART-HOLD-BACK=${seconds(PARTS_HELD_BACK * view.longestPartSec)}`,
    `#EXT-X-PART-INF:PART-TARGET=${seconds(view.longestPartSec)}`,
    `#EXT-X-MEDIA-SEQUENCE:${shown[0]?.number ?? open?.number ?? nextNumber}`,
    `#EXT-X-DISCONTINUITY-SEQUENCE:${discontinuitiesBefore(shown[0] ?? open ?? undefined)}`,
    ...shown.flatMap((segment, at) => [
      ...headLines(segment, shown[at - 1], query),
      ...(at >= shown.length - WITH_PARTS ? segment.parts.map((part) => partLine(part, query)) : []),
      ...segmentLines(segment, query),
    ]),
    ...(open ? [...headLines(open, last, query), ...open.parts.map((part) => partLine(part, query))] : []),
    view.isEnded ? '#EXT-X-ENDLIST' : `#EXT-X-PRELOAD-HINT:TYPE=PART,URI="${hint}${query}"`,
  ])
}

/** All of a broadcast, to be watched again; it may still be growing. */
export function recordingPlaylist(segments: readonly Segment[], isEnded: boolean, query: Query = ''): string {
  const longest = segments.reduce((most, { durationSec }) => Math.max(most, Math.round(durationSec)), 1)
  return text([
    ...listHead({ version: 7, targetSec: longest }),
    `#EXT-X-PLAYLIST-TYPE:${isEnded ? 'VOD' : 'EVENT'}`,
    `#EXT-X-MEDIA-SEQUENCE:${segments[0]?.number ?? 0}`,
    ...segments.flatMap((segment, at) => [
      ...headLines(segment, segments[at - 1], query),
      ...segmentLines(segment, query),
    ]),
    ...(isEnded ? ['#EXT-X-ENDLIST'] : []),
  ])
}

const listHead = ({ version, targetSec }: { version: number; targetSec: number }) => [
  '#EXTM3U',
  `#EXT-X-VERSION:${version}`,
  `#EXT-X-TARGETDURATION:${targetSec}`,
  '#EXT-X-INDEPENDENT-SEGMENTS',
]
const text = (lines: readonly string[]) => `${lines.join('\n')}\n`
