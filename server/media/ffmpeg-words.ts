import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import type { Log } from '#server/platform/log.ts'
import { withoutKeys } from './relay.ts'

/** An engine that is dead is dialled each second, and a broken recording complains of each picture. */
const MOST_LINES = 50
const LONGEST_LINE = 500

type Deps = { log: Log; relayTo: string | null; isExpected(): boolean }

/** Logs what an ffmpeg says: each line once, and no key of the address that it sends to. */
export function logWords(stderr: Readable, { log, relayTo, isExpected }: Deps) {
  const said = new Set<string>()
  createInterface({ input: stderr }).on('line', (line) => {
    // Its parts name themselves by their address in memory, a new one with each attempt.
    const words = line.replaceAll(/ @ 0x[0-9a-f]+/g, '')
    if (isExpected() || said.has(words) || said.size === MOST_LINES) return
    said.add(words)
    log.warn({ said: (relayTo ? withoutKeys(words, relayTo) : words).slice(0, LONGEST_LINE) }, 'ffmpeg')
  })
}
