import { spawnSync } from 'node:child_process'
import { createRequire } from 'node:module'

/**
 * A program that runs here: ffmpeg as it is named, the one on the PATH, or the old one that npm brought along where
 * there is one for this machine. null: none.
 *
 * @param named its path; `none`: do without
 */
export function findFfmpeg(named: string | undefined): string | null {
  if (named === 'none') return null
  const candidates = named ? [named] : ['ffmpeg', broughtAlong()]
  return candidates.find((file) => file !== null && runs(file)) ?? null
}

/** Looked for when it is first wanted, and once: looking starts a program. */
export function ffmpegOnce(named: string | undefined): () => string | null {
  let found: string | null | undefined
  return () => (found === undefined ? (found = findFfmpeg(named)) : found)
}

const runs = (file: string) => spawnSync(file, ['-version'], { stdio: 'ignore' }).status === 0

function broughtAlong(): string | null {
  try {
    return (createRequire(import.meta.url)('@ffmpeg-installer/ffmpeg') as { path: string }).path
  } catch {
    return null // optional: not for every machine
  }
}
