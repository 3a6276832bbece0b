import { appendFileSync } from 'node:fs'
import path from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { HUNG_UP, type ShopSays } from '#shared/ingest.ts'
import { standingClock } from '#server/platform/clock.ts'
import { aMedia } from '#tests/make/media.ts'
import { aFragment, anInit } from '#tests/make/mp4.ts'
import type { HostLine } from './index.ts'

const noon = new Date('2026-11-27T04:00:00Z')
const mime = 'video/mp4'
let clock: ReturnType<typeof standingClock>
let media: ReturnType<typeof aMedia>
beforeEach(() => {
  clock = standingClock(noon)
  media = aMedia(clock)
})

function aLine() {
  const said: ShopSays[] = []
  let hungUp: number | null = null
  const line: HostLine = {
    say: (message) => void said.push(message),
    hangUp: (code) => (hungUp = code),
    pause() {},
    resume() {},
  }
  return { line, said, last: () => said.at(-1), hungUp: () => hungUp }
}

async function connected(line: HostLine) {
  const answer = await media.connect('live_1', line)
  if (!answer.ok) throw new Error(answer.refusal.kind)
  return answer.value
}

/** Pieces as a browser records them: `seconds` of pictures, the first with what they play with. */
const pieces = (seconds: number) =>
  Array.from({ length: seconds * 4 }, (_, n) => {
    const fragment = aFragment({ startSec: n / 4, isKey: n % 4 === 0 })
    return n === 0 ? Buffer.concat([anInit(), fragment]) : fragment
  })

async function onAir(run = 'one', seconds = 4) {
  const device = aLine()
  const publisher = await connected(device.line)
  publisher.begin({ run, mime, takeOver: false })
  for (const [number, bytes] of pieces(seconds).entries()) {
    publisher.piece(number, bytes)
    clock.advance(250)
  }
  return { ...device, publisher }
}

async function tokenOf(liveSessionId = 'live_1') {
  const playback = await media.playback(liveSessionId)
  if (playback.state === 'none') throw new Error('Nothing is shown')
  return playback.base.split('/').at(-1)!
}
async function read(name: string, token?: string) {
  const file = await media.file({ liveSessionId: 'live_1', token: token ?? (await tokenOf()), name })
  return file.ok ? file.value.bytes : file.refusal.kind
}

describe('an address of plain lists', () => {
  it('has them under the names of the others as well, and lets nobody wait', async () => {
    await onAir()
    const token = media.address('live_1', 'plain').split('/').at(-1)!
    for (const [asked, plain] of [
      ['ll.m3u8', 'live.m3u8'],
      ['main-ll.m3u8', 'main.m3u8'],
      ['sound/ll.m3u8', 'sound/live.m3u8'],
    ] as const)
      expect(String(await read(asked, token))).toBe(String(await read(plain)))
    const file = { liveSessionId: 'live_1', token, name: 'll.m3u8' }
    const later = await media.file(file, { segment: 1_000, part: 0 })
    expect(later.ok && String(later.value.bytes)).not.toContain('#EXT-X-PART')
    expect(String(await read('s0.m4s', token))).toBe(String(await read('s0.m4s')))
    expect(await read('ll.m3u8', token.replace('-plain', ''))).toBe('not_signed')
  })
})

describe('a broadcast', () => {
  it('is shown from its first whole second, and each file that its lists name is there', async () => {
    expect(await media.playback('live_1')).toEqual({ state: 'none' })
    const seen: string[] = []
    media.onChanged((liveSessionId) => seen.push(liveSessionId))
    const { said } = await onAir()
    expect(said[0]).toEqual({ kind: 'go', run: 'one', next: 0 })
    expect(said.at(-1)).toEqual({ kind: 'kept', run: 'one', next: 16 })
    expect(seen).toEqual(['live_1', 'live_1'])
    expect(await media.playback('live_1')).toMatchObject({ state: 'live' })

    const list = String(await read('ll.m3u8'))
    const names = [...list.matchAll(/URI="([^"]+\.(?:mp4|m4s))"|^(s\d+\.m4s)$/gm)].map(([, a, b]) => a ?? b!)
    const hinted = names.pop()!
    expect(names).toContain('init1.mp4')
    for (const name of names) expect(await read(name)).toBeInstanceOf(Buffer)
    expect(list).toContain(`PRELOAD-HINT:TYPE=PART,URI="${hinted}"`)
  })

  it('answers a list that is waited for when the part has come', async () => {
    const { publisher } = await onAir()
    const token = await tokenOf()
    const asked = media.file({ liveSessionId: 'live_1', token, name: 'll.m3u8' }, { segment: 4, part: 0 })
    publisher.piece(16, aFragment({ startSec: 4, isKey: true }))
    const answer = await asked
    expect(answer.ok && String(answer.value.bytes)).toContain('s4.0.m4s')
    // Nobody can wait for what is further ahead than the next segment.
    const far = await media.file(
      { liveSessionId: 'live_1', token, name: 'll.m3u8' },
      { segment: 99, part: 0 },
    )
    expect(far).toEqual({ ok: false, refusal: { kind: 'file_not_found' } })
  })

  it('goes on where it stopped when the line comes back, with nothing lost or shown twice', async () => {
    const { publisher } = await onAir()
    publisher.lost()
    expect(await media.playback('live_1')).toMatchObject({ state: 'away' })
    const back = aLine()
    const again = await connected(back.line)
    again.resume('one')
    expect(back.last()).toEqual({ kind: 'go', run: 'one', next: 16 })
    for (const [number, bytes] of pieces(6).entries()) again.piece(number, bytes)

    const list = String(await read('live.m3u8'))
    expect(list.match(/#EXTINF/g)).toHaveLength(5)
    expect(list).not.toContain('DISCONTINUITY\n')
    expect(await media.playback('live_1')).toMatchObject({ state: 'live' })
  })

  it('says which piece is missing instead of feeding noise to an encoder', async () => {
    const { publisher, last } = await onAir()
    publisher.piece(18, aFragment({ startSec: 4.5 }))
    expect(last()).toEqual({ kind: 'go', run: 'one', next: 16 })
  })

  it('shows a new run after the old one, with a discontinuity and numbers that go on', async () => {
    const { publisher } = await onAir('one', 2)
    publisher.begin({ run: 'two', mime, takeOver: true })
    for (const [number, bytes] of pieces(2).entries()) publisher.piece(number, bytes)
    const list = String(await read('ll.m3u8'))
    expect(list.match(/#EXT-X-DISCONTINUITY\n/g)).toHaveLength(1)
    expect(list).toContain('URI="init2.mp4"')
  })
})

describe('one device', () => {
  it('is on air: another is told, and may take over', async () => {
    const first = await onAir()
    const second = aLine()
    const other = await connected(second.line)
    other.begin({ run: 'two', mime, takeOver: false })
    expect(second.last()).toEqual({ kind: 'busy' })
    other.begin({ run: 'two', mime, takeOver: true })
    expect(second.last()).toEqual({ kind: 'go', run: 'two', next: 0 })
    expect(first.hungUp()).toBe(HUNG_UP.takenOver)
    // What the first still sends, or that it is gone, is nobody's concern.
    first.publisher.piece(16, aFragment({ startSec: 4, isKey: true }))
    first.publisher.lost()
    expect(await media.playback('live_1')).toMatchObject({ state: 'live' })
  })

  it('is refused a format that nobody could show, and hung up on when it sends no picture', async () => {
    const device = aLine()
    const publisher = await connected(device.line)
    publisher.begin({ run: 'one', mime: 'video/webm', takeOver: false })
    expect(device.last()).toEqual({ kind: 'unsupported_format' })
    publisher.begin({ run: 'one', mime, takeOver: false })
    publisher.piece(0, Buffer.from('no picture at all'))
    expect(device.hungUp()).toBe(HUNG_UP.badMedia)
  })
})

describe('six hours', () => {
  it('are enough', async () => {
    const { publisher, hungUp } = await onAir()
    clock.advance(6 * 3_600_000)
    publisher.piece(16, aFragment({ startSec: 4, isKey: true }))
    expect(hungUp()).toBe(HUNG_UP.tooLong)
  })
})

describe('the disk', () => {
  const aRoom = () => ({ leastFree: 0, mostOfOne: Infinity })

  it('that is full keeps a camera from going on air, and ends one that is', async () => {
    const room = aRoom()
    media = aMedia(clock, 'none', { room })
    const { publisher, hungUp } = await onAir('one', 29)
    room.leastFree = Infinity
    for (const [number, bytes] of pieces(32).entries()) publisher.piece(number, bytes)
    await expect.poll(hungUp).toBe(HUNG_UP.diskFull)

    expect(await media.connect('live_2', aLine().line)).toEqual({
      ok: false,
      refusal: { kind: 'no_room', code: HUNG_UP.diskFull },
    })
  })

  it('has so much for one session, also when it goes on after a restart, and not less for another', async () => {
    const { dataDir } = media
    await onAir('one', 3)
    await media.end('live_1')
    const room = { ...aRoom(), mostOfOne: (await media.bytesKept('live_1')) * 2 }
    media = aMedia(clock, 'none', { dataDir, room })
    expect((await onAir('two', 3)).hungUp()).toBeNull()
    await media.close()

    media = aMedia(clock, 'none', { dataDir, room })
    const third = await onAir('three', 4)
    expect(third.hungUp()).toBe(HUNG_UP.tooLarge)
    const again = aLine()
    ;(await connected(again.line)).begin({ run: 'four', mime, takeOver: true })
    expect(again.hungUp()).toBe(HUNG_UP.tooLarge)
    expect(await media.connect('live_2', aLine().line)).toMatchObject({ ok: true })
  })
})

describe('a recording', () => {
  it('is read although its last line is torn: a process died while it wrote', async () => {
    await onAir('one', 3)
    await media.end('live_1')
    appendFileSync(path.join(media.dataDir, 'video/live_1/index.jsonl'), '{"number":3,"na')
    expect(String(await read('recording.m3u8')).match(/#EXTINF/g)).toHaveLength(3)
  })

  it('is all of it, when the session is over, and after the shop began anew', async () => {
    await onAir('one', 3)
    await media.end('live_1')
    const list = String(await read('recording.m3u8'))
    expect(list.match(/#EXTINF/g)).toHaveLength(3)
    expect(list).toContain('#EXT-X-ENDLIST')
    expect(await media.playback('live_1')).toMatchObject({ state: 'recorded' })
    expect(await read('s2.m4s')).toBeInstanceOf(Buffer)
  })
})

describe('an address', () => {
  it('is good for its session, for an hour, and for files that lists name', async () => {
    await onAir()
    const token = await tokenOf()
    expect(await read('live.m3u8', token)).toBeInstanceOf(Buffer)
    for (const name of ['../index.jsonl', 'index.jsonl', 'init1.mp4/..', 's0.m4s%00', 'other.m3u8'])
      expect(await read(name, token)).toBe('file_not_found')
    expect(await media.file({ liveSessionId: 'live_2', token, name: 'live.m3u8' })).toMatchObject({
      refusal: { kind: 'not_signed' },
    })
    expect(await read('live.m3u8', `${token.slice(0, -1)}_`)).toBe('not_signed')
    clock.advance(3_600_001)
    expect(await read('live.m3u8', token)).toBe('not_signed')
  })
})
