import { spawn } from 'node:child_process'
import {
  appendFileSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { beforeEach, describe, expect, it } from 'vitest'
import { standingClock } from '#server/platform/clock.ts'
import { aMedia } from '#tests/make/media.ts'
import { aFragment, anInit } from '#tests/make/mp4.ts'
import { createArchive } from './archive.ts'
import { createMp4Reader } from './mp4/reader.ts'

const clock = standingClock(new Date('2026-11-27T04:00:00Z'))
let dataDir: string
let folder: string
beforeEach(() => {
  dataDir = mkdtempSync(path.join(os.tmpdir(), 'shanhuo-mending-'))
  folder = path.join(dataDir, 'video', 'live_1')
})

const file = (name: string) => path.join(folder, name)
const segments = () => createArchive(folder).segments()
const quarters = (seconds: number) =>
  Array.from({ length: seconds * 4 }, (_, n) => aFragment({ startSec: n / 4, isKey: n % 4 === 0 }))

/** Some seconds of a picture by a node that lets go of it in good order. */
async function broadcast(seconds: number) {
  const media = aMedia(clock, 'none', { dataDir })
  const connected = await media.connect('live_1', { say() {}, hangUp() {}, pause() {}, resume() {} })
  if (!connected.ok) throw new Error(connected.refusal.kind)
  connected.value.begin({ run: 'one', mime: 'video/mp4', takeOver: false })
  for (const [n, fragment] of quarters(seconds).entries())
    connected.value.piece(n, n === 0 ? Buffer.concat([anInit(), fragment]) : fragment)
  await media.close()
}
const mend = () => aMedia(clock, 'none', { dataDir }).mend('live_1')

/** What players are told of is there, and whole: each file can be read to its last byte. */
async function expectPlayable() {
  for (const { name, init } of await segments()) {
    const reader = createMp4Reader()
    expect(reader.read(readFileSync(file(init))).ok, init).toBe(true)
    const read = reader.read(readFileSync(file(name)))
    if (!read.ok) throw new Error(`${name}: ${read.refusal.kind}`)
    const whole = read.value.reduce((sum, { bytes }) => sum + bytes.length, 0)
    expect(whole, name).toBe(readFileSync(file(name)).length)
  }
}
const unlisted = async () => {
  const listed = new Set((await segments()).map(({ name }) => name))
  return readdirSync(folder).filter((name) => name.endsWith('.m4s') && !listed.has(name))
}

describe('a recording whose node was killed', () => {
  it(
    'is closed: all that is listed is whole, and nothing is there that is not listed',
    { timeout: 60_000 },
    async () => {
      const program = ['--import', 'tsx', 'tests/make/dying-node.ts', dataDir]
      const node = spawn(process.execPath, program, { stdio: ['ignore', 'pipe', 'inherit'] })
      const died = new Promise((resolve) => node.on('close', resolve))
      for await (const second of createInterface({ input: node.stdout })) if (Number(second) >= 5) break
      node.kill('SIGKILL')
      await died

      await mend()
      expect((await segments()).length).toBeGreaterThan(0)
      expect(await unlisted()).toEqual([])
      await expectPlayable()
      const closed = await segments()
      await mend()
      expect(await segments()).toEqual(closed)
    },
  )

  it('keeps the segment that was written and not listed', async () => {
    await broadcast(3)
    const whole = await segments()
    const lines = readFileSync(file('index.jsonl'), 'utf8')
    const lastLine = lines.trimEnd().lastIndexOf('\n') + 1
    for (const kept of [lastLine, lastLine + 20, lines.length - 1]) {
      writeFileSync(file('index.jsonl'), lines.slice(0, kept))
      await mend()
      expect(await segments(), `${kept} of ${lines.length} letters`).toEqual(whole)
    }
    truncateSync(file('index.jsonl'))
    await mend()
    expect(await segments()).toMatchObject([{ number: 0, init: 'init1.mp4', run: 1, beginsRun: false }])
  })

  it('keeps of a segment that was half written what is whole, or nothing', async () => {
    await broadcast(2)
    const [first, ...rest] = quarters(1)
    appendFileSync(file('s2.m4s'), Buffer.concat([first!, ...rest]).subarray(0, first!.length + 20))
    await mend()
    expect((await segments()).at(-1)).toMatchObject({ number: 2, durationSec: 0.25, beginsRun: false })
    appendFileSync(file('s3.m4s'), first!.subarray(0, 20))
    await mend()
    expect((await segments()).at(-1)).toMatchObject({ number: 2 })
    expect(readdirSync(folder)).not.toContain('s3.m4s')
    await expectPlayable()
  })

  it('loses nothing of what comes after it when its host is back', async () => {
    await broadcast(2)
    appendFileSync(file('index.jsonl'), '{"number":2,"name":"s2.')
    await broadcast(2)
    expect((await segments()).map(({ number, run }) => [number, run])).toEqual([
      [0, 1],
      [1, 1],
      [2, 2],
      [3, 2],
    ])
    await expectPlayable()
  })
})

describe('what was never finished', () => {
  it('goes when whoever made it is gone, and not while they may be at it', async () => {
    await broadcast(2)
    for (const name of ['sheet0.jpg.new', 'poster.jpg.new']) writeFileSync(file(name), 'half')
    const ago = (minutes: number) => new Date(clock.now().getTime() - minutes * 60_000)
    utimesSync(file('sheet0.jpg.new'), ago(50), ago(50))
    utimesSync(file('poster.jpg.new'), ago(70), ago(70))
    await mend()
    expect(readdirSync(folder)).toContain('sheet0.jpg.new')
    expect(readdirSync(folder)).not.toContain('poster.jpg.new')
  })

  it('is left alone while this node writes the broadcast', async () => {
    const media = aMedia(clock, 'none', { dataDir })
    await broadcast(2)
    await media.connect('live_1', { say() {}, hangUp() {}, pause() {}, resume() {} })
    appendFileSync(file('s2.m4s'), 'half')
    await media.mend('live_1')
    expect(readdirSync(folder)).toContain('s2.m4s')
    await media.close()
  })
})
