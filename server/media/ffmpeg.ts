import { accessSync, constants } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'

/**
 * Where ffmpeg is: the one that is named, the first on the PATH, or the old one that npm brought along where there is
 * one for this machine. null: nowhere.
 *
 * @param env `FFMPEG`: its path, or `none` to do without
 */
export function findFfmpeg(env: { PATH: string | undefined; FFMPEG: string | undefined }): string | null {
  if (env.FFMPEG === 'none') return null
  if (env.FFMPEG) return isProgram(env.FFMPEG) ? env.FFMPEG : null
  const installed = (env.PATH ?? '').split(path.delimiter).map((folder) => path.join(folder, 'ffmpeg'))
  return installed.find(isProgram) ?? broughtAlong()
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}

function broughtAlong(): string | null {
  try {
    const { path: file } = createRequire(import.meta.url)('@ffmpeg-installer/ffmpeg') as { path: string }
    return isProgram(file) ? file : null
  } catch {
    return null // optional: not for every machine
  }
}
