import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { standingClock } from '#server/platform/clock.ts'
import { STORYBOARD } from '#shared/replay.ts'
import { aMedia } from '#tests/make/media.ts'
import { findFfmpeg } from './ffmpeg.ts'

// What is started is looked at as the machine sees it: its priority and its words.

const ffmpeg = findFfmpeg(undefined)
const isLinux = existsSync('/proc/self/stat')
const clock = standingClock(new Date('2026-11-27T04:00:00Z'))
const SECONDS = 4

let folder: string
let media: ReturnType<typeof aMedia>
/** Notes each start, once its priority is no more what its parent's is, and then is ffmpeg. */
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'shanhuo-started-'))
  const file = path.join(folder, 'ffmpeg')
  writeFileSync(
    file,
    [
      '#!/bin/bash',
      '[ "$1" = -version ] && exit',
      `for n in {1..500}; do nice=$(cut -d' ' -f19 /proc/$$/stat); [ $nice -gt 0 ] && break; sleep 0.01; done`,
      `echo "$$ $nice $*" >> ${folder}/started`,
      `exec ${ffmpeg} "$@"`,
    ].join('\n'),
    { mode: 0o755 },
  )
  media = aMedia(clock, file)
})
afterEach(() => media.close())

type Started = { pid: number; nice: number; words: string[] }
const started = (): Started[] =>
  existsSync(path.join(folder, 'started'))
    ? readFileSync(path.join(folder, 'started'), 'utf8')
        .trimEnd()
        .split('\n')
        .map((line) => line.split(' '))
        .map(([pid, nice, ...words]) => ({ pid: Number(pid), nice: Number(nice), words }))
    : []

function recorded(): Buffer {
  const moving = '-hide_banner -loglevel error -f lavfi -i testsrc=size=160x90:rate=10 -f lavfi -i sine -t'
  const kept = '-pix_fmt yuv420p -c:v libx264 -preset ultrafast -g 10 -c:a libopus -f matroska pipe:1'
  return execFileSync(ffmpeg!, [...moving.split(' '), String(SECONDS), ...kept.split(' ')])
}

/** What comes before an input, which is all that says how that is read. */
function inputsOf(words: readonly string[]): { format: string; protocols: string; name: string }[] {
  return words.flatMap((word, at) => {
    if (word !== '-i') return []
    const before = words.slice(0, at)
    const valueOf = (option: string) => before[before.lastIndexOf(option) + 1] ?? ''
    return [{ format: valueOf('-f'), protocols: valueOf('-protocol_whitelist'), name: words[at + 1]! }]
  })
}

describe.skipIf(ffmpeg === null || !isLinux)('each ffmpeg that is started', () => {
  it(
    'comes after claims, reads what it is told to as what it is told that is, and nothing else',
    { timeout: 60_000 },
    async () => {
      const connected = await media.connect('live_1', { say() {}, hangUp() {}, pause() {}, resume() {} })
      if (!connected.ok) throw new Error(connected.refusal.kind)
      connected.value.begin({ run: 'one', mime: 'video/webm;codecs=h264,opus', takeOver: false })
      connected.value.piece(0, recorded())
      await expect.poll(() => media.posterOf('live_1')).not.toBeNull()
      // The one that is on air now, as the kernel has it (proc(5): comm is the second field, nice the 19th).
      const fields = readFileSync(`/proc/${started()[0]!.pid}/stat`, 'utf8').split(' ')
      expect([fields[1], fields[18]]).toEqual([`(${path.basename(ffmpeg!)})`, '5'])

      await media.end('live_1')
      await expect.poll(() => readdirSync(path.join(media.dataDir, 'video/live_1'))).toContain(STORYBOARD)
      expect(await media.film('live_1', { fromSec: 0, toSec: 2 })).toMatchObject({ ok: true })

      const seen = started().flatMap(({ nice, words }) =>
        inputsOf(words).map((input) => ({ nice, ...input })),
      )
      expect(new Set(seen.map(({ format }) => format))).toEqual(
        new Set(['matroska', 'mp4', 'mjpeg', 'concat']),
      )
      for (const { nice, format, protocols, name } of seen) {
        expect(nice, format).toBe(format === 'matroska' ? 5 : 10)
        const isPiped = name === 'pipe:0'
        expect(protocols, format).toBe(isPiped ? 'pipe' : 'file')
        expect(isPiped || path.isAbsolute(name), name).toBe(true)
      }
      expect(seen.length).toBe(started().length)
    },
  )

  it('is started in one of these places', () => {
    const files = readdirSync('server', { recursive: true, encoding: 'utf8' }).filter(
      (file) => file.endsWith('.ts') && !file.endsWith('.test.ts'),
    )
    const starting = files.filter((file) =>
      readFileSync(path.join('server', file), 'utf8').includes("from 'node:child_process'"),
    )
    // The latter two ask it what it is.
    expect(starting.toSorted()).toEqual(
      ['media/ffmpeg-task.ts', 'media/ffmpeg.ts', 'media/relay.ts', 'media/ffmpeg-remuxer.ts'].toSorted(),
    )
  })
})
