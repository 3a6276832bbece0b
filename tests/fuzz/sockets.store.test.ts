import fc from 'fast-check'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { randomIds } from '#server/platform/ids.ts'
import type { ClientToServer } from '#shared/live.ts'
import { socketPolicy } from '#shared/policy-table.ts'
import { aLiveRoom, SECRETARY, visitor, type LiveRoom, type RoomClient } from '#tests/make/live-room.ts'
import { aLiveSession, aSale } from '#tests/make/selling.ts'
import { nearMiss, nastyValue, patience, runs } from './values.ts'
import { watchNode } from './node-watch.ts'
import { growth, rowCounts } from './row-counts.ts'

// Every ask of the contract gets payloads that nobody should send. A refusal in words is the only right answer to what
// the schema of the ask does not allow; a line of the log that says `error` means that one came through unvalidated.

type AskName = keyof ClientToServer
type Request<Name extends AskName> = Parameters<ClientToServer[Name]>[0]
type Answer<Name extends AskName = AskName> = Parameters<Parameters<ClientToServer[Name]>[1]>[0]
type RefusalKind = Extract<Answer, { ok: false }>['refusal']['kind']

/** `try_again` is what a node says when something threw: no payload may make it. */
const saidInWords = new Set<string>(
  Object.keys({
    bad_request: true,
    not_signed_in: true,
    forbidden: true,
    too_many_requests: true,
    room_not_found: true,
    chat_too_fast: true,
    command_key_reused: true,
    item_not_found: true,
    pin_moved: true,
    held_word: true,
    outcome_unknown: true,
    muted: true,
    banned: true,
    slow_mode: true,
    message_not_found: true,
    host_message: true,
    not_held: true,
    already_reviewed: true,
    act_not_found: true,
    word_too_plain: true,
    sale_not_found: true,
    sale_not_open: true,
    sale_paused: true,
    sale_ended: true,
    sale_recalled: true,
    sold_out: true,
    over_limit: true,
    in_draw: true,
    draw_not_found: true,
    draw_closed: true,
    offer_not_found: true,
    offer_over: true,
    all_taken: true,
    raffle_drawn: true,
    claim_key_reused: true,
    busy: true,
    claim_pending: true,
    proof_needed: true,
    line_full: true,
    not_waiting: true,
    hold_not_found: true,
    hold_not_open: true,
    wrong_state: true,
    not_enough_stock: true,
    lot_recalled: true,
    lot_without_certificate: true,
    opening_passed: true,
    not_enough_left: true,
    live_session_not_live: true,
    price_below_minimum: true,
  } satisfies Record<Exclude<RefusalKind, 'try_again'>, true>),
)

const ANSWER_WITHIN_MS = 20_000
/** Of the node: larger frames are the business of frames.store.test.ts. */
const LARGEST_ASK_BYTES = 8_000

type Anything = {
  connected: boolean
  emit(...words: unknown[]): void
  timeout(ms: number): { emitWithAck(...words: unknown[]): Promise<unknown> }
}
const watch = watchNode()
let room: LiveRoom
/** what hosts' commands are about, so that the sale that is claimed from stays open */
let stage: { liveSessionId: string; saleId: string }

beforeAll(async () => {
  room = await aLiveRoom({ stock: 900, perBuyerLimit: 99, limitFactor: 1_000_000, log: watch.log })
  const { id: liveSessionId } = await aLiveSession(room.db, {
    id: 'live_stage',
    villageId: room.village.id,
    state: 'planned',
  })
  const sale = { id: 'sale_stage', variantId: room.variant.id, liveSessionId, total: 5, state: 'draft' }
  stage = { liveSessionId, saleId: (await aSale(room.db, sale)).id }
})
afterEach(() => {
  watch.expectNothing()
})
afterAll(async () => {
  watch.stop()
  await room.close()
})

/** Right, each of them: what is sent is made of these by breaking something. A new ask has none until it is given one. */
function rightRequests(): { [Name in AskName]: Request<Name> } {
  const claim = () => ({ saleId: room.sale.id, quantity: 1, claimKey: randomIds.uuid() })
  const here = { liveSessionId: room.liveSession.id }
  const there = { liveSessionId: stage.liveSessionId }
  const sale = { saleId: stage.saleId }
  return {
    'room:join': here,
    'room:leave': here,
    'room:snapshot': here,
    'claim:create': claim(),
    'claim:release': { holdId: 'hold_none' },
    'wait:join': claim(),
    'wait:leave': { saleId: room.sale.id },
    'chat:send': { ...here, text: '好蜜' },
    'draw:enter': { drawId: 'draw_none', claimKey: randomIds.uuid() },
    'coupon:take': { offerId: 'offer_none', claimKey: randomIds.uuid() },
    'room:like': here,
    'sale:open': sale,
    'sale:pause': sale,
    'sale:resume': sale,
    'sale:end': sale,
    'session:stop': there,
    'session:resume': there,
    'chat:moderate': { ...there, act: 'mute', messageId: 'chat_none', span: '5m' },
    'item:pin': { ...there, act: 'pin', itemId: 'item_none', version: 0 },
    'caption:say': { ...there, number: 1, text: '乡亲们好', isFinal: false },
    'host:watch': there,
    'demo:buyers': { ...there, on: false },
  }
}

const isCommand = (name: AskName) => /^(sale|session|chat:moderate)/.test(name)
const DOOR = /^(bad_request|not_signed_in|forbidden|too_many_requests)$/

const clients: Partial<Record<string, RoomClient>> = {}
/** Hung up on, it connects again: a node may do that to whoever sends nonsense. */
function clientOf(cookie: string): Anything {
  const known = clients[cookie]
  if (known?.active || known?.connected) return known as unknown as Anything
  const client = room.connect(cookie)
  clients[cookie] = client
  return client as unknown as Anything
}

async function expectHonestService() {
  const buyer = room.connect(visitor(`vis_${randomIds.uuid()}`))
  const joined = await buyer.emitWithAck('room:join', { liveSessionId: room.liveSession.id })
  expect(joined).toMatchObject({ ok: true })
  const { saleId, claimKey } = rightRequests()['claim:create']
  const held = await buyer.emitWithAck('claim:create', { saleId, claimKey, quantity: 1 })
  expect(held).toMatchObject({ ok: true, value: { state: 'held', quantity: 1 } })
  buyer.disconnect()
}

const isAnswer = (answer: unknown): answer is Answer =>
  typeof answer === 'object' && answer !== null && 'ok' in answer

function expectWords(answer: unknown) {
  if (!isAnswer(answer)) throw new Error(`Not an answer: ${JSON.stringify(answer)}`)
  if (!answer.ok) expect(saidInWords).toContain(answer.refusal.kind)
}

describe.each(Object.keys(socketPolicy) as AskName[])('%s', (name) => {
  const isForHosts = typeof socketPolicy[name].who !== 'string'
  const cookie = isForHosts ? `${visitor('vis_host')}; ${SECRETARY}` : visitor(`vis_${name}`)

  it('answers nonsense in words, and makes no row of it', patience, async () => {
    const before = await rowCounts(room.db)
    /** What the node has said yes to; what it should have made of that. */
    const granted = new Set<string>()
    const offered = new Set<string>()
    let chats = 0
    /** Each that got past the door is written down, refused or not: its key may come again. */
    let commands = 0

    const payload = fc.oneof(
      { weight: 1, arbitrary: nastyValue },
      { weight: 3, arbitrary: fc.constant(null).chain(() => nearMiss(rightRequests()[name])) },
    )
    const fits = (value: unknown) => Buffer.byteLength(JSON.stringify(value)) < LARGEST_ASK_BYTES
    await fc.assert(
      fc.asyncProperty(payload.filter(fits), async (value) => {
        const answer = await clientOf(cookie).timeout(ANSWER_WITHIN_MS).emitWithAck(name, value)
        expectWords(answer)
        watch.expectNothing()
        if (isCommand(name) && isAnswer(answer) && (answer.ok || !DOOR.test(answer.refusal.kind))) commands++
        if (!isAnswer(answer) || !answer.ok || answer.value === null) return
        if ('holdId' in answer.value) {
          granted.add(answer.value.holdId)
          // Nothing that had to be guessed at was granted.
          const { saleId, quantity } = value as { saleId: unknown; quantity: unknown }
          expect({ saleId, quantity: String(quantity).trim() }).toEqual({
            saleId: answer.value.saleId,
            quantity: String(answer.value.quantity),
          })
        }
        if ('kind' in answer.value && answer.value.kind === 'waiting')
          throw new Error('There are units for all')
        if ('kind' in answer.value && answer.value.kind === 'offered') offered.add(answer.value.hold.holdId)
        if ('text' in answer.value) {
          chats++
          expect((value as { text: string }).text.trim()).toBe(answer.value.text)
        }
      }),
      runs(60),
    )

    expect(growth(before, await rowCounts(room.db))).toEqual(
      growth(
        {},
        {
          'public.flash_sale_hold': granted.size + offered.size,
          // who asks alone is a batch
          'public.flash_sale_batch': granted.size + offered.size,
          'public.flash_sale_waiter': offered.size,
          'public.live_chat_message': chats,
          'public.live_host_command': commands,
        },
      ),
    )
    await expectHonestService()
    expect(await room.broken()).toEqual([])
  })

  it('does nothing for whoever wants no answer, or cannot be given one', patience, async () => {
    const before = await rowCounts(room.db)
    const right = rightRequests()[name]
    const wordsAfter = fc.oneof(
      fc.array(nastyValue, { maxLength: 3 }),
      nastyValue.map((value) => [right, value]),
      fc.constant([right]),
    )
    await fc.assert(
      fc.asyncProperty(wordsAfter, async (words) => {
        clientOf(cookie).emit(name, ...words)
      }),
      runs(10),
    )
    // Packets of a socket are taken in order.
    const last = await clientOf(cookie)
      .timeout(ANSWER_WITHIN_MS)
      .emitWithAck('room:snapshot', { liveSessionId: room.liveSession.id })

    expect(last).toMatchObject({ ok: true })
    expect(growth(before, await rowCounts(room.db))).toEqual({})
  })
})
