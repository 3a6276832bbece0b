import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createIdentity } from '#server/identity/index.ts'
import { randomIds } from '#server/platform/ids.ts'
import { createRateLimits } from '#server/platform/rate-limits.ts'
import { createRegistry } from '#server/registry/index.ts'
import { aUser } from '#tests/make/identity.ts'
import { aLiveRoom, SECRET, type LiveRoom } from '#tests/make/live-room.ts'
import { aLiveSession } from '#tests/make/selling.ts'
import { createFollows, type Follows } from './index.ts'

const MINUTE = 60_000

let room: LiveRoom
let follows: Follows

function followsHere(): Follows {
  const { db, clock, log, live } = room
  const identity = createIdentity({
    ...{ db, clock, log, ids: randomIds, limits: createRateLimits({ factor: 1 }) },
    env: { APP_SECRET: SECRET, PUBLIC_ORIGIN: 'https://shop.example', DEMO: true },
    onSignedIn: async () => undefined,
  })
  return createFollows({
    ...{ db, clock, live, identity, registry: createRegistry({ db }) },
    origin: 'https://shop.example',
  })
}

function aSession(id: string, startsInMs: number, isOn = false) {
  const { db, clock, village } = room
  const startsAt = new Date(clock.now().getTime() + startsInMs)
  const began = isOn ? { state: 'live', startedAt: clock.now() } : { state: 'planned' }
  return aLiveSession(db, { id, villageId: village.id, startsAt, ...began })
}

const told = () => room.db.smsMessage.findMany({ orderBy: { createdAt: 'asc' } })
const phones = async () => (await told()).map(({ phone }) => phone).toSorted()

const phoneOf = { user_an: '13900000001', user_bo: '13900000002', user_cai: '13900000003' }

beforeEach(async () => {
  room = await aLiveRoom()
  await room.db.liveSession.updateMany({ data: { state: 'ended', endedAt: room.clock.now() } })
  for (const [id, phone] of Object.entries(phoneOf)) await aUser(room.db, { id, phone })
  follows = followsHere()
})
afterEach(() => room.close())

describe('following', () => {
  it('is of a village that there is, once, and ends', async () => {
    const { village, clock } = room
    expect(await follows.follow('user_an', 'village_none')).toMatchObject({
      refusal: { kind: 'village_not_found' },
    })
    await follows.follow('user_an', village.id)
    clock.advance(MINUTE)
    expect(await follows.follow('user_an', village.id)).toMatchObject({ ok: true })
    expect(await follows.followers(village.id)).toBe(1)
    expect(await follows.isFollowing('user_an', village.id)).toBe(true)
    expect(await follows.followedBy('user_an')).toMatchObject([{ key: village.key, name: { zh: '义由村' } }])
    expect(await follows.isFollowing('user_bo', village.id)).toBe(false)

    await follows.unfollow('user_an', village.id)
    expect(await follows.followedBy('user_an')).toEqual([])
  })
})

describe('a reminder', () => {
  it('comes in the language of each', async () => {
    const { village, db } = room
    await db.user.update({ where: { id: 'user_bo' }, data: { locale: 'en' } })
    for (const id of ['user_an', 'user_bo']) await follows.follow(id, village.id)
    const { id } = await aSession('live_evening', 9 * MINUTE)
    await follows.remindDue()
    const texts = new Map((await told()).map(({ phone, text }) => [phone, text]))
    expect(texts.get(phoneOf.user_an)).toMatch(/^【山货】义由村《.+》\d{2}:\d{2} 开播：/)
    expect(texts.get(phoneOf.user_bo)).toMatch(
      /^【Shanhuo】Yiyou: “.+” starts at \d{2}:\d{2} [AP]M, China time: /,
    )
    for (const text of texts.values()) {
      expect(text).toContain(`https://shop.example/live/${id}`)
      expect(text).toContain('https://shop.example/follows')
    }
  })

  it('comes ten minutes before, once on any node, with the way to the room and the way out', async () => {
    const { village, clock } = room
    await follows.follow('user_an', village.id)
    await follows.follow('user_bo', village.id)
    await aSession('live_evening', 11 * MINUTE)
    expect(await follows.remindDue()).toBe(0)

    clock.advance(MINUTE)
    const counts = await Promise.all([follows.remindDue(), followsHere().remindDue()])
    expect(counts[0] + counts[1]).toBe(2)
    expect(await phones()).toEqual([phoneOf.user_an, phoneOf.user_bo])
    expect((await told())[0]!.text).toMatch(
      /义由村《秋蜜开割，现割现卖》\d\d:\d\d 开播：https:\/\/shop\.example\/live\/live_evening .*\/follows$/,
    )
    expect(await follows.remindDue()).toBe(0)
  })

  it('of what began early comes at once, but not to whoever followed while it was on, nor when it is old', async () => {
    const { village, clock } = room
    await follows.follow('user_an', village.id)
    clock.advance(MINUTE)
    await aSession('live_early', 60 * MINUTE, true)
    clock.advance(MINUTE)
    await follows.follow('user_bo', village.id)
    await follows.remindDue()
    expect(await phones()).toEqual([phoneOf.user_an])
    expect((await told())[0]!.text).toContain('已开播')
    await aSession('live_old', -60 * MINUTE)
    expect(await follows.remindDue()).toBe(0)
  })

  it('reaches more followers than are told at once', async () => {
    const { db, village } = room
    const many = Array.from({ length: 120 }, (_, n) => `user_many_${n}`)
    for (const [n, id] of many.entries()) await aUser(db, { id, phone: String(13800000000 + n) })
    for (const id of many) await follows.follow(id, village.id)
    await aSession('live_full', 0)
    expect(await follows.remindDue()).toBe(120)
    expect(new Set(await phones()).size).toBe(120)
  })

  it('comes five times a day at most', async () => {
    const { village, clock } = room
    await follows.follow('user_cai', village.id)
    for (let n = 0; n < 7; n++) {
      await aSession(`live_${n}`, 0)
      await follows.remindDue()
    }
    expect(await told()).toHaveLength(5)
    clock.advance(24 * 60 * MINUTE)
    await aSession('live_next_day', 0)
    expect(await follows.remindDue()).toBe(1)
  })

  it('of a plan that was moved comes again, after word of the move', async () => {
    const { village, clock, live } = room
    await follows.follow('user_an', village.id)
    await aSession('live_evening', 10 * MINUTE)
    await follows.remindDue()
    await follows.follow('user_bo', village.id)
    const later = new Date(clock.now().getTime() + 120 * MINUTE)
    const move = { liveSessionId: 'live_evening', by: { userId: 'user_host', name: '林小满' } }
    await live.movePlan({ ...move, version: 0, startsAt: new Date(later.getTime() + 1) })
    await live.movePlan({ ...move, version: 1, startsAt: later })
    expect(await follows.tellChanged()).toBe(0)

    clock.advance(2 * MINUTE)
    const counts = await Promise.all([follows.tellChanged(), followsHere().tellChanged()])
    expect(counts[0] + counts[1]).toBe(2)
    expect((await told()).at(-1)!.text).toMatch(
      /义由村《秋蜜开割，现割现卖》改到 \d+月\d+日 \d\d:\d\d 开播：https:\/\/shop\.example\/live\/live_evening .*\/follows$/,
    )
    expect(await follows.tellChanged()).toBe(0)
    clock.advance(110 * MINUTE)
    expect(await follows.remindDue()).toBe(2)
    expect(await phones()).toEqual([...Array(3).fill(phoneOf.user_an), ...Array(2).fill(phoneOf.user_bo)])
  })

  it('that was wrong is put right for everybody who had it, and once', async () => {
    const { village, clock, live } = room
    await follows.follow('user_an', village.id)
    for (let n = 0; n < 4; n++) {
      await aSession(`live_${n}`, 0)
      await follows.remindDue()
    }
    await aSession('live_evening', 10 * MINUTE)
    await follows.remindDue()
    const off = { version: 0, by: { userId: 'user_host', name: '林小满' } }
    await live.callOff({ ...off, liveSessionId: 'live_evening' })
    clock.advance(1)
    await follows.follow('user_bo', village.id)
    expect(await follows.tellChanged()).toBe(1)
    expect((await told()).at(-1)!.text).toContain('的直播已取消')
    expect(await follows.tellChanged()).toBe(0)

    // The day's five are used up, and of this they had not heard.
    await aSession('live_night', 120 * MINUTE)
    await live.callOff({ ...off, liveSessionId: 'live_night' })
    clock.advance(MINUTE)
    expect(await follows.tellChanged()).toBe(1)
    expect(await phones()).toEqual([...Array(6).fill(phoneOf.user_an), phoneOf.user_bo])
    // Nobody waits for it any more.
    await aSession('live_past', -60 * MINUTE)
    await live.callOff({ ...off, liveSessionId: 'live_past' })
    expect(await follows.tellChanged()).toBe(0)
  })

  it('is booked for good', async () => {
    const { db, village } = room
    await follows.follow('user_an', village.id)
    await aSession('live_booked', 0)
    await follows.remindDue()
    await expect(db.followReminder.deleteMany({})).rejects.toThrow(/denied/)
  })
})
