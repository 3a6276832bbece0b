import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ServerToClient } from '#shared/live.ts'
import { randomIds } from '#server/platform/ids.ts'
import {
  aLiveRoom,
  SECRETARY,
  visitor,
  type LiveRoom,
  type RoomClient as Client,
} from '#tests/make/live-room.ts'

let counter: LiveRoom
beforeEach(async () => {
  counter = await aLiveRoom({ stock: 3 })
})
afterEach(async () => {
  expect(await counter.broken()).toEqual([])
  await counter.close()
})
const connect: LiveRoom['connect'] = (...args) => counter.connect(...args)
const heard = <Name extends keyof ServerToClient>(
  client: Client,
  name: Name,
  fits: (news: Parameters<ServerToClient[Name]>[0]) => boolean = () => true,
) =>
  new Promise<Parameters<ServerToClient[Name]>[0]>((resolve) => {
    const listen = (news: Parameters<ServerToClient[Name]>[0]) => fits(news) && resolve(news)
    client.on(name, listen as never)
  })
async function enter(client: Client) {
  const room = await client.emitWithAck('room:join', { liveSessionId: counter.liveSession.id })
  if (!room.ok) throw new Error(room.refusal.kind)
  return room.value
}
const aClaim = () => ({ saleId: counter.sale.id, quantity: 1, claimKey: randomIds.uuid() })

describe('the live room', () => {
  it('gives a snapshot, and then news with the next numbers', async () => {
    const [watcher, buyer] = [connect(visitor('vis_watch')), connect(visitor('vis_buy'))]
    const room = await enter(watcher)
    expect(room.sales).toMatchObject([{ saleId: counter.sale.id, left: 3 }])
    const [changed, line] = [heard(watcher, 'sale:changed'), heard(watcher, 'ticker:moved')]

    const claimed = await buyer.emitWithAck('claim:create', aClaim())
    expect(claimed).toMatchObject({ value: { sequence: 1 } })

    expect(await changed).toMatchObject({
      version: room.version + 1,
      sales: [{ held: 1, left: 2, version: 1 }],
    })
    expect((await line).lines).toMatchObject([{ kind: 'held', demo: false }])
    // It names the claim, and so the entry in a draw.
    expect(JSON.stringify((await line).lines)).not.toContain(claimed.ok && claimed.value.holdId)
    const next = heard(watcher, 'sale:changed')
    await buyer.emitWithAck('claim:create', aClaim())
    expect((await next).version).toBe(room.version + 2)
    const again = await watcher.emitWithAck('room:snapshot', { liveSessionId: counter.liveSession.id })
    expect(again).toMatchObject({ value: { version: room.version + 2, sales: [{ left: 1 }] } })
  })

  it('answers a double tap with one hold, and tells the buyer in every other tab', async () => {
    const [tab, other] = [connect(visitor('vis_a')), connect(visitor('vis_a'))]
    await Promise.all([enter(tab), enter(other)])
    const told = heard(other, 'hold:changed')
    const claim = aClaim()

    const answers = await Promise.all([1, 2].map(() => tab.emitWithAck('claim:create', claim)))

    expect(answers[0]).toMatchObject({ ok: true })
    expect(answers[1]).toEqual(answers[0])
    expect(answers[0]).toEqual({ ok: true, value: await told })
    const { holdId } = await told
    expect(await other.emitWithAck('claim:release', { holdId })).toMatchObject({
      value: { state: 'released' },
    })
  })

  it('counts sockets as viewers', async () => {
    const first = connect(visitor('vis_a'))
    await enter(first)
    const two = heard(first, 'viewers:changed', ({ viewers }) => viewers === 2)
    const second = connect(visitor('vis_b'))
    await enter(second)
    await two
    const one = heard(first, 'viewers:changed', ({ viewers }) => viewers === 1)
    second.disconnect()

    expect(await one).toMatchObject({ viewers: 1 })
  })

  it('does not count the desk, also when it says late what it is', async () => {
    const { id: liveSessionId } = counter.liveSession
    const viewer = connect(visitor('vis_a'))
    await enter(viewer)
    const two = heard(viewer, 'viewers:changed', ({ viewers }) => viewers === 2)
    const desk = connect(`${SECRETARY}; ${visitor('vis_host')}`)
    await enter(desk)
    await two
    const one = heard(viewer, 'viewers:changed', ({ viewers }) => viewers === 1)
    const watching = await desk.emitWithAck('host:watch', { liveSessionId })
    expect(watching.ok).toBe(true)
    expect(await one).toMatchObject({ viewers: 1 })
  })

  it('asks strangers for a proof once a flood of them has come, tells the host, and lets viewers be', async () => {
    const viewer = connect(visitor('vis_viewer'))
    await enter(viewer)
    counter.clock.advance(10_000)
    // The hundredth is asked already.
    const strangers = Array.from({ length: 100 }, (_, n) => connect(visitor(`vis_stranger${n}`)))
    for (const stranger of strangers) await stranger.emitWithAck('claim:create', aClaim())

    const refused = await connect(visitor('vis_late')).emitWithAck('claim:create', aClaim())
    expect(refused).toMatchObject({ refusal: { kind: 'proof_needed', waitSec: 10 } })
    expect(await viewer.emitWithAck('claim:create', aClaim())).toMatchObject({
      refusal: { kind: 'sold_out' },
    })
    const host = connect(`${SECRETARY}; ${visitor('vis_host')}`)
    const watched = await host.emitWithAck('host:watch', { liveSessionId: counter.liveSession.id })
    expect(watched).toMatchObject({ value: { guard: { isUnderAttack: true, asked: 2, addresses: 1 } } })
  })

  it('carries chat under a masked name, and slows those who shout', async () => {
    const { id: liveSessionId } = counter.liveSession
    const [talker, listener] = [connect(visitor('vis_a')), connect(visitor('vis_b'))]
    await Promise.all([enter(talker), enter(listener)])
    const said = heard(listener, 'chat:sent')
    const lines = []
    for (let line = 0; line < 5; line++)
      lines.push(await talker.emitWithAck('chat:send', { liveSessionId, text: ` 好蜜 ${line} ` }))

    expect((await said).messages[0]).toMatchObject({ text: '好蜜 0', isHost: false })
    expect((await said).messages[0]?.author).toMatch(/^山友·[0-9a-f]{3}$/)
    expect(lines.map(({ ok }) => ok)).toEqual([true, true, true, true, false])
    expect(lines[4]).toMatchObject({ refusal: { kind: 'chat_too_fast' } })
  })
})

describe('a chat and its host', () => {
  it('holds a message for the host, whom alone and its author it is shown', async () => {
    const { id: liveSessionId } = counter.liveSession
    const [talker, tab, other] = [
      connect(visitor('vis_a')),
      connect(visitor('vis_a')),
      connect(visitor('vis_b')),
    ]
    const host = connect(`${visitor('vis_host')}; ${SECRETARY}`)
    await Promise.all([enter(talker), enter(tab), enter(other), enter(host)])
    await host.emitWithAck('host:watch', { liveSessionId })
    const seen: string[] = []
    other.on('chat:sent', ({ messages }) => seen.push(...messages.map(({ text }) => text)))
    const [inTab, asked] = [
      heard(tab, 'chat:sent', ({ messages }) => messages[0]?.state === 'held'),
      heard(host, 'host:chat', ({ aside }) => aside.length > 0),
    ]
    const said = await talker.emitWithAck('chat:send', { liveSessionId, text: '加微信便宜' })
    expect(said).toMatchObject({ value: { state: 'held' } })
    const messageId = said.ok ? said.value.id : ''
    await inTab
    expect((await asked).aside).toMatchObject([{ id: messageId, why: 'held', word: '加微信' }])

    const passed = heard(other, 'chat:sent', ({ messages }) => messages.some(({ id }) => id === messageId))
    const refused = heard(tab, 'chat:sent', ({ messages }) => messages[0]?.state === 'refused')
    const second = await talker.emitWithAck('chat:send', { liveSessionId, text: '刷单返利' })
    const secondId = second.ok ? second.value.id : ''
    await host.emitWithAck('chat:moderate', { liveSessionId, act: 'refuse', messageId: secondId })
    await host.emitWithAck('chat:moderate', { liveSessionId, act: 'pass', messageId })
    await Promise.all([passed, refused])
    expect(seen).toEqual(['加微信便宜'])
  })

  it('lets nobody but the village’s secretary act, and books who did', async () => {
    const { id: liveSessionId } = counter.liveSession
    const [viewer, host] = [connect(visitor('vis_a')), connect(`${visitor('vis_host')}; ${SECRETARY}`)]
    await enter(viewer)
    const ask = { liveSessionId, act: 'slow', mode: '30s' } as const
    expect(await viewer.emitWithAck('chat:moderate', ask)).toMatchObject({
      refusal: { kind: 'not_signed_in' },
    })
    expect(await host.emitWithAck('chat:moderate', { ...ask, liveSessionId: 'live_none' })).toMatchObject({
      refusal: { kind: 'forbidden' },
    })
    expect(await counter.db.chatAct.count()).toBe(0)
    const ruled = heard(viewer, 'chat:ruled')
    expect(await host.emitWithAck('chat:moderate', ask)).toMatchObject({ value: { slowSec: 30 } })
    expect(await ruled).toEqual({ liveSessionId, notice: null, slowSec: 30 })
    expect(await counter.db.chatAct.findMany()).toMatchObject([
      { about: 'slow', slowSec: 30, byUserId: 'user_host', byName: '林小满' },
    ])
    await viewer.emitWithAck('chat:send', { liveSessionId, text: '一' })
    expect(await viewer.emitWithAck('chat:send', { liveSessionId, text: '二' })).toMatchObject({
      refusal: { kind: 'slow_mode', retryAfterSec: 30 },
    })
  })

  it('counts an emoji as one letter, and refuses what cannot be seen', async () => {
    const { id: liveSessionId } = counter.liveSession
    const viewer = connect(visitor('vis_a'))
    await enter(viewer)
    const say = (text: string) => viewer.emitWithAck('chat:send', { liveSessionId, text })
    expect(await say('🍯'.repeat(80))).toMatchObject({ ok: true })
    for (const text of ['🍯'.repeat(81), '\u200b', ' \u2060 '])
      expect(await say(text)).toMatchObject({ refusal: { kind: 'bad_request' } })
  })
})

describe('captions', () => {
  const aLine = { number: 7, text: '这罐蜜，是崖上采的', isFinal: false }

  it('are told to who watches as they are spoken, and kept nowhere', async () => {
    const { id: liveSessionId } = counter.liveSession
    const [viewer, host] = [connect(visitor('vis_a')), connect(`${visitor('vis_host')}; ${SECRETARY}`)]
    await enter(viewer)
    const said = heard(viewer, 'caption:said')
    const answer = await host.emitWithAck('caption:say', { liveSessionId, ...aLine })
    expect(answer).toEqual({ ok: true, value: null })
    expect(await said).toEqual({ liveSessionId, ...aLine })
    expect(await counter.db.chatMessage.count()).toBe(0)
  })

  it('show nothing that may not be read in the chat', async () => {
    const { id: liveSessionId } = counter.liveSession
    const [viewer, host] = [connect(visitor('vis_a')), connect(`${visitor('vis_host')}; ${SECRETARY}`)]
    await enter(viewer)
    const shown: string[] = []
    viewer.on('caption:said', ({ text }) => shown.push(text))
    const say = (text: string) => host.emitWithAck('caption:say', { liveSessionId, ...aLine, text })
    await host.emitWithAck('chat:moderate', { liveSessionId, act: 'block', word: '隔壁村' })

    expect(await say('加微信便宜')).toMatchObject({ refusal: { kind: 'held_word', word: '加微信' } })
    expect(await say('比隔壁村的甜')).toMatchObject({ refusal: { kind: 'held_word', word: '隔壁村' } })
    const last = heard(viewer, 'caption:said')
    await say('打一三八零零一三八零零零')
    await last
    expect(shown).toEqual(['打＊＊＊'])
  })

  it('are for the village’s secretary to speak, while the session is live', async () => {
    const { id: liveSessionId } = counter.liveSession
    const [viewer, host] = [connect(visitor('vis_a')), connect(`${visitor('vis_host')}; ${SECRETARY}`)]
    expect(await viewer.emitWithAck('caption:say', { liveSessionId, ...aLine })).toMatchObject({
      refusal: { kind: 'not_signed_in' },
    })
    for (const text of ['', ' \u200b', '蜜'.repeat(61)])
      expect(await host.emitWithAck('caption:say', { liveSessionId, ...aLine, text })).toMatchObject({
        refusal: { kind: 'bad_request' },
      })
    await counter.live.end(liveSessionId)
    expect(await host.emitWithAck('caption:say', { liveSessionId, ...aLine })).toMatchObject({
      refusal: { kind: 'live_session_not_live' },
    })
  })
})

describe('the door', () => {
  it('refuses nonsense in words, and stays up', async () => {
    const client = connect(visitor('vis_a'))
    const anything = client as unknown as {
      emit(...words: unknown[]): void
      emitWithAck(...words: unknown[]): Promise<unknown>
    }
    const bad = { ok: false, refusal: { kind: 'bad_request' } }
    for (const nonsense of [
      null,
      7,
      [],
      { saleId: {}, quantity: -1 },
      { ...aClaim(), quantity: 1e9 },
      { ...aClaim(), claimKey: 'x' },
      ...[true, [2], [[2]], '0x2', '1e0', ''].map((quantity) => ({ ...aClaim(), quantity })),
    ])
      expect(await anything.emitWithAck('claim:create', nonsense)).toEqual(bad)
    anything.emit('claim:create', aClaim())
    anything.emit('claim:create')
    anything.emit('room:join', null, 'not a function')
    anything.emit('no:such', {})

    expect(await anything.emitWithAck('room:join', { liveSessionId: 'nowhere' })).toEqual({
      ok: false,
      refusal: { kind: 'room_not_found' },
    })
    expect(await client.emitWithAck('claim:create', { ...aClaim(), saleId: 'nothing' })).toMatchObject({
      refusal: { kind: 'sale_not_found' },
    })
  })

  it('refuses text that PostgreSQL could not keep, wherever a schema lets text in', async () => {
    const { id: liveSessionId } = counter.liveSession
    const client = connect(visitor('vis_a'))
    await enter(client)
    const bad = { ok: false, refusal: { kind: 'bad_request' } }
    for (const rest of ['\0', '\uD83D']) {
      const request = { ...aClaim(), saleId: `${counter.sale.id}${rest}` }
      expect(await client.emitWithAck('claim:create', request)).toEqual(bad)
      expect(await client.emitWithAck('chat:send', { liveSessionId, text: `好蜜${rest}` })).toEqual(bad)
    }
  })

  it('lets nobody ask without a visitor cookie of ours', async () => {
    const refused = { ok: false, refusal: { kind: 'not_signed_in' } }
    for (const cookie of [null, 'visitor=vis_a.forged'])
      expect(await connect(cookie).emitWithAck('claim:create', aClaim())).toEqual(refused)
  })

  it('opens for pages of ours only', async () => {
    const failure = (client: Client) =>
      new Promise<string>((resolve) => {
        client.on('connect', () => resolve('connected'))
        client.on('connect_error', () => resolve('refused'))
      })

    expect(await failure(connect(visitor('vis_a'), { origin: 'https://elsewhere.example' }))).toBe('refused')
    expect(await failure(connect(visitor('vis_a'), { origin: 'http://localhost:1' }))).toBe('connected')
  })

  it('lets only the village’s secretary run its sales', async () => {
    const command = { saleId: counter.sale.id }
    const { id: liveSessionId } = counter.liveSession
    const [anyone, host] = [connect(visitor('vis_a')), connect(`${visitor('vis_host')}; ${SECRETARY}`)]
    await enter(anyone)
    const paused = heard(anyone, 'sale:changed', ({ sales }) => sales[0]?.state === 'paused')

    for (const name of ['sale:open', 'sale:pause', 'sale:resume', 'sale:end'] as const)
      expect(await anyone.emitWithAck(name, command)).toEqual({
        ok: false,
        refusal: { kind: 'not_signed_in' },
      })
    expect(await host.emitWithAck('sale:pause', { saleId: 'of_nobody' })).toMatchObject({
      refusal: { kind: 'forbidden' },
    })
    expect(await host.emitWithAck('sale:pause', command)).toMatchObject({ value: { state: 'paused' } })
    await paused
    expect(await host.emitWithAck('host:watch', { liveSessionId })).toMatchObject({
      value: { left: 3, paid: 0 },
    })
    expect(await host.emitWithAck('demo:buyers', { liveSessionId, on: true })).toMatchObject({
      refusal: { kind: 'forbidden' },
    })
  })

  it('tells who helps nothing more once they are let go, and says so', { timeout: 20_000 }, async () => {
    const { id: liveSessionId } = counter.liveSession
    const cookie = 'session=helper'
    const membership = {
      role: 'chat_assistant',
      liveSessionId,
      villageId: null,
      organisationId: null,
    } as const
    counter.actors.set(cookie, {
      userId: 'user_helper',
      name: '小刘',
      phone: null,
      memberships: [membership],
    })
    const [helper, host] = [
      connect(`${visitor('vis_helper')}; ${cookie}`),
      connect(`${visitor('vis_host')}; ${SECRETARY}`),
    ]
    for (const watcher of [helper, host])
      expect(await watcher.emitWithAck('host:watch', { liveSessionId })).toMatchObject({ ok: true })

    const dismissed = heard(helper, 'host:dismissed')
    counter.actors.delete(cookie)
    expect(await dismissed).toEqual({ liveSessionId })
    const told: unknown[] = []
    helper.on('host:numbers', (numbers) => told.push(numbers))
    const numbers = heard(host, 'host:numbers', ({ held }) => held === 1)
    await host.emitWithAck('claim:create', aClaim())
    await numbers
    // What was sent to the helper before this answer has come before it.
    await helper.emitWithAck('room:join', { liveSessionId })
    expect(told).toEqual([])
  })

  it('tells the host the numbers as they change', async () => {
    const host = connect(`${visitor('vis_host')}; ${SECRETARY}`)
    await host.emitWithAck('host:watch', { liveSessionId: counter.liveSession.id })
    const numbers = heard(host, 'host:numbers', ({ held }) => held === 1)
    await host.emitWithAck('claim:create', aClaim())

    expect(await numbers).toMatchObject({ held: 1, left: 2 })
  })

  it("does a host's command once by its key, also when its answer was lost, and tells all hosts who did it", async () => {
    const [host, helper] = [1, 2].map(() => connect(`${visitor('vis_host')}; ${SECRETARY}`)) as [
      Client,
      Client,
    ]
    const { liveSession, sale } = counter
    const liveSessionId = liveSession.id
    await helper.emitWithAck('host:watch', { liveSessionId })
    const acted = heard(helper, 'host:numbers', ({ lastAct }) => lastAct?.command === 'sale:pause')
    const ask = { saleId: sale.id, key: randomIds.uuid() }

    const answers = await Promise.all([1, 2].map(() => host.emitWithAck('sale:pause', ask)))
    expect(answers[0]).toMatchObject({ ok: true, value: { state: 'paused' } })
    expect(answers[1]).toEqual(answers[0])
    expect((await acted).lastAct).toMatchObject({ subject: sale.id, byName: '林小满' })
    await host.emitWithAck('sale:resume', { saleId: sale.id, key: randomIds.uuid() })
    expect(await host.emitWithAck('sale:pause', ask)).toEqual(answers[0])
    expect(await counter.flashSale.sale(sale.id)).toMatchObject({ state: 'open' })
    expect(await host.emitWithAck('sale:end', ask)).toMatchObject({ refusal: { kind: 'command_key_reused' } })
  })
})
