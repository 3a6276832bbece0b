import { readdir } from 'node:fs/promises'
import path from 'node:path'
import { createArchive, type Archive, type Room } from './archive.ts'
import type { Segment } from './packager/timeline.ts'

/** Reading the list of an hour takes a processor for some 30 ms, and whoever watches again asks for it twice. */
const MOST_REMEMBERED = 8

type Read = { indexBytes: number; segments: Segment[] }

/** What this node has of each session, with the lists that were read last. */
export function createArchives(root: string, room?: Room) {
  const remembered = new Map<string, Read>()

  async function segmentsOf(name: string, archive: Archive): Promise<Segment[]> {
    const indexBytes = await archive.indexBytes()
    const known = remembered.get(name)
    // Lines are only ever added.
    const read = known?.indexBytes === indexBytes ? known : { indexBytes, segments: await archive.segments() }
    remembered.delete(name)
    remembered.set(name, read)
    if (remembered.size > MOST_REMEMBERED) remembered.delete(remembered.keys().next().value!)
    return read.segments
  }

  return {
    of(name: string): Archive {
      const archive = createArchive(path.join(root, name), room)
      return { ...archive, segments: () => segmentsOf(name, archive) }
    },
    names: () => readdir(root).catch((): string[] => []),
  }
}
export type Archives = ReturnType<typeof createArchives>
