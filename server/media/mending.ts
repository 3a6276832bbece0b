import { open, readFile, stat, truncate } from 'node:fs/promises'
import type { Archive } from './archive.ts'
import { INDEX, segmentOf } from './index-line.ts'
import { createMp4Reader } from './mp4/reader.ts'
import type { Segment } from './packager/timeline.ts'

/** A line takes a quarter of it. */
const TAIL_BYTES = 1024
/** Longer than anything takes that is made of a recording: whoever wrote that is gone. */
const GIVEN_UP_MS = 3_600_000
const HALF_MADE = '.new'
const INIT = /^init(\d{1,6})\.mp4$/

/**
 * Closes what a process left that died while it wrote: the last line of the list, the one segment that was written and
 * not listed, and files that were never finished. Of a recording that nobody else writes.
 */
export async function mend(archive: Archive, now: Date): Promise<void> {
  const names = await archive.names()
  if (names.length === 0) return
  await closeLast(archive, names, await lastListed(archive))
  for (const name of names.filter((one) => one.endsWith(HALF_MADE))) {
    const touchedAt = await archive.touchedAt(name)
    if (touchedAt && now.getTime() - touchedAt.getTime() > GIVEN_UP_MS) await archive.remove(name)
  }
}

/** What comes after a torn line would be lost with it, so it goes. @returns null: nothing is listed */
async function lastListed(archive: Archive): Promise<Segment | null> {
  const file = archive.pathOf(INDEX)
  const { bytes, size } = await tailOf(file)
  const end = bytes.lastIndexOf(0x0a) + 1
  const torn = bytes.toString('utf8', end)
  const whole = segmentOf(torn)
  if (torn !== '' && !whole) await truncate(file, size - (bytes.length - end))
  if (whole) await archive.endLine()
  return whole ?? segmentOf(bytes.toString('utf8', 0, end).trimEnd().split('\n').at(-1) ?? '')
}

async function tailOf(file: string): Promise<{ bytes: Buffer; size: number }> {
  const none = { bytes: Buffer.alloc(0), size: 0 }
  const handle = await open(file, 'r').catch(() => null)
  if (!handle) return none
  try {
    const { size } = await handle.stat()
    const length = Math.min(size, TAIL_BYTES)
    const { buffer } = await handle.read(Buffer.alloc(length), 0, length, size - length)
    return { bytes: buffer, size }
  } finally {
    await handle.close()
  }
}

/** A segment is written before it is listed: at most one can be without a line, and as much of it counts as is whole. */
async function closeLast(archive: Archive, names: readonly string[], last: Segment | null): Promise<void> {
  const number = (last?.number ?? -1) + 1
  const name = `s${number}.m4s`
  if (!names.includes(name)) return
  const run = Math.max(0, ...names.map((one) => Number(INIT.exec(one)?.[1] ?? 0)))
  const init = `init${run}.mp4`
  const { bytes, durationSec } = await wholeIn(archive, { init, name })
  if (durationSec === 0) return archive.remove(name)
  await truncate(archive.pathOf(name), bytes)
  const isSameRun = last?.init === init
  const startedAt = isSameRun
    ? new Date(last.startedAt.getTime() + last.durationSec * 1_000)
    : new Date((await stat(archive.pathOf(name))).mtimeMs - durationSec * 1_000)
  const beginsRun = run > 1 && !isSameRun
  await archive.list({ number, name, init, run, beginsRun, startedAt, durationSec, parts: [] })
}

/** Of a segment's file, from its beginning. */
async function wholeIn(archive: Archive, { init, name }: { init: string; name: string }) {
  const nothing = { bytes: 0, durationSec: 0 }
  const reader = createMp4Reader()
  const begun = reader.read((await archive.read(init)) ?? Buffer.alloc(0))
  if (!begun.ok || begun.value.length === 0) return nothing
  const read = reader.read(await readFile(archive.pathOf(name)))
  if (!read.ok) return nothing
  return read.value.reduce((sum, one) => {
    const durationSec = one.kind === 'fragment' ? (one.timing?.durationSec ?? 0) : 0
    return { bytes: sum.bytes + one.bytes.length, durationSec: sum.durationSec + durationSec }
  }, nothing)
}
