import { RENDITIONS, type RenditionName } from '#shared/live.ts'
import { STORYBOARD } from '#shared/replay.ts'
import type { Archive } from './archive.ts'
import type { Broadcast } from './broadcast.ts'
import {
  livePlaylist,
  lowLatencyPlaylist,
  multivariantPlaylist,
  recordingPlaylist,
} from './packager/playlists.ts'
import { POSTER, snapshotOf } from './posters.ts'
import { isSheet } from './storyboard.ts'
import type { MediaFile, WaitFor } from './types.ts'

type Shown = { broadcast: Broadcast | undefined; archive: Archive }

/** Names in lists; anything else names no file of ours. */
const FILE = /^(init\d{1,6}|s\d{1,9}(\.\d{1,4})?)\.(mp4|m4s)$/

type Place = { rendition: RenditionName; name: string }

/**
 * A rendition's files have the same names in a folder of their own; the source has none.
 * @returns null: there is no such folder
 */
function placeOf(path: string): Place | null {
  const [folder, name, ...more] = path.split('/')
  if (name === undefined) return { rendition: 'source', name: path }
  const rendition = RENDITIONS.find((known) => known === folder && known !== 'source')
  return rendition && more.length === 0 ? { rendition, name } : null
}

/** The plain list instead of the one of low latency; anything else is itself. */
export const plainOf = (path: string) =>
  path.replace(/(^|\/)ll\.m3u8$/, '$1live.m3u8').replace(/^main-ll\.m3u8$/, 'main.m3u8')

/** @returns null: there is no such file */
export async function fileIn(
  { broadcast, archive }: Shown,
  path: string,
  waitFor?: WaitFor,
): Promise<MediaFile | null> {
  const place = placeOf(path)
  if (!place) return null
  const { rendition, name } = place
  const shown = broadcast?.rendition(rendition)
  if (waitFor && shown && !(await shown.reached(waitFor))) return null
  if (name.endsWith('.m3u8')) {
    const list = rendition === 'source' && name === 'recording.m3u8' ? recordingOf : liveListOf
    const text = await list({ broadcast, archive }, place)
    return text === null ? null : { bytes: Buffer.from(text), type: 'application/vnd.apple.mpegurl' }
  }
  const type = typeOf(place)
  if (!type) return null
  const coming = partOf(name)
  if (coming && shown && shown.bytesOf(name) === null) await shown.reached(coming)
  // Of the source alone something is kept.
  const bytes = shown?.bytesOf(name) ?? (rendition === 'source' ? await archive.read(name) : null)
  return bytes && { bytes, type }
}

/** @returns null: nothing of ours has that name */
function typeOf({ rendition, name }: Place): MediaFile['type'] | null {
  if (FILE.test(name)) return 'video/mp4'
  if (rendition !== 'source') return null
  if (name === STORYBOARD) return 'text/vtt'
  return name === POSTER || snapshotOf(name) !== null || isSheet(name) ? 'image/jpeg' : null
}

/** @returns null: there is nothing to put into it yet */
async function recordingOf({ broadcast, archive }: Shown): Promise<string | null> {
  const segments = await archive.segments()
  return segments.length > 0 ? recordingPlaylist(segments, !broadcast) : null
}

/** @returns null: there is no such list, or nothing to put into it yet */
async function liveListOf({ broadcast }: Shown, { rendition, name }: Place): Promise<string | null> {
  const view = broadcast?.rendition(rendition)?.view()
  if (!broadcast || !view) return null
  if (name === 'live.m3u8') return livePlaylist(view)
  if (name === 'll.m3u8') return lowLatencyPlaylist(view, othersOf(broadcast, rendition))
  // A list without the source, whose node has just begun, would keep players with the small picture.
  if (rendition !== 'source' || view.rate === null) return null
  if (name === 'main.m3u8') return multivariantPlaylist(variantsOf(broadcast, 'live.m3u8'))
  return name === 'main-ll.m3u8' ? multivariantPlaylist(variantsOf(broadcast, 'll.m3u8')) : null
}

const folderOf = (rendition: RenditionName) => (rendition === 'source' ? '' : `${rendition}/`)

function variantsOf(broadcast: Broadcast, list: string) {
  return RENDITIONS.flatMap((name) => {
    const view = broadcast.rendition(name)?.view()
    return view ? [{ uri: folderOf(name) + list, view }] : []
  })
}

/** The other low-latency lists, as one of them names them. */
function othersOf(broadcast: Broadcast, rendition: RenditionName) {
  const up = rendition === 'source' ? '' : '../'
  const own = `${folderOf(rendition)}ll.m3u8`
  return variantsOf(broadcast, 'll.m3u8')
    .filter(({ uri }) => uri !== own)
    .map(({ uri, view }) => ({ uri: up + uri, view }))
}

/** A part that has been hinted at may be asked for before it is there. */
function partOf(name: string) {
  const [, segment, part] = /^s(\d+)\.(\d+)\.m4s$/.exec(name) ?? []
  return segment === undefined ? null : { segment: Number(segment), part: Number(part) }
}
