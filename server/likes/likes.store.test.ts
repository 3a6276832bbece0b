import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { randomIds } from '#server/platform/ids.ts'
import { openNodeBus } from '#server/platform/node-bus-lines.ts'
import { noOtherNodes, type NodeBus } from '#server/platform/node-bus.ts'
import { aLiveRoom, SECRET, type LiveRoom } from '#tests/make/live-room.ts'
import { aLiveSession } from '#tests/make/selling.ts'
import { createLikes, type Likes } from './index.ts'

let room: LiveRoom
let likes: Likes
let liveSessionId: string

function openLikes(bus: NodeBus = noOtherNodes): Likes {
  const { db, clock, log } = room
  return createLikes({ db, clock, log, bus })
}

beforeEach(async () => {
  room = await aLiveRoom()
  liveSessionId = room.liveSession.id
  likes = openLikes()
})
afterEach(async () => {
  likes.close()
  await room.close()
})

const rows = () => room.db.liveLike.findMany({ orderBy: { personId: 'asc' } })
const liked = { ok: true, value: null }

describe('a like', () => {
  it('is one of a person, however often they tap, on however many of their devices', async () => {
    const { flashSale } = room
    await flashSale.mergeBuyer('vis_tablet', 'user_an')
    const taps = Array.from({ length: 30 }, () => likes.like(liveSessionId, 'vis_phone'))
    expect(await Promise.all(taps)).toEqual(taps.map(() => liked))
    await flashSale.mergeBuyer('vis_phone', 'user_an')
    expect(await likes.viewFor(liveSessionId, 'vis_phone')).toEqual({ likes: 1, isOwn: true })
    expect(await likes.like(liveSessionId, 'vis_phone')).toEqual(liked)
    expect(await rows()).toMatchObject([{ personId: 'vis_phone' }])

    await likes.like(liveSessionId, 'vis_tablet')
    await flashSale.mergeBuyer('vis_new', 'user_an')
    expect(await likes.viewFor(liveSessionId, 'vis_new')).toEqual({ likes: 2, isOwn: true })
    await likes.like(liveSessionId, 'vis_new')
    expect(await rows()).toMatchObject([{ personId: 'user_an' }, { personId: 'vis_phone' }])
  })

  it('is counted once when nodes hear of it at the same moment', async () => {
    const [here, there] = [openLikes(), openLikes()]
    const people = Array.from({ length: 200 }, (_, n) => `vis_${n}`)
    await Promise.all(
      [...people, ...people.toReversed()].map((who, n) => (n % 2 ? here : there).like(liveSessionId, who)),
    )
    expect(await likes.count(liveSessionId)).toBe(200)
    here.close()
    there.close()
  })

  it('is of a session that is on the air, and of none else', async () => {
    const { db, village, clock } = room
    const no = { ok: false, refusal: { kind: 'live_session_not_live' } }
    const planned = await aLiveSession(db, { id: 'live_later', villageId: village.id, state: 'planned' })
    const answers = await Promise.all(
      ['live_none', planned.id, liveSessionId].map((id) => likes.like(id, 'vis_a')),
    )
    expect(answers).toEqual([no, no, liked])
    await db.liveSession.update({
      where: { id: liveSessionId },
      data: { state: 'ended', endedAt: clock.now() },
    })
    expect(await likes.like(liveSessionId, 'vis_b')).toEqual(no)
    expect(await likes.viewFor(liveSessionId, 'vis_a')).toEqual({ likes: 1, isOwn: true })
  })

  it('is refused by the database where it may not be, and stays for good', async () => {
    const { db, village, clock } = room
    const planned = await aLiveSession(db, { id: 'live_later', villageId: village.id, state: 'planned' })
    const like = { liveSessionId: planned.id, personId: 'vis_a', likedAt: clock.now() }
    await expect(db.liveLike.create({ data: like })).rejects.toThrow(/LIKE_NOT_LIVE/)
    await likes.like(liveSessionId, 'vis_a')
    await expect(db.liveLike.deleteMany({})).rejects.toThrow(/denied/)
    await expect(db.liveLike.updateMany({ data: { personId: 'vis_b' } })).rejects.toThrow(/denied/)
  })
})

it('other nodes hear that there are more, and count anew', async () => {
  const env = { DATABASE_URL: room.databaseUrl, APP_SECRET: SECRET }
  const open = () => openNodeBus({ env, ids: randomIds, log: room.log })
  const buses = [open(), open()]
  const [here, there] = buses.map(openLikes) as [Likes, Likes]
  expect(await there.count(liveSessionId)).toBe(0)
  const isHeard = new Promise<string>((resolve) => void there.onChanged(resolve))
  await here.like(liveSessionId, 'vis_a')
  expect(await isHeard).toBe(liveSessionId)
  expect(await there.count(liveSessionId)).toBe(1)
  for (const node of [here, there]) node.close()
  await Promise.all(buses.map((bus) => bus.close()))
})
