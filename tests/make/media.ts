import { mkdtempSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { createMedia, type Ingest, type MediaDeps } from '#server/media/index.ts'
import type { Clock } from '#server/platform/clock.ts'
import { createLog } from '#server/platform/log.ts'

const ownFolder = () => mkdtempSync(path.join(os.tmpdir(), 'shanhuo-video-'))

type Disk = { dataDir?: string; room?: MediaDeps['room'] }

/** Media in a folder of their own unless one is given, and without ffmpeg likewise. */
export function aMedia(clock: Clock, ffmpeg = 'none', { dataDir = ownFolder(), room }: Disk = {}) {
  const media = createMedia({ ...mediaDeps(clock), ffmpeg, dataDir, room })
  return { ...media, dataDir }
}

/** A device that sends no faster than it is taken, and minds nothing that it is told. */
export async function aDevice(media: Pick<Ingest, 'connect'>, liveSessionId = 'live_1') {
  let resumed: Promise<void> | null = null
  let resume = () => {}
  const connected = await media.connect(liveSessionId, {
    say() {},
    hangUp() {},
    pause: () => void (resumed ??= new Promise((resolve) => (resume = resolve))),
    resume() {
      resumed = null
      resume()
    },
  })
  if (!connected.ok) throw new Error(connected.refusal.kind)
  const publisher = connected.value
  return {
    ...publisher,
    /** all of a run, in pieces */
    async send(bytes: Buffer, pieceBytes = 65_536) {
      for (let at = 0, number = 0; at < bytes.length; at += pieceBytes, number++) {
        publisher.piece(number, bytes.subarray(at, at + pieceBytes))
        await resumed
      }
    },
  }
}
export type Device = Awaited<ReturnType<typeof aDevice>>

/** Media whose pictures are sent on to an engine. */
export const aRelayedMedia = (given: Pick<MediaDeps, 'clock' | 'ffmpeg' | 'log' | 'relay'>) =>
  createMedia({ ...mediaDeps(given.clock), dataDir: ownFolder(), ...given })

const mediaDeps = (clock: Clock) => ({
  clock,
  log: createLog({ LOG_LEVEL: 'silent' }),
  secret: 'a-secret-of-thirty-two-characters!',
  relay: { to: undefined, playback: undefined },
})
