// What hls.js asks for, without decoding it.
import { setTimeout as sleep } from 'node:timers/promises'

/** @param name below a session's address, with its query */
export type Get = (name: string) => Promise<Buffer>
/** `isOver` is asked between two answers. */
type Watch = (get: Get, isOver: () => boolean) => Promise<void>

const TARGET_MS = 1_000

function read(list: string) {
  const names = (lines: RegExp) => [...list.matchAll(lines)].map(([, name]) => name!)
  const [, segment, part] = /#EXT-X-PRELOAD-HINT:TYPE=PART,URI="s(\d+)\.(\d+)\.m4s"/.exec(list) ?? []
  return {
    init: names(/#EXT-X-MAP:URI="([^"]+)"/g).at(-1),
    parts: names(/#EXT-X-PART:.*URI="([^"]+)"/g),
    segments: names(/^(s\d+\.m4s)$/gm),
    next: `_HLS_msn=${segment}&_HLS_part=${part}`,
    isEnded: list.includes('#EXT-X-ENDLIST'),
  }
}

/** Those that have come since; all of them for who has fallen behind the list. */
const after = (names: readonly string[], last: string | undefined) =>
  names.slice(last === undefined ? -1 : names.indexOf(last) + 1)

/** Asks for the list before there is anything new in it, and for each part as it comes. */
export const watchLowLatency: Watch = async (get, isOver) => {
  let init: string | undefined
  let last: string | undefined
  let list = read(String(await get('ll.m3u8')))
  while (!isOver() && !list.isEnded) {
    const reload = get(`ll.m3u8?${list.next}`)
    const pieces = after(list.parts, last)
    if (list.init !== init) pieces.unshift(list.init!)
    ;[init, last] = [list.init, list.parts.at(-1)]
    const [text] = await Promise.all([reload, oneByOne(get, pieces)])
    list = read(String(text))
  }
}

/** Asks for the list each target duration, twice as often while nothing new is in it, and for what it names. */
export const watchPlain: Watch = async (get, isOver) => {
  let init: string | undefined
  let last: string | undefined
  while (!isOver()) {
    const askedAt = performance.now()
    const list = read(String(await get('live.m3u8')))
    const pieces = after(list.segments, last)
    const waitMs = pieces.length > 0 ? TARGET_MS : TARGET_MS / 2
    if (list.init !== init) pieces.unshift(list.init!)
    ;[init, last] = [list.init, list.segments.at(-1)]
    await oneByOne(get, pieces)
    if (list.isEnded) return
    await sleep(Math.max(0, askedAt + waitMs - performance.now()))
  }
}

async function oneByOne(get: Get, names: readonly string[]): Promise<void> {
  for (const name of names) await get(name)
}
