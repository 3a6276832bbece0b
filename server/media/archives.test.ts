import { mkdtempSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { expect, it } from 'vitest'
import { createArchive } from './archive.ts'
import { createArchives } from './archives.ts'

const root = () => mkdtempSync(path.join(os.tmpdir(), 'shanhuo-archives-'))
const segment = (number: number) => ({
  ...{ number, name: `s${number}.m4s`, init: 'init1.mp4', run: 1, beginsRun: number === 0 },
  ...{ startedAt: new Date(number * 1_000), durationSec: 1, parts: [] },
})

it('reads a list once, and again when it has grown, also by another hand, or is gone', async () => {
  const folder = root()
  const archive = createArchives(folder).of('live_1')
  expect(await archive.segments()).toEqual([])
  // Another node writes to the same disk.
  const other = createArchive(path.join(folder, 'live_1'))
  await other.hasRoom()
  await other.list(segment(0))
  const first = await archive.segments()
  expect(first).toEqual([segment(0)])
  expect(await archive.segments()).toBe(first)
  await other.list(segment(1))
  expect(await archive.segments()).toHaveLength(2)
  await archive.discard()
  expect(await archive.segments()).toEqual([])
})

it('remembers the lists that were asked for last', async () => {
  const archives = createArchives(root())
  const names = Array.from({ length: 9 }, (_, n) => `live_${n}`)
  for (const name of names) {
    const archive = archives.of(name)
    await archive.hasRoom()
    await archive.list(segment(0))
  }
  const [oldest] = names
  const before = await archives.of(oldest!).segments()
  for (const name of names.slice(1)) await archives.of(name).segments()
  expect(await archives.of(oldest!).segments()).not.toBe(before)
})
