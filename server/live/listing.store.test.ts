import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aLiveRoom, type LiveRoom } from '#tests/make/live-room.ts'
import { aLiveSession } from '#tests/make/selling.ts'

const HOUR_MS = 3_600_000
/** Two began at the same moment. */
const STARTED_HOURS_AGO = [9, 8, 8, 7, 6]

let room: LiveRoom
const ids = (cards: readonly { liveSessionId: string }[]) => cards.map(({ liveSessionId }) => liveSessionId)
const ago = (hours: number) => new Date(room.clock.now().getTime() - hours * HOUR_MS)

beforeAll(async () => {
  room = await aLiveRoom()
  const { db, village } = room
  const { id: _, ...like } = await db.village.findUniqueOrThrow({ where: { id: village.id } })
  await db.village.create({ data: { ...like, id: 'vil_other', key: 'other' } })
  for (const [n, hours] of STARTED_HOURS_AGO.entries()) {
    await aLiveSession(db, {
      ...{ id: `live_past_${n}`, villageId: n === 4 ? 'vil_other' : village.id, state: 'ended' },
      ...{ startsAt: ago(hours), startedAt: ago(hours), endedAt: ago(hours - 1), isCharity: n % 2 === 0 },
    })
    await db.recording.create({
      data: { liveSessionId: `live_past_${n}`, isFilm: false, bytes: 1n, keptUntil: ago(-30_000) },
    })
  }
  for (const [n, isCharity] of [true, false].entries())
    await aLiveSession(db, {
      ...{ id: `live_plan_${n}`, villageId: village.id, state: 'planned', startsAt: ago(-n - 1), isCharity },
    })
})
afterAll(() => room.close())

describe('what is listed', () => {
  it('of replays goes on where the page before ended, with nothing twice and nothing left out', async () => {
    const all = ids(await room.live.recorded(9))
    expect(all).toEqual(['live_past_4', 'live_past_3', 'live_past_2', 'live_past_1', 'live_past_0'])
    const paged: string[] = []
    for (let page = ids(await room.live.recorded(2)); page.length > 0;) {
      paged.push(...page)
      page = ids(await room.live.recorded(2, { before: page.at(-1)! }))
    }
    expect(paged).toEqual(all)
    expect(await room.live.recorded(2, { before: 'live_nowhere' })).toEqual([])
  })

  it('is of a series, of a village, or of both, a page at a time too', async () => {
    expect(ids(await room.live.recorded(9, { isCharity: true }))).toEqual([
      ...['live_past_4', 'live_past_2', 'live_past_0'],
    ])
    expect(ids(await room.live.recorded(9, { isCharity: true, before: 'live_past_2' }))).toEqual([
      'live_past_0',
    ])
    expect(ids(await room.live.recorded(9, { villageId: 'vil_other' }))).toEqual(['live_past_4'])
    expect(ids(await room.live.upcoming(9))).toEqual(['live_plan_0', 'live_plan_1'])
    expect(ids(await room.live.upcoming(9, { isCharity: true }))).toEqual(['live_plan_0'])
    expect(await room.live.upcoming(9, { villageId: 'vil_other' })).toEqual([])
  })
})
