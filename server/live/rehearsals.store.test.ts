import { existsSync } from 'node:fs'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { HoldView } from '#shared/flash-sale.ts'
import { fen } from '#shared/money.ts'
import { isOfRehearsal } from '#shared/rehearsal-room.ts'
import type { Actor } from '#shared/roles.ts'
import { rehearsalBuyerId } from '#server/live/index.ts'
import { aLiveRoom, SECRETARY, visitor, type LiveRoom } from '#tests/make/live-room.ts'
import { aFragment, anInit } from '#tests/make/mp4.ts'

const HOST = 'user_host'
const by = { userId: HOST, name: '林小满' }
const HOUR_MS = 3_600_000

let room: LiveRoom
let plan: string
beforeEach(async () => {
  room = await aLiveRoom({ stock: 4 })
  await room.live.end(room.liveSession.id)
  plan = await aPlan()
})
afterEach(async () => {
  expect(await room.broken()).toEqual([])
  await room.close()
})

/** With one product in the show and one sale in the queue. */
async function aPlan({ title = '明天早上开割', startsAt = room.clock.now() } = {}): Promise<string> {
  const planned = await room.live.plan({
    villageId: room.village.id,
    ...{ hostUserId: HOST, hostName: { zh: '林小满', en: 'Lin Xiaoman' }, title: { zh: title, en: title } },
    ...{ picture: 'village-yiyou', startsAt },
  })
  if (!planned.ok) throw new Error(planned.refusal.kind)
  const { liveSessionId } = planned.value
  await room.live.addItem(liveSessionId, room.product.id)
  const { variant, flashSale } = room
  const terms = { variantId: variant.id, priceFen: 4900, total: 3, perBuyerLimit: 2, durationSec: 300 }
  expect(await flashSale.draft(liveSessionId, terms)).toMatchObject({ ok: true })
  return liveSessionId
}

async function rehearse(of = plan, userId = HOST): Promise<string> {
  const made = await room.live.rehearse(of, userId)
  if (!made.ok) throw new Error(made.refusal.kind)
  return made.value.liveSessionId
}

/** On the air, its sale open. */
async function onStage() {
  const id = await rehearse()
  expect(await room.live.start(id, HOST)).toMatchObject({ ok: true })
  const [sale] = await room.flashSale.salesOfSession(id)
  expect(await room.flashSale.open(sale!.saleId)).toMatchObject({ ok: true })
  return { id, saleId: sale!.saleId }
}

async function held(saleId: string, buyerId: string): Promise<HoldView> {
  const answer = await room.claim(buyerId, { saleId })
  if (!answer.ok) throw new Error(answer.refusal.kind)
  return answer.value
}

const stock = () => room.db.stock.findMany({ orderBy: { id: 'asc' } })

describe('a rehearsal', () => {
  it('is where the key of its plan leads, while it is on the air', async () => {
    const { live } = room
    const made = await live.renewStreamKey(plan)
    const streamKey = made.ok ? made.value.streamKey : ''
    const leadsTo = () => live.streamOf(streamKey)
    expect(await leadsTo()).toMatchObject({ liveSessionId: plan, state: 'planned' })
    const id = await rehearse()
    expect(await leadsTo()).toMatchObject({ liveSessionId: plan, state: 'planned' })
    await live.start(id, HOST)
    expect(await leadsTo()).toMatchObject({ liveSessionId: id, state: 'live', mayTakeOver: false })
    await live.letStreamTakeOver(plan)
    expect(await leadsTo()).toMatchObject({ liveSessionId: id, mayTakeOver: true })
    await live.end(id)
    expect(await leadsTo()).toMatchObject({ liveSessionId: plan, state: 'planned' })
  })

  it('is the plan once more, needs no verified host, and presses through without touching any stock', async () => {
    const { live, flashSale } = room
    // Nothing is left of the lot, which is nothing to a rehearsal.
    await room.db.$executeRaw`update catalog_stock set on_hand = allotted`
    const before = await stock()
    const { id, saleId } = await onStage()

    expect((await live.show(id)).map(({ productSlug }) => productSlug)).toEqual(['wild-honey'])
    expect(await flashSale.sale(saleId)).toMatchObject({ kind: 'rehearsal', priceFen: 4900, left: 3 })
    const [item] = await live.show(id)
    await live.pin(id, { act: 'pin', itemId: item!.itemId, version: 0 }, by)
    for (const at of [0, 1, 2]) await held(saleId, rehearsalBuyerId(id, at))
    expect(await room.claim(rehearsalBuyerId(id, 3), { saleId })).toMatchObject({ ok: false })
    expect(
      await flashSale.wait(rehearsalBuyerId(id, 3), { saleId, quantity: 1, claimKey: crypto.randomUUID() }),
    ).toMatchObject({ ok: true, value: { kind: 'waiting' } })
    // More than there is of it in earnest; whoever waits is offered one.
    expect(await flashSale.restock(saleId, 20)).toMatchObject({ ok: true, value: { left: 19 } })
    expect(await flashSale.takeBack(saleId, 5)).toMatchObject({ ok: true, value: { left: 14 } })
    expect(await flashSale.stopSession(id, '林小满')).toHaveLength(1)
    await flashSale.resumeSession(id)
    await live.pin(id, { act: 'sold-out', itemId: item!.itemId, version: 1 }, by)
    await live.end(id)
    room.clock.advance(HOUR_MS)
    await flashSale.expireHolds(100)

    expect(await stock()).toEqual(before)
    expect(await flashSale.sale(saleId)).toMatchObject({ state: 'ended', held: 0, sold: 0 })
  })

  it('has a practice sale of each product that is shown and not queued yet', async () => {
    const drafts = await room.flashSale.salesOfSession(plan)
    for (const { saleId } of drafts) await room.flashSale.remove(saleId)
    const sales = await room.flashSale.salesOfSession(await rehearse())
    expect(sales).toMatchObject([{ variantId: room.variant.id, priceFen: 6800, total: 10, state: 'draft' }])
  })

  it('says afterwards which commands were given, and leaves no picture', async () => {
    const { live } = room
    const { id } = await onStage()
    const [item] = await live.show(id)
    await live.pin(id, { act: 'pin', itemId: item!.itemId, version: 0 }, by)
    const connected = await room.media.connect(id, { say() {}, hangUp() {}, pause() {}, resume() {} })
    if (!connected.ok) throw new Error(connected.refusal.kind)
    connected.value.begin({ run: 'one', mime: 'video/mp4', takeOver: false })
    for (let n = 0; n < 8; n++) {
      const fragment = aFragment({ startSec: n / 4, isKey: n % 4 === 0 })
      connected.value.piece(n, n === 0 ? Buffer.concat([anInit(), fragment]) : fragment)
    }
    await expect.poll(() => room.media.bytesKept(id)).toBeGreaterThan(0)
    await live.end(id)

    const tried = (await live.triedIn(id))!.filter(({ done }) => done)
    expect(tried.map(({ what }) => what)).toEqual(['session:pin'])
    expect(existsSync(path.join(room.media.dataDir, 'video', id))).toBe(false)
    expect(await live.triedIn(plan)).toBeNull()
  })
})

describe('nothing of a rehearsal', () => {
  it('can be paid for, whatever asks', async () => {
    const { db, flashSale } = room
    const { id, saleId } = await onStage()
    const { holdId } = await held(saleId, 'vis_a')
    expect(isOfRehearsal(holdId)).toBe(true)
    const doors = { phoneKey: 'phone', addressKey: 'address' }
    expect(
      await db.$transaction((tx) => flashSale.beginPayment(tx, { holdId, buyerId: 'vis_a', ...doors })),
    ).toMatchObject({ refusal: { kind: 'rehearsal' } })

    const refused = /rehearsal_unpaid/
    await expect(db.$transaction((tx) => flashSale.sell(tx, [holdId]))).rejects.toThrow(refused)
    for (const state of ['paying', 'paid'])
      await expect(db.hold.update({ where: { id: holdId }, data: { state } })).rejects.toThrow(refused)
    await expect(db.flashSale.update({ where: { id: saleId }, data: { sold: 1 } })).rejects.toThrow(refused)
    for (const order of [
      { holdId, liveSessionId: null },
      { holdId: 'hold_else', liveSessionId: id },
    ])
      await expect(anOrder(order)).rejects.toThrow('checkout_order_not_rehearsal')
    // Nor does it pass for a sale by another name.
    await expect(db.flashSale.update({ where: { id: saleId }, data: { kind: 'flash' } })).rejects.toThrow(
      'flash_sale_rehearsal_named',
    )
    await expect(db.liveSession.update({ where: { id }, data: { rehearsalOf: null } })).rejects.toThrow(
      'live_session_rehearsal_named',
    )
  })

  it('is in a list, a report or the news of the shop', async () => {
    const { live, liveReports, flashSale, village, clock } = room
    const begun = (await live.begun(10)).length
    const { id, saleId } = await onStage()
    await held(saleId, 'vis_a')
    liveReports.came(id, 'vis_a')
    liveReports.asked(saleId, await room.claim('vis_b', { saleId }))
    await liveReports.sample(() => ['vis_a'])

    expect(await live.liveNow()).toEqual([])
    expect((await live.upcoming(10)).map(({ liveSessionId }) => liveSessionId)).toEqual([plan])
    expect(await live.todayOf(village.id)).toMatchObject({ liveSessionId: plan })
    expect(await live.card(id)).toBeNull()
    expect(await live.recording(id)).toBeNull()
    expect(await live.recordings(10)).toEqual([])
    expect(await liveReports.heat(id)).toBeNull()
    expect(await flashSale.unpaidOf('vis_a')).toEqual({ holds: [], expectsMore: false })
    expect((await flashSale.lotsOnSale([room.lot.id])).get(room.lot.id)).toMatchObject({
      running: 1,
      held: 0,
    })
    expect(await live.saleLog(saleId, { from: 1, limit: 10 })).toBeNull()
    clock.advance(HOUR_MS)
    await live.end(id)
    await flashSale.expireHolds(100)

    expect(await live.begun(10)).toHaveLength(begun)
    expect(await live.recorded(10)).toEqual([])
    expect(await liveReports.report(id)).toBeNull()
    expect(await liveReports.pastOf(village.id, 10)).toHaveLength(begun)
    // Holds that ran out in it count against nobody.
    expect(await room.db.lapse.count()).toBe(0)
  })

  it('is left in the chats of the village', async () => {
    const { live, db } = room
    const { id } = await onStage()
    const say = (liveSessionId: string) =>
      live.say({ liveSessionId, buyerId: 'vis_a', author: '山友·a', isHost: false, text: '便宜点' })
    expect(await live.moderate(id, { act: 'block', word: '便宜' }, by)).toMatchObject({ ok: true })
    expect(await say(id)).toMatchObject({ ok: true, value: { state: 'held' } })
    await live.end(id)
    await db.liveSession.update({
      where: { id: room.liveSession.id },
      data: { state: 'live', endedAt: null },
    })
    const said = await say(room.liveSession.id)
    expect(said.ok && said.value.state).not.toBe('held')
  })

  it('gets into what is told, counted, won or complained of, by whichever road', async () => {
    const { db, clock } = room
    const id = await rehearse()
    const at = clock.now()
    await expect(
      db.complaint.create({
        data: { id: 'c', liveSessionId: id, buyerId: 'vis_a', kind: 'other', text: '彩排也投诉', at },
      }),
    ).rejects.toThrow('live_complaint_not_rehearsal')
    await expect(
      db.recording.create({ data: { liveSessionId: id, isFilm: true, bytes: 1n, keptUntil: at } }),
    ).rejects.toThrow('live_recording_not_rehearsal')
    await expect(
      db.$executeRaw`insert into live_report_minute values (${id}, ${at}, 'node', 1, 1)`,
    ).rejects.toThrow('live_report_minute_not_rehearsal')
    expect(
      await room.luckyDraws.offer(
        id,
        { prize: '蜂蜜', prizes: 1, valueFen: fen(100), giver: '村里', minutes: 1 },
        by,
      ),
    ).toMatchObject({ refusal: { kind: 'live_session_not_live' } })
    await expect(
      db.liveSession.create({
        data: {
          ...(await db.liveSession.findUniqueOrThrow({ where: { id } })),
          id: 'rehearsal_twice',
          rehearsalOf: id,
        },
      }),
    ).rejects.toThrow('live_session_rehearsal_of_a_session')
  })
})

async function anOrder(of: { holdId: string; liveSessionId: string | null }) {
  const address = {
    recipientName: '王小明',
    phone: '13800000000',
    province: '福建省',
    city: '福州市',
    district: '鼓楼区',
    street: '东街口 1 号',
  }
  return room.db.order.create({
    data: {
      ...address,
      ...of,
      ...{ id: 'order_a', number: 'A', buyerId: 'vis_a', state: 'awaiting_payment', locale: 'zh-CN' },
      ...{
        subtotalFen: 4900n,
        freightFen: 0n,
        totalFen: 4900n,
        ruleVersionId: crypto.randomUUID(),
        createdAt: room.clock.now(),
      },
    },
  })
}

describe('the room of a rehearsal', () => {
  const helper: Actor = {
    userId: 'user_wang',
    name: '小王',
    phone: null,
    memberships: [{ role: 'chat_assistant', organisationId: null, villageId: null, liveSessionId: '' }],
  }
  const helps = (liveSessionId: string): Actor => ({
    ...helper,
    memberships: helper.memberships.map((one) => ({ ...one, liveSessionId })),
  })

  it('is not there for strangers, and buys nothing for them; who runs the session and its own buyers come in', async () => {
    const { id, saleId } = await onStage()
    room.actors.set('session=helper', helps(plan))
    room.actors.set('session=elsewhere', helps('live_else'))
    const ask = async (cookie: string) => {
      const client = room.connect(cookie)
      const joined = await client.emitWithAck('room:join', { liveSessionId: id })
      const seen = await client.emitWithAck('room:snapshot', { liveSessionId: id })
      const claimed = await client.emitWithAck('claim:create', {
        ...{ saleId, quantity: 1, claimKey: crypto.randomUUID() },
      })
      const said = await client.emitWithAck('chat:send', { liveSessionId: id, text: '有人吗' })
      return { joined, seen, claimed, said }
    }
    const room404 = { ok: false, refusal: { kind: 'room_not_found' } }

    for (const cookie of [
      visitor('vis_stranger'),
      visitor('rehearsal_other_1'),
      visitor(`demo_${id}_1`),
      `${visitor('vis_elsewhere')}; session=elsewhere`,
    ])
      expect(await ask(cookie)).toEqual({
        joined: room404,
        seen: room404,
        claimed: { ok: false, refusal: { kind: 'sale_not_found' } },
        said: room404,
      })
    for (const cookie of [
      visitor(rehearsalBuyerId(id, 1)),
      `${visitor('vis_helper')}; session=helper`,
      `${visitor('vis_host')}; ${SECRETARY}`,
    ])
      expect(await ask(cookie)).toMatchObject({
        ...{ joined: { ok: true }, seen: { ok: true }, claimed: { ok: true }, said: { ok: true } },
      })
    expect(await room.live.cardOrRehearsal('rehearsal_nowhere')).toBeNull()
  })
})

describe('rehearsing', () => {
  it('is repeated as often as wanted, one at a time; what was not begun makes room', async () => {
    const { live } = room
    const first = await rehearse()
    const second = await rehearse()
    expect((await live.cardOrRehearsal(first))!.state).toBe('ended')
    await live.start(second, HOST)
    expect(await rehearse()).toBe(second)
    expect(await live.rehearse(await aPlanAfter(), HOST)).toMatchObject({
      refusal: { kind: 'rehearsal_on_air' },
    })
    await live.end(second)
    expect(await rehearse()).not.toBe(second)
    expect(await live.rehearse(second, HOST)).toMatchObject({ refusal: { kind: 'room_not_found' } })
  })
  const aPlanAfter = async () => {
    await room.flashSale.remove((await room.flashSale.salesOfSession(plan))[0]!.saleId)
    return aPlan({ title: '后天', startsAt: new Date(room.clock.now().getTime() + 48 * 3_600_000) })
  }

  it('and a real session are never on together', async () => {
    const { live } = room
    const real = room.liveSession.id
    await room.db.liveSession.update({ where: { id: real }, data: { state: 'live', endedAt: null } })
    expect(await live.rehearse(plan, HOST)).toMatchObject({ refusal: { kind: 'session_on_air' } })
    await live.end(real)
    const { id } = await onStage()
    expect(await live.start(plan, HOST)).toMatchObject({ refusal: { kind: 'rehearsal_on_air' } })
    await expect(
      room.db.liveSession.update({ where: { id: real }, data: { state: 'live', endedAt: null } }),
    ).rejects.toThrow()
    await live.end(id)
    expect(await live.start(plan, 'user_other')).toMatchObject({ refusal: { kind: 'not_the_host' } })
  })

  it('that somebody forgot ends by itself after three hours', async () => {
    const { live, clock } = room
    const { id } = await onStage()
    clock.advance(2.9 * HOUR_MS)
    await live.endOldRehearsals()
    expect((await live.cardOrRehearsal(id))!.state).toBe('live')
    clock.advance(0.2 * HOUR_MS)
    await live.endOldRehearsals()
    expect((await live.cardOrRehearsal(id))!.state).toBe('ended')
  })
})
