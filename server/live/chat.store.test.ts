import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ChatAct } from '#shared/chat.ts'
import { createCatalog } from '#server/catalog/index.ts'
import { createGuard } from '#server/guard/index.ts'
import { randomIds } from '#server/platform/ids.ts'
import { noOtherNodes } from '#server/platform/node-bus.ts'
import { fen } from '#shared/money.ts'
import { aMedia } from '#tests/make/media.ts'
import { aSaleCounter, type SaleCounter } from '#tests/make/sale-counter.ts'
import { aLiveSession } from '#tests/make/selling.ts'
import { createLiveSessions, type LiveSessions } from './index.ts'

let counter: SaleCounter
let live: LiveSessions
let liveSessionId: string
const host = { userId: 'user_host', name: '林小满' }

const openLive = () =>
  createLiveSessions({
    ...{ db: counter.db, clock: counter.clock, ids: randomIds, log: counter.log, bus: noOtherNodes },
    catalog: createCatalog({ db: counter.db }),
    flashSale: counter.flashSale,
    guard: createGuard({ clock: counter.clock, secret: 'a-secret-of-thirty-two-characters!' }),
    revenueShare: { preview: async () => ({ legs: [] }), netFor: async () => fen(0) },
    media: aMedia(counter.clock),
  })

beforeEach(async () => {
  counter = await aSaleCounter()
  live = openLive()
  liveSessionId = counter.liveSession.id
})
afterEach(async () => {
  live.close()
  await counter.close()
})

const say = (buyerId: string, text: string) =>
  live.say({ liveSessionId, buyerId, author: `山友·${buyerId.slice(-1)}`, isHost: false, text })
const sayAsHost = (text: string, replyTo?: string) =>
  live.say({ liveSessionId, buyerId: 'vis_host', author: '林小满', isHost: true, text, replyTo })
const act = (asked: ChatAct) => live.moderate(liveSessionId, asked, host)
const seenBy = async (buyerId: string) => (await live.snapshot(liveSessionId, buyerId))!
async function said(buyerId: string, text: string): Promise<string> {
  const answer = await say(buyerId, text)
  if (!answer.ok) throw new Error(answer.refusal.kind)
  // No two in the same millisecond.
  counter.clock.advance(1)
  return answer.value.id
}
const acts = () => counter.db.chatAct.findMany({ orderBy: { id: 'asc' } })

describe('a chat with its host', () => {
  it('hides a message from all who come, quotes of it too, and shows it again', async () => {
    const messageId = await said('vis_a', '假货')
    await sayAsHost('不是的，有检测报告', messageId)
    expect((await seenBy('vis_b')).chat[1]).toMatchObject({ reply: { author: '山友·a', text: '假货' } })

    expect(await act({ act: 'hide', messageId })).toMatchObject({
      value: { aside: [{ id: messageId, why: 'hidden', text: '假货' }] },
    })
    const after = await seenBy('vis_a')
    expect(after.chat.map(({ text }) => text)).toEqual(['不是的，有检测报告'])
    expect(after.chat[0]).not.toHaveProperty('reply')
    expect(after.chatHidden).toEqual([messageId])
    await act({ act: 'hide', messageId })
    expect(await act({ act: 'show', messageId })).toMatchObject({ value: { aside: [] } })
    expect((await seenBy('vis_b')).chat.map(({ id }) => id)[0]).toBe(messageId)
    expect((await seenBy('vis_b')).chatHidden).toEqual([])
    expect(await acts()).toMatchObject([
      { about: 'hidden', isOn: true, messageId, byUserId: 'user_host', byName: '林小满' },
      { about: 'hidden', isOn: false, messageId },
    ])
  })

  it('holds a message with a word of the platform’s or the village’s, which its author alone sees', async () => {
    await act({ act: 'block', word: '假货' })
    const [first, second] = [await said('vis_a', '假 货！'), await said('vis_b', '加微信便宜')]
    expect((await seenBy('vis_a')).chat).toMatchObject([{ id: first, state: 'held' }])
    expect((await seenBy('vis_b')).chat).toMatchObject([{ id: second, state: 'held' }])
    expect((await seenBy('vis_c')).chat).toEqual([])
    const desk = await live.hostChat(liveSessionId)
    expect(desk).toMatchObject({
      words: ['假货'],
      aside: [
        { id: first, why: 'held', word: '假货' },
        { id: second, why: 'held', word: '加微信' },
      ],
    })

    await act({ act: 'pass', messageId: first })
    await act({ act: 'refuse', messageId: second })
    expect((await seenBy('vis_c')).chat.map(({ id, state }) => [id, state])).toEqual([[first, undefined]])
    expect((await seenBy('vis_b')).chat.map(({ id, state }) => [id, state])).toEqual([
      [second, 'refused'],
      [first, undefined],
    ])
    expect(await act({ act: 'pass', messageId: first })).toMatchObject({ ok: true, value: { aside: [] } })
    expect(await act({ act: 'refuse', messageId: first })).toMatchObject({
      refusal: { kind: 'already_reviewed' },
    })
    await act({ act: 'free', word: '假货' })
    expect(await say('vis_a', '假货')).not.toMatchObject({ value: { state: 'held' } })
  })

  it('decides a held message once, whichever of two hosts is first', async () => {
    const messageId = await said('vis_a', '刷单吗')
    const answers = await Promise.all(
      [act, act, act, act].map((ask, at) => ask({ act: at % 2 ? 'pass' : 'refuse', messageId })),
    )
    const reviews = (await acts()).filter(({ about }) => about === 'review')
    expect(reviews).toHaveLength(1)
    expect(answers.filter(({ ok }) => ok).length).toBeGreaterThan(0)
  })

  it('mutes for a time, and says until when', async () => {
    const messageId = await said('vis_a', '垃圾')
    const muted = await act({ act: 'mute', messageId, span: '5m' })
    const until = new Date(counter.clock.now().getTime() + 300_000).toISOString()
    expect(await say('vis_a', '还说')).toEqual({ ok: false, refusal: { kind: 'muted', until } })
    expect(await say('vis_b', '好蜜')).toMatchObject({ ok: true })
    expect(muted).toMatchObject({ value: { silenced: [{ kind: 'mute', author: '山友·a', until }] } })
    counter.clock.advance(300_000)
    expect(await say('vis_a', '还说')).toMatchObject({ ok: true })

    const again = await act({ act: 'mute', messageId, span: 'session' })
    expect(await say('vis_a', '又')).toMatchObject({ refusal: { kind: 'muted', until: null } })
    const { actId } = again.ok ? again.value.silenced[0]! : { actId: '' }
    expect(await act({ act: 'lift', actId })).toMatchObject({ refusal: { kind: 'act_not_found' } })
    expect(await act({ act: 'unmute', actId })).toMatchObject({ value: { silenced: [] } })
    expect(await say('vis_a', '谢谢')).toMatchObject({ ok: true })
  })

  it('bans from every room of the village, and from no other village’s', async () => {
    const { village, db } = counter
    const next = await aLiveSession(db, { id: 'live_next', villageId: village.id, state: 'planned' })
    const messageId = await said('vis_a', '骗子')
    const banned = await act({ act: 'ban', messageId })
    await act({ act: 'ban', messageId })
    const there = { liveSessionId: next.id, author: '山友·a', isHost: false, text: '换个地方说' }
    expect(await live.say({ ...there, buyerId: 'vis_a' })).toEqual({
      ok: false,
      refusal: { kind: 'banned' },
    })
    expect(await live.say({ ...there, buyerId: 'vis_b' })).toMatchObject({ ok: true })
    const { actId } = banned.ok ? banned.value.silenced[0]! : { actId: '' }
    await live.moderate(next.id, { act: 'lift', actId }, host)
    expect(await say('vis_a', '我错了')).toMatchObject({ ok: true })
    expect((await acts()).map(({ about, isOn }) => [about, isOn])).toEqual([
      ['ban', true],
      ['ban', false],
    ])
  })

  it('pins a notice and slows the room, for late comers too', async () => {
    expect(await act({ act: 'pin', text: '今天全场包邮' })).toMatchObject({
      value: { notice: '今天全场包邮' },
    })
    await act({ act: 'slow', mode: '10s' })
    expect(await seenBy('vis_late')).toMatchObject({ notice: '今天全场包邮', slowSec: 10 })
    await said('vis_a', '一')
    counter.clock.advance(3_999)
    expect(await say('vis_a', '二')).toEqual({ ok: false, refusal: { kind: 'slow_mode', retryAfterSec: 6 } })
    expect(await say('vis_b', '一')).toMatchObject({ ok: true })
    expect(await sayAsHost('一')).toMatchObject({ ok: true })
    expect(await sayAsHost('二')).toMatchObject({ ok: true })
    counter.clock.advance(6_000)
    expect(await say('vis_a', '二')).toMatchObject({ ok: true })
    await act({ act: 'unpin' })
    await act({ act: 'slow', mode: 'off' })
    expect(await seenBy('vis_late')).toMatchObject({ notice: null, slowSec: 0 })
    expect(await say('vis_a', '三')).toMatchObject({ ok: true })
  })

  it('lets one of many through in slow mode, whichever nodes are asked at once', async () => {
    await act({ act: 'slow', mode: '30s' })
    const other = openLive()
    const line = { liveSessionId, buyerId: 'vis_a', author: '山友·a', isHost: false }
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, n) => (n % 2 ? live : other).say({ ...line, text: `第 ${n} 句` })),
    )
    other.close()
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1)
    expect(await counter.db.chatMessage.count()).toBe(1)
  })

  it('lets no act on a host’s words, on what is not there, or on nothing', async () => {
    const answer = await sayAsHost('欢迎')
    const messageId = answer.ok ? answer.value.id : ''
    const refusals = [
      [{ act: 'mute', messageId, span: '1h' }, 'host_message'],
      [{ act: 'ban', messageId }, 'host_message'],
      [{ act: 'pass', messageId }, 'not_held'],
      [{ act: 'hide', messageId: 'chat_none' }, 'message_not_found'],
      [{ act: 'unmute', actId: '99' }, 'act_not_found'],
      [{ act: 'block', word: '蜜' }, 'word_too_plain'],
    ] as const
    for (const [asked, kind] of refusals) expect(await act(asked)).toMatchObject({ refusal: { kind } })
    expect(await sayAsHost('回复', 'chat_none')).toMatchObject({ refusal: { kind: 'message_not_found' } })
    expect(await live.moderate('live_none', { act: 'unpin' }, host)).toMatchObject({
      refusal: { kind: 'room_not_found' },
    })
    expect(await acts()).toEqual([])
  })

  it('shows nobody a number to call, and keeps it as it was said', async () => {
    await said('vis_a', '电话一三八 1234 5678，5斤 128元')
    for (const buyerId of ['vis_a', 'vis_b'])
      expect((await seenBy(buyerId)).chat).toMatchObject([{ text: '电话＊＊＊，5斤 128元' }])
    expect(await counter.db.chatMessage.findFirst()).toMatchObject({
      text: '电话一三八 1234 5678，5斤 128元',
    })
  })
})

describe('what was said', () => {
  it('is changed by nobody and deleted by nobody for three years after the broadcast', async () => {
    const { db, village } = counter
    const id = await said('vis_a', '好蜜')
    await act({ act: 'hide', messageId: id })
    await expect(db.chatMessage.updateMany({ data: { text: '坏蜜' } })).rejects.toThrow(/permission denied/)
    await expect(db.chatMessage.deleteMany()).rejects.toThrow(/CHAT_KEPT/)
    await expect(db.$executeRaw`truncate live_chat_message`).rejects.toThrow(/permission denied/)
    await expect(db.chatAct.updateMany({ data: { byName: '别人' } })).rejects.toThrow(/permission denied/)
    await expect(db.chatAct.deleteMany()).rejects.toThrow(/permission denied/)
    await expect(db.$executeRaw`truncate live_chat_act`).rejects.toThrow(/permission denied/)

    const ended = { villageId: village.id, state: 'ended' }
    const old = await aLiveSession(db, { ...ended, id: 'live_old', endedAt: new Date('2020-01-01') })
    const young = await aLiveSession(db, { ...ended, id: 'live_young', endedAt: new Date() })
    for (const session of [old, young])
      await db.chatMessage.create({
        data: {
          ...{ id: `chat_${session.id}`, liveSessionId: session.id, buyerId: 'vis_a', authorName: '山友' },
          ...{ text: '旧话', sentAt: new Date('2019-12-31') },
        },
      })
    await expect(db.chatMessage.delete({ where: { id: 'chat_live_young' } })).rejects.toThrow(/CHAT_KEPT/)
    await db.chatMessage.delete({ where: { id: 'chat_live_old' } })
    expect(await db.chatMessage.count()).toBe(2)
  })

  it('is refused changes by the owner of the tables too', async () => {
    await said('vis_a', '好蜜')
    await act({ act: 'slow', mode: '10s' })
    const client = await counter.database.pool.connect()
    try {
      await client.query('begin')
      await client.query('set local role none')
      for (const [statement, refused] of [
        [`update live_chat_message set text = '坏蜜'`, /CHAT_KEPT/],
        ['delete from live_chat_message', /CHAT_KEPT/],
        ['truncate live_chat_message', /APPEND_ONLY/],
        [`update live_chat_act set by_name = '别人'`, /APPEND_ONLY/],
        ['delete from live_chat_act', /APPEND_ONLY/],
        ['truncate live_chat_act', /APPEND_ONLY/],
      ] as const) {
        await client.query('savepoint before')
        await expect(client.query(statement)).rejects.toThrow(refused)
        await client.query('rollback to before')
      }
    } finally {
      await client.query('rollback')
      client.release()
    }
  })

  it('is found again with what hosts did about it and what its author ordered in that session', async () => {
    const { db, clock } = counter
    const question = await said('vis_a', '甜吗')
    clock.advance(1_000)
    const claimed = await counter.claim('vis_a')
    const { holdId } = claimed.ok ? claimed.value : { holdId: '' }
    const place = { province: '福建省', city: '福州市', district: '鼓楼区', street: '东街口 1 号' }
    await db.order.create({
      data: {
        ...{
          id: 'order_1',
          number: 'SH-1',
          buyerId: 'vis_a',
          holdId,
          liveSessionId,
          state: 'awaiting_payment',
        },
        ...{
          subtotalFen: 5900n,
          freightFen: 0n,
          totalFen: 5900n,
          recipientName: '王小明',
          phone: '13812345678',
        },
        ...{ ...place, locale: 'zh-CN', ruleVersionId: randomIds.uuid(), createdAt: clock.now() },
      },
    })
    clock.advance(1_000)
    const first = await said('vis_a', '我买了，电话 13812345678')
    const second = await said('vis_b', '刷单吗')
    await said('vis_b', '好蜜')
    await act({ act: 'mute', messageId: first, span: '5m' })
    await act({ act: 'hide', messageId: first })
    await act({ act: 'refuse', messageId: second })

    // What was said led to what was ordered after it.
    const led = await live.chatEvidence(liveSessionId, { after: '', limit: 1 })
    expect(led.lines).toMatchObject([
      { id: question, orders: [{ number: 'SH-1', state: 'awaiting_payment', totalFen: 5900 }] },
    ])
    const page = await live.chatEvidence(liveSessionId, { after: led.next!, limit: 2 })
    expect(page.lines).toMatchObject([
      {
        text: '我买了，电话 13812345678',
        state: 'hidden',
        acts: [
          { about: 'mute', isOn: true, byName: '林小满' },
          { about: 'hidden', isOn: true, byName: '林小满' },
        ],
        orders: [],
      },
      { state: 'refused', heldFor: '刷单', orders: [], acts: [{ about: 'review', isOn: false }] },
    ])
    const rest = await live.chatEvidence(liveSessionId, { after: page.next!, limit: 2 })
    expect(rest).toMatchObject({ next: null, lines: [{ text: '好蜜', state: 'shown' }] })
  })

  it('counts letters as people do: eighty emoji fit', async () => {
    expect(await say('vis_a', '🍯'.repeat(80))).toMatchObject({ ok: true })
    await expect(say('vis_a', '🍯'.repeat(81))).rejects.toThrow(/live_chat_message_text/)
  })
})
