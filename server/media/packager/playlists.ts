import type { Part, Rate, Segment, View } from './timeline.ts'

/** Of a live list: a window, for a list of two hours would be fetched every second. */
const WINDOW = 8
/** Segments whose parts are named as well. */
const WITH_PARTS = 3
/** RFC 8216bis 4.4.3.8: at least three parts behind the end. */
const PARTS_HELD_BACK = 3

const seconds = (sec: number) => (Math.round(sec * 1e5) / 1e5).toString()
const partLine = (part: Part) =>
  `#EXT-X-PART:DURATION=${seconds(part.durationSec)},URI="${part.name}"${part.isIndependent ? ',INDEPENDENT=YES' : ''}`

/** Lines before a segment's own: where a run begins, what it plays with, and when. */
function headLines(segment: Segment, before: Segment | undefined): string[] {
  return [
    ...(segment.beginsRun ? ['#EXT-X-DISCONTINUITY'] : []),
    ...(segment.init === before?.init ? [] : [`#EXT-X-MAP:URI="${segment.init}"`]),
    `#EXT-X-PROGRAM-DATE-TIME:${segment.startedAt.toISOString()}`,
  ]
}
const segmentLines = (segment: Segment) => [`#EXTINF:${seconds(segment.durationSec)},`, segment.name]
/** Runs that began before the list's first segment: the first one's own beginning is a line of the list. */
const discontinuitiesBefore = (first: Segment | undefined) =>
  first ? first.run - 1 - (first.beginsRun ? 1 : 0) : 0

/** The list that every player can play: about three segments behind. */
export function livePlaylist(view: View): string {
  const shown = view.segments.slice(-WINDOW)
  return text([
    ...listHead({ version: 7, targetSec: view.longestSec }),
    `#EXT-X-MEDIA-SEQUENCE:${shown[0]?.number ?? view.nextNumber}`,
    `#EXT-X-DISCONTINUITY-SEQUENCE:${discontinuitiesBefore(shown[0])}`,
    ...shown.flatMap((segment, at) => [...headLines(segment, shown[at - 1]), ...segmentLines(segment)]),
    ...(view.isEnded ? ['#EXT-X-ENDLIST'] : []),
  ])
}

/** The list that says each part as it comes, and is answered when there is something new (LL-HLS). */
export function lowLatencyPlaylist(view: View, others: readonly Other[] = []): string {
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
      ...headLines(segment, shown[at - 1]),
      ...(at >= shown.length - WITH_PARTS ? segment.parts.map((part) => partLine(part)) : []),
      ...segmentLines(segment),
    ]),
    ...(open ? [...headLines(open, last), ...open.parts.map((part) => partLine(part))] : []),
    ...others.map(reportLine),
    view.isEnded ? '#EXT-X-ENDLIST' : `#EXT-X-PRELOAD-HINT:TYPE=PART,URI="${hint}"`,
  ])
}

/** Another rendition's low-latency list, by its address from here. */
type Other = { uri: string; view: View }

/** Where the end of another one is: who goes over to it need not look for it (RFC 8216bis, 4.4.5.4). */
function reportLine({ uri, view: { open, segments } }: Other): string {
  const last = open ?? segments.at(-1)
  const part = open ? `,LAST-PART=${open.parts.length - 1}` : ''
  return `#EXT-X-RENDITION-REPORT:URI="${uri}",LAST-MSN=${last?.number ?? 0}${part}`
}

/** A list of lists, for players to choose from by what their line carries (RFC 8216bis, 4.4.6.2): of what is known how much that is. */
export function multivariantPlaylist(variants: readonly Other[]): string {
  return text([
    ...['#EXTM3U', '#EXT-X-VERSION:7', '#EXT-X-INDEPENDENT-SEGMENTS'],
    ...variants.flatMap(({ uri, view }) => (view.rate ? [variantLine(view, view.rate), uri] : [])),
  ])
}

function variantLine({ tracks }: View, { peak, average }: Rate): string {
  const codecs = tracks.flatMap(({ codec }) => codec ?? [])
  const size = tracks.find((track) => track.size)?.size
  return [
    `#EXT-X-STREAM-INF:BANDWIDTH=${peak},AVERAGE-BANDWIDTH=${average}`,
    // Half of what is needed to play it would say that the rest is not.
    ...(codecs.length === tracks.length ? [`CODECS="${codecs.join(',')}"`] : []),
    ...(size ? [`RESOLUTION=${size.width}x${size.height}`] : []),
  ].join(',')
}

/** All of a broadcast, to be watched again; it may still be growing. */
export function recordingPlaylist(segments: readonly Segment[], isEnded: boolean): string {
  const longest = segments.reduce((most, { durationSec }) => Math.max(most, Math.round(durationSec)), 1)
  return text([
    ...listHead({ version: 7, targetSec: longest }),
    `#EXT-X-PLAYLIST-TYPE:${isEnded ? 'VOD' : 'EVENT'}`,
    `#EXT-X-MEDIA-SEQUENCE:${segments[0]?.number ?? 0}`,
    ...segments.flatMap((segment, at) => [...headLines(segment, segments[at - 1]), ...segmentLines(segment)]),
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
