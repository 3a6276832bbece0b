import path from 'node:path'
import { HUNG_UP } from '#shared/ingest.ts'
import { accept, refuse } from '#shared/result.ts'
import type { Clock } from '#server/platform/clock.ts'
import { createListeners } from '#server/platform/listeners.ts'
import type { Log } from '#server/platform/log.ts'
import type { Archive } from './archive.ts'
import { createArchives } from './archives.ts'
import { createBroadcast, type Broadcast } from './broadcast.ts'
import { fileIn } from './files.ts'
import { spansOf } from './packager/spans.ts'
import { ffmpegOnce } from './ffmpeg.ts'
import { createFilms, reasonNoFilm } from './film.ts'
import { createPosters, POSTER, snapshotOf } from './posters.ts'
import { createPlaybackTokens } from './playback-token.ts'
import { createRelay, type RelayAddresses } from './relay.ts'
import { createRemuxers } from './remuxer.ts'
import type { Media, Snapshot } from './types.ts'

export type MediaDeps = {
  clock: Clock
  log: Log
  secret: string
  dataDir: string
  /** its path, or `none`; undefined: the one on the PATH, or what npm brought */
  ffmpeg: string | undefined
  relay: RelayAddresses
}

const SESSION = /^[A-Za-z0-9_-]{1,64}$/

/** Pictures of live sessions, taken in, packaged and given out by this node. See README.md. */
export function createMedia({ clock, log, secret, dataDir, ffmpeg, relay: addresses }: MediaDeps): Media {
  const tokens = createPlaybackTokens(secret)
  const ffmpegHere = ffmpegOnce(ffmpeg)
  const relay = createRelay(addresses, ffmpegHere)
  const remuxers = createRemuxers({ ffmpegHere, log })
  const changes = createListeners<[liveSessionId: string]>()
  const archives = createArchives(path.join(dataDir, 'video'))
  const archiveOf = archives.of
  const broadcasts = createBroadcasts(async (liveSessionId) => {
    const archive = archiveOf(liveSessionId)
    const past = await archive.segments()
    const changed = () => changes.tell(liveSessionId)
    const posters = createPosters({ ffmpeg: ffmpegHere(), archive, log })
    const relayTo = relay.targetOf(liveSessionId)
    return createBroadcast({ archive, posters, past, clock, log, remuxers, relayTo, changed })
  })
  const address = (liveSessionId: string) => `/video/${liveSessionId}/${tokens.make(liveSessionId, now())}`
  const now = () => clock.now().getTime()
  async function posterOf(liveSessionId: string): Promise<string | null> {
    const hasAny = await archiveOf(liveSessionId).has(POSTER)
    return hasAny ? `${address(liveSessionId)}/${POSTER}` : null
  }

  return {
    accepts: remuxers.accepts,

    async connect(liveSessionId, line) {
      if (!(await archiveOf(liveSessionId).hasRoom()))
        return refuse({ kind: 'no_room', code: HUNG_UP.diskFull })
      const broadcast = await broadcasts.of(liveSessionId)
      return accept(broadcast.connect(line))
    },

    async playback(liveSessionId) {
      const broadcast = await broadcasts.get(liveSessionId)
      const state = broadcast ? stateOf(broadcast) : await recordedOrNone(archiveOf(liveSessionId))
      if (state === 'none') return { state }
      const shown = { base: address(liveSessionId), poster: await posterOf(liveSessionId) }
      if (!broadcast || state === 'recorded') return { state: 'recorded', ...shown }
      const engine = relay.listOf(liveSessionId)
      return { state, ...shown, engine, renditions: broadcast.renditions(), soundOnly: broadcast.soundOnly() }
    },
    posterOf,

    address,
    engineList: relay.listOf,
    ...recordingReads({ broadcasts, archiveOf, address, ffmpegHere }),

    async file({ liveSessionId, token, name }, waitFor) {
      if (!SESSION.test(liveSessionId) || !tokens.isGood(token, liveSessionId, now()))
        return refuse({ kind: 'not_signed' })
      const broadcast = await broadcasts.get(liveSessionId)
      const file = await fileIn({ broadcast, archive: archiveOf(liveSessionId) }, name, waitFor)
      return file ? accept(file) : refuse({ kind: 'file_not_found' })
    },

    async end(liveSessionId) {
      const broadcast = await broadcasts.get(liveSessionId)
      if (!broadcast) return
      await broadcast.end()
      broadcasts.forget(liveSessionId)
      changes.tell(liveSessionId)
    },

    kept: async () => (await archives.names()).filter((name) => SESSION.test(name) && !broadcasts.get(name)),
    bytesKept: (liveSessionId) => archiveOf(liveSessionId).bytes(),

    async discard(liveSessionId) {
      if (!broadcasts.get(liveSessionId)) await archiveOf(liveSessionId).discard()
    },

    onChanged: changes.on,

    async close() {
      for (const broadcast of broadcasts.all()) await (await broadcast).end()
    },
  }
}

async function snapshotsIn(archive: Archive, base: string): Promise<Snapshot[]> {
  const [names, segments] = await Promise.all([archive.names(), archive.segments()])
  const taken = new Set(names.flatMap((name) => snapshotOf(name) ?? []))
  return segments
    .filter(({ number }) => taken.has(number))
    .map(({ number, startedAt }) => ({ address: `${base}/p${number}.jpg`, at: startedAt.toISOString() }))
}

function stateOf(broadcast: Broadcast) {
  if (broadcast.isOnAir()) return 'live'
  return broadcast.isAway() ? 'away' : 'none'
}

const recordedOrNone = async (archive: Archive) => ((await archive.hasAny()) ? 'recorded' : 'none')

type ReadDeps = {
  broadcasts: Pick<ReturnType<typeof createBroadcasts>, 'get'>
  archiveOf(liveSessionId: string): Archive
  address: Media['address']
  ffmpegHere: ReturnType<typeof ffmpegOnce>
}

/** What was recorded of a session, also while it goes on; a film of it only afterwards. */
function recordingReads({ broadcasts, archiveOf, address, ffmpegHere }: ReadDeps) {
  const films = createFilms(ffmpegHere)
  return {
    recordedSpans: async (liveSessionId) => spansOf(await archiveOf(liveSessionId).segments()),
    snapshots: (liveSessionId) => snapshotsIn(archiveOf(liveSessionId), address(liveSessionId)),
    async film(liveSessionId) {
      if (broadcasts.get(liveSessionId)) return refuse({ kind: 'no_recording' })
      return films.of(liveSessionId, archiveOf(liveSessionId))
    },
    async hasFilm(liveSessionId) {
      if (broadcasts.get(liveSessionId)) return false
      return reasonNoFilm(await archiveOf(liveSessionId).segments(), ffmpegHere()) === null
    },
  } satisfies Pick<Media, 'recordedSpans' | 'snapshots' | 'film' | 'hasFilm'>
}

/** Those that are on, or may come back; each is opened once. */
function createBroadcasts(open: (liveSessionId: string) => Promise<Broadcast>) {
  const opened = new Map<string, Promise<Broadcast>>()
  return {
    get: (liveSessionId: string) => opened.get(liveSessionId),
    of(liveSessionId: string): Promise<Broadcast> {
      const broadcast = opened.get(liveSessionId) ?? open(liveSessionId)
      opened.set(liveSessionId, broadcast)
      return broadcast
    },
    forget: (liveSessionId: string) => void opened.delete(liveSessionId),
    all: () => opened.values(),
  }
}
