import { mkdtempSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { createMedia, type MediaDeps } from '#server/media/index.ts'
import type { Clock } from '#server/platform/clock.ts'
import { createLog } from '#server/platform/log.ts'

const ownFolder = () => mkdtempSync(path.join(os.tmpdir(), 'shanhuo-video-'))

type Disk = { dataDir?: string; room?: MediaDeps['room'] }

/** Media in a folder of their own unless one is given, and without ffmpeg likewise. */
export function aMedia(clock: Clock, ffmpeg = 'none', { dataDir = ownFolder(), room }: Disk = {}) {
  const media = createMedia({ ...mediaDeps(clock), ffmpeg, dataDir, room })
  return { ...media, dataDir }
}

/** Media whose pictures are sent on to an engine. */
export const aRelayedMedia = (given: Pick<MediaDeps, 'clock' | 'ffmpeg' | 'log' | 'relay'>) =>
  createMedia({ ...mediaDeps(given.clock), dataDir: ownFolder(), ...given })

const mediaDeps = (clock: Clock) => ({
  clock,
  log: createLog({ LOG_LEVEL: 'silent' }),
  secret: 'a-secret-of-thirty-two-characters!',
  relay: { to: undefined, playback: undefined },
})
