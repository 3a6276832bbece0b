import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { MINUTE_MS } from '#shared/plans.ts'
import { aLiveRoom, type LiveRoom } from '#tests/make/live-room.ts'

const HOUR = 60 * MINUTE_MS
const by = { userId: 'user_host', name: '林小满' }

let room: LiveRoom
const allotted = async () => (await room.db.stock.findMany()).reduce((sum, one) => sum + one.allotted, 0)

const inMs = (ms: number) => new Date(room.clock.now().getTime() + ms)
const draft = (startsAt: Date) => ({
  villageId: room.village.id,
  hostUserId: by.userId,
  hostName: { zh: by.name, en: 'Lin Xiaoman' },
  title: { zh: '头茬春笋', en: 'First shoots' },
  picture: 'village-yiyou',
  startsAt,
  declared: { operatorId: room.cooperative.id, isCharity: false, isAiPersona: false },
})
async function aPlan(startsAt: Date) {
  const planned = await room.live.plan(draft(startsAt))
  if (!planned.ok) throw new Error(planned.refusal.kind)
  return planned.value
}
const kinds = (answers: readonly ({ ok: true } | { ok: false; refusal: { kind: string } })[]) =>
  answers.map((answer) => (answer.ok ? 'done' : answer.refusal.kind)).toSorted()
const changes = () => room.db.planChange.findMany({ orderBy: { version: 'asc' } })
const ids = (cards: readonly { liveSessionId: string }[]) => cards.map(({ liveSessionId }) => liveSessionId)

beforeEach(async () => {
  room = await aLiveRoom()
  await room.live.end(room.liveSession.id)
})
afterEach(() => room.close())

describe('plans of a village', () => {
  it('are an hour apart, also when two are made at once', async () => {
    const first = await aPlan(inMs(2 * HOUR))
    expect(await room.live.plan(draft(inMs(3 * HOUR - 1)))).toMatchObject({
      refusal: { kind: 'plan_too_close' },
    })
    const later = await aPlan(inMs(3 * HOUR))
    const atOnce = await Promise.all([0, 1, 2, 3].map((n) => room.live.plan(draft(inMs(9 * HOUR + n)))))
    expect(kinds(atOnce)).toEqual(['done', 'plan_too_close', 'plan_too_close', 'plan_too_close'])
    expect(ids(await room.live.plansOf(room.village.id)).slice(0, 2)).toEqual([
      first.liveSessionId,
      later.liveSessionId,
    ])
    expect(await room.live.todayOf(room.village.id)).toMatchObject({ liveSessionId: first.liveSessionId })
  })

  it('lapse when their time is over: nobody is told of them, they block nothing and can still begin', async () => {
    const plan = await aPlan(inMs(0))
    room.clock.advance(2 * HOUR)
    expect(ids(await room.live.upcoming(9))).toEqual([])
    expect(ids(await room.live.lapsed(9))).toEqual([plan.liveSessionId])
    expect(await room.live.todayOf(room.village.id)).toBeNull()
    expect(ids(await room.live.plansOf(room.village.id))).toEqual([plan.liveSessionId])
    const next = await aPlan(inMs(0))
    expect(await room.live.todayOf(room.village.id)).toMatchObject({ liveSessionId: next.liveSessionId })
    expect(await room.live.start(plan.liveSessionId, by.userId)).toMatchObject({ ok: true })
  })
})

describe('a plan', () => {
  it('is moved by whoever saw it as it stands, and not too close to another', async () => {
    const { liveSessionId, startsAt, planVersion } = await aPlan(inMs(2 * HOUR))
    const other = await aPlan(inMs(24 * HOUR))
    const seen = { liveSessionId, version: planVersion, by }
    expect(await room.live.movePlan({ ...seen, startsAt: new Date(other.startsAt) })).toMatchObject({
      refusal: { kind: 'plan_too_close' },
    })
    // By less than an hour: it is not too close to itself.
    const moved = await Promise.all(
      [130, 140].map((minutes) => room.live.movePlan({ ...seen, startsAt: inMs(minutes * MINUTE_MS) })),
    )
    expect(kinds(moved)).toEqual(['done', 'plan_changed'])
    const stands = (await room.live.card(liveSessionId))!
    expect(stands.planVersion).toBe(1)
    expect(await changes()).toEqual([
      {
        ...{ liveSessionId, version: 1, at: room.clock.now(), byUserId: by.userId, byName: by.name },
        ...{ wasAt: new Date(startsAt), movedTo: new Date(stands.startsAt) },
      },
    ])
    await expect(room.db.planChange.updateMany({ data: { byName: '别人' } })).rejects.toThrow(/denied/)
  })

  it('is called off with its sales, which give their stock back; its page stays', async () => {
    const before = await allotted()
    const { liveSessionId } = await aPlan(inMs(2 * HOUR))
    const terms = {
      variantId: room.variant.id,
      priceFen: 4_900,
      total: 2,
      perBuyerLimit: 1,
      durationSec: 600,
    }
    expect(await room.flashSale.draft(liveSessionId, terms)).toMatchObject({ ok: true })
    expect(await allotted()).toBe(before + 2)

    expect(await room.live.callOff({ liveSessionId, version: 0, by })).toMatchObject({
      value: { state: 'called_off', planVersion: 1 },
    })
    expect(await allotted()).toBe(before)
    expect(await room.flashSale.draft(liveSessionId, terms)).toMatchObject({ ok: false })
    expect(await room.live.snapshot(liveSessionId, 'vis_a')).toMatchObject({ state: 'called_off', sales: [] })
    expect(ids(await room.live.upcoming(9))).toEqual([])
    expect(ids(await room.live.calledOff(9))).toEqual([liveSessionId])
    // Its time is free, and it stays as it is.
    await aPlan(inMs(2 * HOUR))
    expect(await room.live.callOff({ liveSessionId, version: 1, by })).toMatchObject({
      refusal: { kind: 'wrong_state', state: 'called_off' },
    })
    for (const answer of [
      await room.live.start(liveSessionId, by.userId),
      await room.live.movePlan({ liveSessionId, version: 1, by, startsAt: inMs(50 * HOUR) }),
      await room.live.declare(liveSessionId, draft(inMs(0)).declared),
      await room.live.renewStreamKey(liveSessionId),
    ])
      expect(answer).toMatchObject({ refusal: { kind: 'wrong_state', state: 'called_off' } })
    expect(await room.live.rehearse(liveSessionId, by.userId)).toMatchObject({
      refusal: { kind: 'not_planned' },
    })
  })

  it('either begins or is called off, and is neither moved nor called off on the air', async () => {
    for (let n = 0; n < 5; n++) {
      const { liveSessionId } = await aPlan(inMs(0))
      const seen = { liveSessionId, version: 0, by }
      const [started, calledOff] = await Promise.all([
        room.live.start(liveSessionId, by.userId),
        room.live.callOff(seen),
      ])
      expect([started.ok, calledOff.ok].filter(Boolean)).toHaveLength(1)
      if (calledOff.ok) continue
      expect(calledOff).toMatchObject({ refusal: { kind: 'wrong_state', state: 'live' } })
      expect(await room.live.movePlan({ ...seen, startsAt: inMs(HOUR) })).toMatchObject({
        refusal: { kind: 'wrong_state', state: 'live' },
      })
      await room.live.end(liveSessionId)
    }
  })

  it('of a rehearsal is none', async () => {
    const plan = await aPlan(inMs(0))
    const rehearsal = await room.live.rehearse(plan.liveSessionId, by.userId)
    if (!rehearsal.ok) throw new Error(rehearsal.refusal.kind)
    const seen = { ...rehearsal.value, version: 0, by }
    for (const answer of [
      await room.live.callOff(seen),
      await room.live.movePlan({ ...seen, startsAt: inMs(HOUR) }),
    ])
      expect(answer).toMatchObject({ refusal: { kind: 'room_not_found' } })
  })
})
