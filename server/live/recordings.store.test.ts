import { appendFileSync, existsSync, mkdirSync, readdirSync, utimesSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aLiveRoom, type LiveRoom } from '#tests/make/live-room.ts'
import { aFragment, anInit } from '#tests/make/mp4.ts'
import { aLiveSession } from '#tests/make/selling.ts'

const by = { userId: 'user_operator', name: '平台小陈' }
const LONG_AGO = new Date('2020-03-01T04:00:00Z')

let room: LiveRoom
beforeAll(async () => {
  room = await aLiveRoom()
})
afterAll(() => room.close())

const isOnDisk = (id: string) => existsSync(path.join(room.media.dataDir, 'video', id))

/** A session with two seconds of a picture, ended; `endedAt` in the past if its time is to be over. */
async function broadcast(id: string, endedAt?: Date): Promise<string> {
  await aLiveSession(room.db, {
    id,
    villageId: room.village.id,
    state: 'ended',
    endedAt: endedAt ?? room.clock.now(),
  })
  const line = { say() {}, hangUp() {}, pause() {}, resume() {} }
  const connected = await room.media.connect(id, line)
  if (!connected.ok) throw new Error(connected.refusal.kind)
  connected.value.begin({ run: 'one', mime: 'video/mp4', takeOver: false })
  for (let n = 0; n < 8; n++) {
    const fragment = aFragment({ startSec: n / 4, isKey: n % 4 === 0 })
    connected.value.piece(n, n === 0 ? Buffer.concat([anInit(), fragment]) : fragment)
  }
  await room.media.end(id)
  return id
}

describe('a recording', () => {
  it('is kept for three years from the end of its session, to the day', async () => {
    const id = await broadcast('live_kept', new Date('2024-02-29T04:00:00Z'))
    await room.live.sweepRecordings()
    const recording = await room.live.recording(id)
    expect(recording?.kept).toMatchObject({
      until: '2027-03-01T04:00:00.000Z',
      isHeld: false,
      discardedAt: null,
    })
    expect(recording!.kept!.bytes).toBeGreaterThan(0)
    expect(await room.live.recordings(10)).toContainEqual(expect.objectContaining({ liveSessionId: id }))
  })

  it('is booked when its session ends', async () => {
    await room.live.end(room.liveSession.id)
    expect(await room.live.recording(room.liveSession.id)).toBeNull() // nothing was sent
    const id = await broadcast('live_at_end')
    await room.live.end(id)
    expect((await room.live.recording(id))?.kept).not.toBeNull()
  })

  it('goes when its time is over, files and all, and its row stays', async () => {
    const id = await broadcast('live_old', LONG_AGO)
    await room.live.sweepRecordings() // books it
    expect(isOnDisk(id)).toBe(true)
    await room.live.sweepRecordings()
    expect(isOnDisk(id)).toBe(false)
    expect((await room.live.recording(id))?.kept?.discardedAt).toBe(room.clock.now().toISOString())
    expect(await room.live.setRecordingHold(id, { isOn: true, reason: '来晚了', by })).toMatchObject({
      refusal: { kind: 'recording_discarded' },
    })
  })

  it('stays while it is held, and each hold is written down with who and why', async () => {
    const id = await broadcast('live_held', LONG_AGO)
    await room.live.sweepRecordings()
    const hold = (isOn: boolean, reason: string) => room.live.setRecordingHold(id, { isOn, reason, by })
    await hold(true, '协查 12 号')
    await hold(true, '再点一次')
    await room.live.sweepRecordings()
    expect(isOnDisk(id)).toBe(true)
    await hold(false, '协查结束')
    expect((await room.live.recording(id))?.holds).toMatchObject([
      { isOn: false, reason: '协查结束', byName: by.name },
      { isOn: true, reason: '协查 12 号', byName: by.name },
    ])
    await room.live.sweepRecordings()
    expect(isOnDisk(id)).toBe(false)
  })

  it('of the demo is a film, which may go at any time', async () => {
    const id = await broadcast('live_film')
    await room.live.filmBegins(id)
    await room.live.sweepRecordings()
    expect(await room.live.recording(id)).toBeNull()
    await room.live.discardFilm(id)
    expect(isOnDisk(id)).toBe(false)
    const real = await broadcast('live_no_film')
    await room.live.sweepRecordings()
    await room.live.discardFilm(real)
    expect(isOnDisk(real)).toBe(true)
  })
})

describe('what a node left that died', () => {
  const folderOf = (id: string) => path.join(room.media.dataDir, 'video', id)
  const TORN = '{"number":2,"na'
  const daysAgo = (days: number) => new Date(room.clock.now().getTime() - days * 86_400_000)
  /** Files of no session, all of them last written then. */
  function stray(id: string, names: readonly string[], at: Date): string {
    mkdirSync(folderOf(id), { recursive: true })
    for (const name of names) {
      writeFileSync(path.join(folderOf(id), name), 'x')
      utimesSync(path.join(folderOf(id), name), at, at)
    }
    utimesSync(folderOf(id), at, at)
    return id
  }

  it('is closed and booked when its session is over, and untouched while it may go on elsewhere', async () => {
    const over = await broadcast('live_over', daysAgo(1))
    const justOver = await broadcast('live_just_over')
    const on = await broadcast('live_on_elsewhere')
    await room.db.liveSession.update({ where: { id: on }, data: { state: 'live', endedAt: null } })
    for (const id of [over, justOver, on]) {
      appendFileSync(path.join(folderOf(id), 'index.jsonl'), TORN)
      appendFileSync(path.join(folderOf(id), 's2.m4s'), 'half')
    }
    await room.live.sweepRecordings()
    expect(readdirSync(folderOf(over))).not.toContain('s2.m4s')
    for (const id of [justOver, on]) expect(readdirSync(folderOf(id)), id).toContain('s2.m4s')
    expect((await room.live.recording(over))?.kept?.bytes).toBeGreaterThan(0)
    expect((await room.live.recording(on))?.kept).toBeNull()

    room.clock.advance(11 * 60_000)
    await room.live.sweepRecordings()
    expect(readdirSync(folderOf(justOver))).not.toContain('s2.m4s')
    expect(readdirSync(folderOf(on))).toContain('s2.m4s')
    await room.db.liveSession.update({ where: { id: on }, data: { state: 'ended', endedAt: daysAgo(0) } })
  })

  it('and that no session knows goes only if it can be nobody’s', async () => {
    const BROADCAST = ['init1.mp4', 's0.m4s', 'index.jsonl']
    const gone = [
      stray('live_unknown_old', BROADCAST, daysAgo(3 * 366)),
      stray('live_unknown_empty', [], daysAgo(2)),
      stray('live_unknown_begun', ['init1.mp4', 'poster.jpg.new'], daysAgo(2)),
      stray('rehearsal_unknown', BROADCAST, daysAgo(2)),
    ]
    const kept = [
      stray('live_unknown_new', BROADCAST, daysAgo(3 * 365 - 1)),
      stray('live_unknown_just_begun', ['init1.mp4'], daysAgo(0.5)),
      stray('rehearsal_unknown_today', BROADCAST, daysAgo(0.5)),
      stray('somebodys_own', ['holiday.mp4'], daysAgo(5_000)),
    ]
    writeFileSync(folderOf('a_file'), 'x')
    await room.live.sweepRecordings()
    expect(gone.filter(isOnDisk)).toEqual([])
    expect([...kept, 'a_file'].filter(isOnDisk)).toEqual([...kept, 'a_file'])
  })
})

describe('the database', () => {
  const kept = (liveSessionId: string) => ({ where: { liveSessionId } })

  it('refuses that a recording goes early, is kept for less, or is forgotten', async () => {
    const id = await broadcast('live_guarded')
    await room.live.sweepRecordings()
    const now = new Date()
    await expect(room.db.recording.update({ ...kept(id), data: { discardedAt: now } })).rejects.toThrow(
      /RECORDING_KEPT/,
    )
    await expect(room.db.recording.update({ ...kept(id), data: { keptUntil: now } })).rejects.toThrow(
      /RECORDING_KEPT/,
    )
    await expect(room.db.recording.update({ ...kept(id), data: { isFilm: true } })).rejects.toThrow(
      /RECORDING_KEPT/,
    )
    await expect(room.db.recording.delete(kept(id))).rejects.toThrow(/permission denied|RECORDING_KEPT/)
    const short = await aLiveSession(room.db, {
      id: 'live_short',
      villageId: room.village.id,
      state: 'ended',
    })
    const draft = { liveSessionId: short.id, isFilm: false, bytes: 1, keptUntil: now }
    await expect(room.db.recording.create({ data: draft })).rejects.toThrow(/RECORDING_TOO_SHORT/)
  })

  it('refuses that one which is held goes, and that the log of holds is changed', async () => {
    const id = await broadcast('live_guarded_hold', LONG_AGO)
    await room.live.sweepRecordings()
    await room.live.setRecordingHold(id, { isOn: true, reason: '投诉', by })
    await expect(
      room.db.recording.update({ ...kept(id), data: { discardedAt: new Date() } }),
    ).rejects.toThrow(/RECORDING_KEPT/)
    await expect(room.db.recordingHold.deleteMany({ where: { liveSessionId: id } })).rejects.toThrow(
      /permission denied/,
    )
    await expect(room.db.recordingHold.updateMany({ data: { reason: '别的' } })).rejects.toThrow(
      /permission denied/,
    )
  })
})
