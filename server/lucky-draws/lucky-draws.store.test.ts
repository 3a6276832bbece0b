import pg from 'pg'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { checkOrder, commitmentOf, drawOrder, rootOf, tagOf } from '#shared/draw.ts'
import type { DrawOffer } from '#shared/lucky-draw-forms.ts'
import { fen } from '#shared/money.ts'
import { randomIds } from '#server/platform/ids.ts'
import { openNodeBus } from '#server/platform/node-bus-lines.ts'
import { noOtherNodes, type NodeBus } from '#server/platform/node-bus.ts'
import { aLiveRoom, SECRET, type LiveRoom } from '#tests/make/live-room.ts'
import { createLuckyDraws, type LuckyDraws } from './index.ts'

const MINUTE = 60_000
const DAY = 86_400_000
const host = { userId: 'user_host', name: '林小满' }
const honey: DrawOffer = {
  prize: '土蜂蜜一瓶',
  prizes: 2,
  valueFen: fen(5_900),
  giver: '蜂农老林',
  minutes: 1,
}
const home = {
  ...{ recipientName: '王小明', phone: '13812345678', note: '' },
  ...{ province: '福建省', city: '福州市', district: '鼓楼区', street: '东街口 1 号' },
}

let room: LiveRoom
let draws: LuckyDraws
let liveSessionId: string

function openDraws(bus: NodeBus = noOtherNodes): LuckyDraws {
  const { db, clock, log, live } = room
  return createLuckyDraws({ db, clock, ids: randomIds, log, bus, live })
}

beforeEach(async () => {
  room = await aLiveRoom()
  liveSessionId = room.liveSession.id
  draws = openDraws()
})
afterEach(async () => {
  expect((await draws.invariants()).filter(({ broken }) => broken > 0)).toEqual([])
  draws.close()
  await room.close()
})

async function offered(offer: Partial<DrawOffer> = {}): Promise<string> {
  const answer = await draws.offer(liveSessionId, { ...honey, ...offer }, host)
  if (!answer.ok) throw new Error(answer.refusal.kind)
  return answer.value.drawId
}
const enter = (drawId: string, buyerId: string, claimKey = randomIds.uuid()) =>
  draws.enter(buyerId, { drawId, claimKey })
const enterMany = (drawId: string, count: number) =>
  Promise.all(Array.from({ length: count }, (_, n) => enter(drawId, `vis_${n + 1}`)))
async function made(drawId: string) {
  room.clock.advance(MINUTE)
  await draws.makeDue()
  return (await draws.draw(drawId))!
}
const placesOf = async (drawId: string) => (await draws.entries(drawId, { from: 1, limit: 1_000 }))!

/** With the rights of whoever owns the tables. */
async function asOwner(statement: string): Promise<void> {
  const owner = new pg.Client(room.databaseUrl)
  await owner.connect()
  try {
    await owner.query(statement)
  } finally {
    await owner.end()
  }
}

describe('an offer', () => {
  it('publishes the commitment, not the seed, and binds', async () => {
    const drawId = await offered()

    const draw = await draws.latestIn(liveSessionId)
    expect(draw).toMatchObject({
      drawId,
      prize: '土蜂蜜一瓶',
      prizes: 2,
      entries: 0,
      seed: null,
      winners: [],
    })
    expect(draw?.commitment).toMatch(/^[0-9a-f]{64}$/)
    for (const change of [
      `prize = '别的'`,
      `prizes = 1`,
      `closes_at = closes_at - interval '30 seconds'`,
      `seed = repeat('ab', 32)`,
      `entries = 5`,
    ])
      await expect(asOwner(`update lucky_draw set ${change}`), change).rejects.toThrow('DRAW_KEPT')
    await expect(asOwner('delete from lucky_draw')).rejects.toThrow('APPEND_ONLY')
    await expect(asOwner('truncate lucky_draw cascade')).rejects.toThrow('APPEND_ONLY')
  })

  it('needs a room on the air, one draw at a time, and a prize that the law allows', async () => {
    expect(await draws.offer(liveSessionId, { ...honey, valueFen: fen(5_000_001) }, host)).toMatchObject({
      refusal: { kind: 'prize_too_valuable' },
    })
    const drawId = await offered({ valueFen: fen(5_000_000) })
    expect(await draws.offer(liveSessionId, honey, host)).toMatchObject({ refusal: { kind: 'draw_running' } })
    await made(drawId)
    await room.live.end(liveSessionId)
    expect(await draws.offer(liveSessionId, honey, host)).toMatchObject({
      refusal: { kind: 'live_session_not_live' },
    })
  })

  it('of two that are made at once stands once', async () => {
    const answers = await Promise.all([1, 2, 3].map(() => draws.offer(liveSessionId, honey, host)))

    expect(answers.filter(({ ok }) => ok)).toHaveLength(1)
    expect(await room.db.luckyDraw.count()).toBe(1)
  })
})

describe('entering', () => {
  it('is once a person, by whatever device, and the second tap is told the same number', async () => {
    const drawId = await offered()
    const claimKey = randomIds.uuid()
    await room.flashSale.mergeBuyer('vis_phone', 'user_1')
    await room.flashSale.mergeBuyer('vis_laptop', 'user_1')

    expect(await enter(drawId, 'vis_a', claimKey)).toMatchObject({ value: { drawId, number: 1 } })
    expect(await enter(drawId, 'vis_a')).toMatchObject({ value: { number: 1 } })
    expect(await enter(drawId, 'vis_phone')).toMatchObject({ value: { number: 2 } })
    expect(await enter(drawId, 'vis_laptop')).toMatchObject({ value: { number: 2 } })
    await room.flashSale.mergeBuyer('vis_a', 'user_2')
    expect(await enter(drawId, 'vis_a')).toMatchObject({ value: { number: 1 } })
    expect(await enter(drawId, 'vis_b', claimKey)).toMatchObject({ refusal: { kind: 'claim_key_reused' } })
    expect(await enter('draw_none', 'vis_b')).toMatchObject({ refusal: { kind: 'draw_not_found' } })
    expect((await placesOf(drawId)).entries).toMatchObject([
      { number: 1, tag: tagOf(drawId, claimKey), rank: null },
      { number: 2 },
    ])
    expect(await draws.latestIn(liveSessionId)).toMatchObject({ entries: 2 })
  })

  it('many taps of one person on two nodes are one entry, and numbers have no gaps', async () => {
    const drawId = await offered()
    const other = openDraws()
    const taps = Array.from({ length: 60 }, (_, n) =>
      (n % 2 ? draws : other).enter(`vis_${n % 20}`, { drawId, claimKey: randomIds.uuid() }),
    )
    await Promise.all(taps)
    other.close()

    const { entries } = await placesOf(drawId)
    expect(entries.map(({ number }) => number)).toEqual(Array.from({ length: 20 }, (_, n) => n + 1))
  })

  it('ends with the second that was said, before the draw is made and after it', async () => {
    const drawId = await offered()
    await enter(drawId, 'vis_a')
    room.clock.advance(MINUTE)

    expect(await enter(drawId, 'vis_b')).toMatchObject({ refusal: { kind: 'draw_closed' } })
    expect(await enter(drawId, 'vis_a')).toMatchObject({ value: { number: 1 } })
    await draws.makeDue()
    expect(await enter(drawId, 'vis_b')).toMatchObject({ refusal: { kind: 'draw_closed' } })
    await expect(
      asOwner(
        `insert into lucky_draw_entry (draw_id, number, buyer_id, person_id, claim_key, tag, entered_at)
         select id, 2, 'vis_b', 'vis_b', k, encode(sha256(convert_to(id || '/' || k, 'UTF8')), 'hex'), offered_at
         from lucky_draw, gen_random_uuid() k`,
      ),
    ).rejects.toThrow('DRAW_CLOSED')
    await expect(asOwner('delete from lucky_draw_entry')).rejects.toThrow('APPEND_ONLY')
  })

  it('goes on to its second when the session has ended', async () => {
    const drawId = await offered()
    await room.live.end(liveSessionId)
    expect(await enter(drawId, 'vis_a')).toMatchObject({ ok: true })

    expect((await made(drawId)).winners).toMatchObject([{ number: 1 }])
  })

  it('that races the close is in the list of the draw, or refused', async () => {
    const drawId = await offered()
    await enterMany(drawId, 5)
    const other = openDraws()
    const racing = Array.from({ length: 40 }, (_, n) => enter(drawId, `vis_late_${n}`))
    room.clock.advance(MINUTE)
    const late = Array.from({ length: 10 }, (_, n) => enter(drawId, `vis_later_${n}`))
    const [answers] = await Promise.all([Promise.all([...racing, ...late]), draws.makeDue(), other.makeDue()])
    other.close()

    const { draw, entries } = await placesOf(drawId)
    const taken = answers.filter(({ ok }) => ok).length
    expect(entries).toHaveLength(5 + taken)
    expect(checkOrder(drawId, draw, entries)).toEqual({ seedFits: true, rootFits: true, orderFits: true })
  })
})

describe('the draw', () => {
  it('gives the prizes to the first of the order that anyone computes', async () => {
    const drawId = await offered()
    await enterMany(drawId, 9)

    const { seed, root, commitment, winners, drawnAt } = await made(drawId)
    const { entries } = await placesOf(drawId)
    const order = drawOrder({ seed: seed!, drawId, root: root! }, 9)
    expect(commitmentOf(seed!)).toBe(commitment)
    expect(rootOf(entries.map(({ tag }) => tag))).toBe(root)
    expect(winners.map(({ number }) => number)).toEqual(order.slice(0, 2))
    expect(winners[0]?.name).toMatch(/^山友/)
    expect(drawnAt).toBe(room.clock.now().toISOString())
  })

  it('is made once by two nodes that come at once, and not before its second', async () => {
    const drawId = await offered()
    await enterMany(drawId, 6)
    await draws.makeDue()
    expect(await draws.draw(drawId)).toMatchObject({ drawnAt: null, seed: null })
    const other = openDraws()
    const told: string[] = []
    for (const node of [draws, other]) node.onChanged((id) => told.push(id))
    room.clock.advance(MINUTE)
    await Promise.all([draws, other, draws, other].map((node) => node.makeDue()))

    expect(told).toEqual([liveSessionId])
    const before = await draws.draw(drawId)
    room.clock.advance(MINUTE)
    await other.makeDue()
    expect(await draws.draw(drawId)).toEqual(before)
    await expect(asOwner(`update lucky_draw_entry set rank = rank + 10`)).rejects.toThrow('DRAW_KEPT')
    await expect(asOwner(`update lucky_draw set drawn_at = drawn_at + interval '1 s'`)).rejects.toThrow(
      'DRAW_KEPT',
    )
    other.close()
  })

  it('cannot be made early, with another root, or with places that the seed does not give', async () => {
    const drawId = await offered()
    await enterMany(drawId, 3)
    const root = `lucky_draw_root('${drawId}')`
    const late = `closes_at + interval '1 second'`
    const placed = (places: string) => `update lucky_draw_entry set rank = ${places};`

    const rightly = `update lucky_draw_entry entry set rank = place from lucky_draw draw,
      lucky_draw_places(draw.id, draw.seed, lucky_draw_root(draw.id)) p where p.number = entry.number;`
    await expect(
      asOwner(`${rightly} update lucky_draw set root = ${root}, drawn_at = closes_at - interval '1 second'`),
    ).rejects.toThrow('lucky_draw_not_early')
    await expect(
      asOwner(`${rightly} update lucky_draw set root = repeat('0', 64), drawn_at = ${late}`),
    ).rejects.toThrow('DRAW_KEPT')
    await expect(asOwner(`update lucky_draw set root = ${root}, drawn_at = ${late}`)).rejects.toThrow(
      'DRAW_KEPT',
    )
    const seedGives = await room.db.$queryRaw<{ number: number; place: number }[]>`
      select p.* from lucky_draw draw, lucky_draw_places(draw.id, draw.seed, lucky_draw_root(draw.id)) p`
    const swapped = seedGives.map(({ number, place }) => `when ${number} then ${(place % 3) + 1}`).join(' ')
    await expect(
      asOwner(
        `${placed(`case number ${swapped} end`)} update lucky_draw set root = ${root}, drawn_at = ${late}`,
      ),
    ).rejects.toThrow('DRAW_KEPT')
    expect((await made(drawId)).winners).toHaveLength(2)
  })

  it('has everybody win where prizes are more than entries, and nobody where nobody came', async () => {
    const first = await offered({ prizes: 5 })
    await enterMany(first, 2)
    expect((await made(first)).winners.map(({ number }) => number).sort()).toEqual([1, 2])

    const empty = await offered()
    expect(await made(empty)).toMatchObject({ entries: 0, winners: [], root: rootOf([]) })
  })

  it('is heard of on the other node, with what was entered there', async () => {
    const open = () =>
      openNodeBus({
        env: { DATABASE_URL: room.databaseUrl, APP_SECRET: SECRET },
        ids: randomIds,
        log: room.log,
      })
    const buses = [open(), open()]
    const [here, there] = buses.map(openDraws) as [LuckyDraws, LuckyDraws]
    const heard = new Promise<void>((resolve) => {
      there.onChanged(
        () => void there.latestIn(liveSessionId).then((draw) => draw?.entries === 1 && resolve()),
      )
    })
    const drawId = await offered()
    expect(await there.latestIn(liveSessionId)).toMatchObject({ drawId, entries: 0 })
    await here.enter('vis_a', { drawId, claimKey: randomIds.uuid() })

    await heard
    for (const node of [here, there]) node.close()
    await Promise.all(buses.map((bus) => bus.close()))
  })
})

describe('a prize', () => {
  /** @returns the visitors in the order drawn */
  async function drawn(offer: Partial<DrawOffer> = {}) {
    const drawId = await offered(offer)
    await enterMany(drawId, 4)
    await made(drawId)
    const rows = await room.db.luckyDrawEntry.findMany({ orderBy: { rank: 'asc' } })
    return { drawId, buyers: rows.map(({ buyerId }) => buyerId), numbers: rows.map(({ number }) => number) }
  }

  it('goes where its winner says, who may correct it until it is sent', async () => {
    const { drawId, buyers, numbers } = await drawn()
    const [winner = '', , loser = ''] = buyers
    expect(await draws.leaveAddress(loser, drawId, home)).toMatchObject({
      refusal: { kind: 'prize_not_won' },
    })
    expect(await draws.ownPlace(loser, drawId)).toMatchObject({ rank: 3, prize: null })
    const { village } = room
    const sent = { drawId, number: numbers[0]!, courier: '中国邮政', trackingNumber: 'EMS123456' }
    expect(await draws.markSent(village.id, sent, host)).toMatchObject({
      refusal: { kind: 'prize_without_address' },
    })

    expect(await draws.leaveAddress(winner, drawId, home)).toMatchObject({ ok: true })
    expect(await draws.leaveAddress(winner, drawId, { ...home, street: '东街口 2 号' })).toMatchObject({
      ok: true,
    })
    expect(await draws.markSent('village_other', sent, host)).toMatchObject({ ok: false })
    expect(await draws.markSent(village.id, sent, host)).toMatchObject({ ok: true })
    expect(await draws.markSent(village.id, sent, host)).toMatchObject({ refusal: { kind: 'prize_sent' } })
    expect(await draws.leaveAddress(winner, drawId, home)).toMatchObject({ refusal: { kind: 'prize_sent' } })

    expect(await draws.ownPlace(winner, drawId)).toMatchObject({
      rank: 1,
      prize: { delivery: { street: '东街口 2 号', sent: { courier: '中国邮政', by: '林小满' } } },
    })
    expect(await draws.ofVillage(village.id, 10)).toMatchObject([
      {
        drawId,
        deliveries: [{ number: numbers[0], delivery: { recipientName: '王小明' } }, { delivery: null }],
      },
    ])
    await expect(asOwner(`update lucky_draw_delivery set courier = '别家'`)).rejects.toThrow('PRIZE_SENT')
    await expect(asOwner('delete from lucky_draw_delivery')).rejects.toThrow('APPEND_ONLY')
  })

  it('is one a phone, and lapses after seven days', async () => {
    const { drawId, buyers } = await drawn()
    const [first = '', second = ''] = buyers
    await draws.leaveAddress(first, drawId, home)
    expect(await draws.leaveAddress(second, drawId, home)).toMatchObject({
      refusal: { kind: 'prize_phone_taken' },
    })
    room.clock.advance(7 * DAY)
    expect(await draws.leaveAddress(second, drawId, { ...home, phone: '13812345679' })).toMatchObject({
      refusal: { kind: 'prize_lapsed' },
    })
  })

  it('is never more than were offered', async () => {
    const { drawId, numbers } = await drawn({ prizes: 1 })
    const left = (number: number) =>
      asOwner(`insert into lucky_draw_delivery (draw_id, number, recipient_name, phone, province, city, district,
        street, left_at) select id, ${number}, 'x', '${number}', 'x', 'x', 'x', 'x', drawn_at from lucky_draw
        where id = '${drawId}'`)
    await expect(left(numbers[1]!)).rejects.toThrow('PRIZE_NOT_DUE')
    await left(numbers[0]!)
  })
})
