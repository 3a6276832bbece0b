import {
  appendFile,
  mkdir,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  statfs,
  utimes,
  writeFile,
} from 'node:fs/promises'
import path from 'node:path'
import { INDEX, lineOf, segmentOf } from './index-line.ts'
import type { Segment } from './packager/timeline.ts'
import type { Left } from './types.ts'

/**
 * Of the disk, in bytes. `leastFree`: orders and books are on it, and go before pictures; `mostOfOne`: twice what the best
 * picture of a phone takes in six hours, which OBS could exceed.
 */
export type Room = { leastFree: number; mostOfOne: number }
export const ROOM: Room = { leastFree: 1024 ** 3, mostOfOne: 8 * 1024 ** 3 }

const SEGMENT = /^s\d+\.m4s$/
const OURS =
  /^(init\d+\.mp4|s\d+\.m4s|index\.jsonl|p\d+\.jpg|poster\.jpg|sheet\d+\.jpg|storyboard\.vtt)(\.new)?$/
function kindOf(names: readonly string[]): Left['of'] {
  if (!names.every((name) => OURS.test(name))) return 'something_else'
  return names.some((name) => SEGMENT.test(name)) ? 'a_broadcast' : 'nothing_shown'
}

/** The files of one broadcast, and a line for each segment that is whole: what a recording is made of. */
export function createArchive(folder: string, room = ROOM) {
  let writing: Promise<unknown> | null = null
  /** In order, so that a line of the index never names a file that is not there. */
  const next = (write: () => Promise<unknown>) => {
    writing ??= mkdir(folder, { recursive: true })
    writing = writing.then(write)
    return writing
  }
  const has = async (name: string) => (await stat(path.join(folder, name)).catch(() => null)) !== null
  const names = () => readdir(folder).catch((): string[] => [])
  const sizeOf = async (name: string) => (await stat(path.join(folder, name)).catch(() => null))?.size ?? 0
  /**
   * Whoever reads meanwhile finds the old one or the new one, never half of it.
   * @param write writes the file that it is given; what it throws leaves nothing behind
   */
  async function make(name: string, write: (file: string) => Promise<void>): Promise<void> {
    const file = path.join(folder, name)
    try {
      await write(`${file}.new`)
      await rename(`${file}.new`, file)
    } finally {
      await rm(`${file}.new`, { force: true })
    }
  }
  return {
    keep: ({ name, bytes }: { name: string; bytes: Buffer }) =>
      next(() => writeFile(path.join(folder, name), bytes)),
    list: (segment: Segment) => next(() => appendFile(path.join(folder, INDEX), lineOf(segment))),
    /** A line of the list that has all but its end gets that. */
    endLine: () => next(() => appendFile(path.join(folder, INDEX), '\n')),
    pathOf: (name: string) => path.join(folder, name),
    replace: ({ name, bytes }: { name: string; bytes: Buffer }) =>
      make(name, (file) => writeFile(file, bytes)),
    make,
    /** @param of its files: all that it has, or some */
    async bytes(of?: readonly string[]): Promise<number> {
      const sizes = await Promise.all((of ?? (await names())).map(sizeOf))
      return sizes.reduce((sum, size) => sum + size, 0)
    },
    names,
    /** of the list of segments: while it is the same, so are they */
    indexBytes: () => sizeOf(INDEX),
    /** @returns whether more may be kept, or so many bytes */
    async hasRoom(bytes = 0): Promise<boolean> {
      await mkdir(folder, { recursive: true })
      const { bavail, bsize } = await statfs(folder)
      return bavail * bsize > room.leastFree + bytes
    },
    isTooLarge: (bytes: number) => bytes > room.mostOfOne,
    /** Says that a file was wanted at a time. */
    touch: (name: string, at: Date) => utimes(path.join(folder, name), at, at),
    /** @returns null: there is no such file */
    touchedAt: async (name: string) => (await stat(path.join(folder, name)).catch(() => null))?.mtime ?? null,
    remove: (name: string) => rm(path.join(folder, name), { force: true }),
    /** @throws what the disk said, if something could not be kept */
    settled: async () => void (await writing),
    /** @returns null: there is no such file */
    read: (name: string) => readFile(path.join(folder, name)).catch(() => null),
    discard: () => rm(folder, { recursive: true, force: true }),
    /** @returns null: there is no such folder */
    async left(): Promise<Left | null> {
      const own = await stat(folder).catch(() => null)
      if (!own?.isDirectory()) return null
      const files = await names()
      const written = await Promise.all(files.map((name) => stat(path.join(folder, name)).catch(() => null)))
      const touchedMs = written.reduce((latest, file) => Math.max(latest, file?.mtimeMs ?? 0), own.mtimeMs)
      return { of: kindOf(files), touchedAt: new Date(touchedMs) }
    },
    hasAny: () => has(INDEX),
    has,
    async segments(): Promise<Segment[]> {
      const text = await readFile(path.join(folder, INDEX), 'utf8').catch(() => '')
      return text.split('\n').flatMap((line) => segmentOf(line) ?? [])
    },
  }
}
export type Archive = ReturnType<typeof createArchive>
