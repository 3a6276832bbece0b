import path from 'node:path'
import { HUNG_UP } from '#shared/ingest.ts'
import { accept, refuse } from '#shared/result.ts'
import type { Clock } from '#server/platform/clock.ts'
import { createListeners } from '#server/platform/listeners.ts'
import type { Log } from '#server/platform/log.ts'
import type { Archive, Room } from './archive.ts'
import { createArchives, type Archives } from './archives.ts'
import { createBroadcast, type Broadcast } from './broadcast.ts'
import { fileIn, plainOf } from './files.ts'
import { ffmpegOnce } from './ffmpeg.ts'
import { mend } from './mending.ts'
import { createPosters } from './posters.ts'
import { createPlaybackTokens } from './playback-token.ts'
import { createRecorded } from './recorded.ts'
import { createRelay, type RelayAddresses } from './relay.ts'
import { createRemuxers } from './remuxer.ts'
import type { Media } from './types.ts'

export type MediaDeps = {
  clock: Clock
  log: Log
  secret: string
  dataDir: string
  /** its path, or `none`; undefined: the one on the PATH, or what npm brought */
  ffmpeg: string | undefined
  relay: RelayAddresses
  /** of the disk; left out, as much as a shop has */
  room?: Room | undefined
}

const SESSION = /^[A-Za-z0-9_-]{1,64}$/

/** Pictures of live sessions, taken in, packaged and given out by this node. See README.md. */
export function createMedia({ relay: addresses, ...deps }: MediaDeps): Media {
  const { clock, log, secret, dataDir, ffmpeg, room } = deps
  const tokens = createPlaybackTokens(secret)
  const ffmpegHere = ffmpegOnce(ffmpeg)
  const relay = createRelay(addresses, ffmpegHere)
  const remuxers = createRemuxers({ ffmpegHere, log })
  const changes = createListeners<[liveSessionId: string]>()
  const archives = createArchives(path.join(dataDir, 'video'), room)
  const broadcasts = createBroadcasts(async (liveSessionId) => {
    const archive = archives.of(liveSessionId)
    await mend(archive, clock.now())
    const [past, pastBytes] = await Promise.all([archive.segments(), archive.bytes()])
    const changed = () => changes.tell(liveSessionId)
    const posters = createPosters({ ffmpeg: ffmpegHere(), archive, log })
    const relayTo = relay.targetOf(liveSessionId)
    return createBroadcast({ archive, posters, past, pastBytes, clock, log, remuxers, relayTo, changed })
  })
  const address: Media['address'] = (liveSessionId, latency = 'low') =>
    `/video/${liveSessionId}/${tokens.make(liveSessionId, now(), latency)}`
  const now = () => clock.now().getTime()
  const recorded = createRecorded({
    ...{ dataDir, archiveOf: archives.of, isOn: broadcasts.has },
    ...{ address, ffmpegHere, clock, log },
  })

  return {
    accepts: remuxers.accepts,

    async connect(liveSessionId, line) {
      if (!(await archives.of(liveSessionId).hasRoom()))
        return refuse({ kind: 'no_room', code: HUNG_UP.diskFull })
      const broadcast = await broadcasts.of(liveSessionId)
      return accept(broadcast.connect(line))
    },

    async playback(liveSessionId) {
      const broadcast = await broadcasts.get(liveSessionId)
      const state = broadcast ? stateOf(broadcast) : await recordedOrNone(archives.of(liveSessionId))
      if (state === 'none') return { state }
      const shown = { base: address(liveSessionId), poster: await recorded.reads.posterOf(liveSessionId) }
      if (!broadcast || state === 'recorded') return { state: 'recorded', ...shown }
      const engine = relay.listOf(liveSessionId)
      return { state, ...shown, engine, renditions: broadcast.renditions(), soundOnly: broadcast.soundOnly() }
    },
    address,
    engineList: relay.listOf,
    ...recorded.reads,

    async file({ liveSessionId, token, name }, waitFor) {
      if (!SESSION.test(liveSessionId) || !tokens.isGood(token, liveSessionId, now()))
        return refuse({ kind: 'not_signed' })
      const broadcast = await broadcasts.get(liveSessionId)
      if (!broadcast) await recorded.prepare(liveSessionId, name)
      const shown = { broadcast, archive: archives.of(liveSessionId) }
      const file = await (tokens.isPlain(token) ? fileIn(shown, plainOf(name)) : fileIn(shown, name, waitFor))
      return file ? accept(file) : refuse({ kind: 'file_not_found' })
    },

    async end(liveSessionId) {
      const broadcast = await broadcasts.get(liveSessionId)
      if (!broadcast) return
      await broadcast.end()
      broadcasts.forget(liveSessionId)
      changes.tell(liveSessionId)
      void recorded.closed(liveSessionId)
    },

    ...keeping({ archives, broadcasts, recorded, clock }),
    onChanged: changes.on,

    async close() {
      for (const broadcast of broadcasts.all()) await (await broadcast).end()
    },
  }
}

type KeepingDeps = {
  archives: Archives
  broadcasts: Pick<ReturnType<typeof createBroadcasts>, 'has'>
  recorded: Pick<ReturnType<typeof createRecorded>, 'discard'>
  clock: Clock
}

/** What is on the disk, of sessions that this node does not write. */
function keeping({ archives, broadcasts, recorded, clock }: KeepingDeps) {
  const isWritten = broadcasts.has
  return {
    kept: async () => (await archives.names()).filter((name) => SESSION.test(name) && !isWritten(name)),
    async mend(liveSessionId) {
      if (!isWritten(liveSessionId)) await mend(archives.of(liveSessionId), clock.now())
    },
    left: (liveSessionId) => archives.of(liveSessionId).left(),
    bytesKept: (liveSessionId) => archives.of(liveSessionId).bytes(),
    async discard(liveSessionId) {
      if (!isWritten(liveSessionId)) await recorded.discard(liveSessionId)
    },
  } satisfies Partial<Media>
}

function stateOf(broadcast: Broadcast) {
  if (broadcast.isOnAir()) return 'live'
  return broadcast.isAway() ? 'away' : 'none'
}

const recordedOrNone = async (archive: Archive) => ((await archive.hasAny()) ? 'recorded' : 'none')

/** Those that are on, or may come back; each is opened once. */
function createBroadcasts(open: (liveSessionId: string) => Promise<Broadcast>) {
  const opened = new Map<string, Promise<Broadcast>>()
  return {
    get: (liveSessionId: string) => opened.get(liveSessionId),
    has: (liveSessionId: string) => opened.has(liveSessionId),
    of(liveSessionId: string): Promise<Broadcast> {
      const broadcast = opened.get(liveSessionId) ?? open(liveSessionId)
      opened.set(liveSessionId, broadcast)
      return broadcast
    },
    forget: (liveSessionId: string) => void opened.delete(liveSessionId),
    all: () => opened.values(),
  }
}
