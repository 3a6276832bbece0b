import { mkdtempSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { createMedia } from '#server/media/index.ts'
import type { Clock } from '#server/platform/clock.ts'
import { createLog } from '#server/platform/log.ts'

const ownFolder = () => mkdtempSync(path.join(os.tmpdir(), 'shanhuo-video-'))

/** Media in a folder of their own unless one is given, and without ffmpeg likewise. */
export function aMedia(clock: Clock, ffmpeg = 'none', dataDir = ownFolder()) {
  const log = createLog({ LOG_LEVEL: 'silent' })
  const media = createMedia({ clock, log, secret: 'a-secret-of-thirty-two-characters!', dataDir, ffmpeg })
  return { ...media, dataDir }
}
