import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ShopSays } from '#shared/ingest.ts'
import { standingClock } from '#server/platform/clock.ts'
import { aMedia } from '#tests/make/media.ts'
import { aFragment, anInit } from '#tests/make/mp4.ts'
import type { HostLine } from './index.ts'

// Programs in ffmpeg's place, that die when it is worst.

const WEBM = 'video/webm;codecs=h264,opus'
const clock = standingClock(new Date('2026-11-27T04:00:00Z'))
let folder: string
let media: ReturnType<typeof aMedia>
const file = (name: string) => path.join(folder, name)
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'shanhuo-ffmpeg-'))
})
afterEach(() => media.close())

/** @param script what it does when it is to convert something */
function openMedia(script: string) {
  writeFileSync(file('ffmpeg'), `#!/bin/sh\n[ "$1" = -version ] && exit\ncd ${folder}\n${script}\n`, {
    mode: 0o755,
  })
  media = aMedia(clock, file('ffmpeg'))
}

async function aDevice() {
  const said: ShopSays[] = []
  const reading: string[] = []
  const line: HostLine = {
    say: (word) => void said.push(word),
    hangUp: (code) => void reading.push(`hung up ${code}`),
    pause: () => void reading.push('paused'),
    resume: () => void reading.push('resumed'),
  }
  const connected = await media.connect('live_1', line)
  if (!connected.ok) throw new Error(connected.refusal.kind)
  const publisher = connected.value
  return {
    said,
    reading,
    publisher,
    /** @param bitsPerSecond so little that no second program makes a small picture of it, unless it is said */
    begin: (run: string, bitsPerSecond = 500_000) =>
      publisher.begin({ run, mime: WEBM, takeOver: false, bitsPerSecond }),
  }
}

describe('a line that waits for an encoder', () => {
  it('is read again when that dies: how it ends would never be heard else', async () => {
    // It reads nothing: what is sent fills its pipe.
    openMedia('echo $$ > pid\nexec sleep 600')
    const { said, reading, publisher, begin } = await aDevice()
    begin('one')
    for (let number = 0; reading.length === 0; number++) publisher.piece(number, Buffer.alloc(100_000))
    expect(reading).toEqual(['paused'])
    await expect.poll(() => existsSync(file('pid')) && readFileSync(file('pid'), 'utf8')).toMatch(/\d\n/)

    process.kill(Number(readFileSync(file('pid'), 'utf8')), 'SIGKILL')
    await expect.poll(() => reading).toEqual(['paused', 'resumed'])
    expect(said.at(-1)).toEqual({ kind: 'begin_anew' })
  })
})

const quarters = Array.from({ length: 12 }, (_, n) => aFragment({ startSec: n / 4, isKey: n % 4 === 0 }))

describe('what makes the small picture', () => {
  const HEAVY = 1_500_000
  const untilTold = 'cat run; until [ -e told ]; do sleep 0.01; done'
  const isMade = async () => {
    const playback = await media.playback('live_1')
    return playback.state === 'live' && playback.renditions.includes('low')
  }
  /** @param small what it does, when the other has given three seconds and reads on */
  async function shownBeside(small: string) {
    writeFileSync(file('run'), Buffer.concat([anInit(), ...quarters]))
    openMedia(`case "$*" in *superfast*) ${small};; esac\ncat run\nexec cat >/dev/null`)
    const device = await aDevice()
    device.begin('one', HEAVY)
    device.publisher.piece(0, Buffer.from('picture'))
    return device
  }
  const goesOn = ({ said, reading }: Awaited<ReturnType<typeof aDevice>>) => {
    expect(reading).toEqual([])
    expect(said.map(({ kind }) => kind)).not.toContain('begin_anew')
  }

  it('dies by itself: the whole one goes on, and nobody is sent to the small one', async () => {
    const device = await shownBeside(`${untilTold}; exit 1`)
    await expect.poll(isMade).toBe(true)
    writeFileSync(file('told'), '')
    await expect.poll(isMade).toBe(false)
    goesOn(device)
    expect(await media.playback('live_1')).toMatchObject({ state: 'live' })
  })

  it('is let go when what it gives is no picture', async () => {
    const device = await shownBeside(`${untilTold}; head -c 9000000 /dev/zero | tr "\\0" x; exec sleep 600`)
    await expect.poll(isMade).toBe(true)
    writeFileSync(file('told'), '')
    await expect.poll(isMade).toBe(false)
    goesOn(device)
  })

  it('holds up nothing when it is stuck, and is let go when too much waits for it', async () => {
    const device = await shownBeside('echo $$ > pid; exec sleep 600')
    await expect.poll(() => existsSync(file('pid')) && readFileSync(file('pid'), 'utf8')).toMatch(/\d\n/)
    const pid = Number(readFileSync(file('pid'), 'utf8'))
    const megabyte = Buffer.alloc(1024 * 1024)
    const isHeldUp = () => device.reading.at(-1) === 'paused'
    for (let sent = 0; sent < 18; sent++) {
      device.publisher.piece(1 + sent, megabyte)
      // The other reads all, mostly later than it is written: what is written as fast as it is read needs no pause.
      await expect.poll(isHeldUp).toBe(false)
    }
    await expect.poll(() => isAlive(pid)).toBe(false)
    expect(device.said.map(({ kind }) => kind)).not.toContain('begin_anew')
  })
})

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

describe('the last bytes of an encoder', () => {
  it('are shown by no other run, and break none: they may be half a fragment', async () => {
    writeFileSync(file('run1'), Buffer.concat([anInit(), ...quarters]).subarray(0, -10))
    writeFileSync(file('run2'), Buffer.concat([anInit(), ...quarters]))
    openMedia('run=run1; [ -e written ] && run=run2\ncat $run\ntouch written\nexec cat >/dev/null')
    const { reading, publisher, begin } = await aDevice()
    begin('one')
    publisher.piece(0, Buffer.from('picture'))
    // Nothing of it is read before the next run begins: this process waits, and does nothing else.
    execFileSync('/bin/sh', ['-c', 'until [ -e written ]; do sleep 0.01; done'], { cwd: folder })
    begin('two')
    publisher.piece(0, Buffer.from('picture'))

    const shown = async () => {
      const playback = await media.playback('live_1')
      if (playback.state === 'none') return ''
      const asked = { liveSessionId: 'live_1', token: playback.base.split('/').at(-1)!, name: 'll.m3u8' }
      const list = await media.file(asked)
      return list.ok ? String(list.value.bytes) : list.refusal.kind
    }
    await expect.poll(shown).toContain('s2.3.m4s')
    expect(await shown()).not.toContain('s3')
    expect(reading).toEqual([])
  })
})
