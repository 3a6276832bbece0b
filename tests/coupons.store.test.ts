import pg from 'pg'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { OfferDraft } from '#shared/coupon-forms.ts'
import { fen, sumFen } from '#shared/money.ts'
import { createLedger } from '#server/ledger/index.ts'
import { createAlliances } from '#server/alliances/index.ts'
import { randomIds } from '#server/platform/ids.ts'
import { noOtherNodes } from '#server/platform/node-bus.ts'
import { createRegistry } from '#server/registry/index.ts'
import { createRevenueShare } from '#server/revenue-share/index.ts'
import { aLiveRoom, type LiveRoom } from '#tests/make/live-room.ts'
import { createCoupons, type Coupons } from '#server/coupons/index.ts'

const DAY = 86_400_000
const operator = { userId: 'user_operator', name: '平台小周' }
const host = { name: '林小满' }

let room: LiveRoom
let coupons: Coupons
let liveSessionId: string

function openCoupons(): Coupons {
  const { db, clock, log } = room
  const ledger = createLedger({ db, ids: randomIds })
  const alliances = createAlliances({ db, clock, ids: randomIds, registry: createRegistry({ db }) })
  const revenueShare = createRevenueShare({ db, ids: randomIds, ledger, alliances })
  return createCoupons({ db, clock, ids: randomIds, log, bus: noOtherNodes, revenueShare })
}

beforeEach(async () => {
  room = await aLiveRoom()
  liveSessionId = room.liveSession.id
  await createLedger({ db: room.db, ids: randomIds }).openBook({
    ...{ code: 'platform', name: '山货平台', regime: 'platform' },
  })
  coupons = openCoupons()
})
afterEach(async () => {
  expect((await coupons.invariants()).filter(({ broken }) => broken > 0)).toEqual([])
  coupons.close()
  await room.close()
})

async function granted(draft: Partial<OfferDraft> = {}): Promise<string> {
  const offer: OfferDraft = {
    ...{ kind: 'coupon', villageId: room.village.id, amountFen: fen(500), pieces: 10 },
    ...{ minSpendFen: fen(3_900), validDays: 7 },
    ...draft,
  }
  const answer = await coupons.grant(offer, operator)
  if (!answer.ok) throw new Error(answer.refusal.kind)
  return answer.value.offerId
}
async function released(draft: Partial<OfferDraft> = {}): Promise<string> {
  const offerId = await granted(draft)
  expect(await coupons.release(offerId, liveSessionId, host)).toMatchObject({ ok: true })
  return offerId
}
const take = (offerId: string, buyerId: string, node = coupons) => node.take(buyerId, { offerId })
const end = () => room.live.end(liveSessionId)

describe('an offer', () => {
  it('waits for its village’s host, is released once, and is told to the room', async () => {
    const offerId = await granted()
    expect(await coupons.waitingFor(room.village.id)).toMatchObject([
      { offerId, amountFen: 500, totalFen: 5_000, pieces: 10, taken: 0 },
    ])
    expect(await coupons.granted(1)).toMatchObject([{ grantedByName: '平台小周', releasedAt: null, used: 0 }])
    expect(await coupons.releasedIn(liveSessionId)).toEqual([])
    const heard: string[] = []
    coupons.onChanged((id) => heard.push(id))

    const answers = await Promise.all([1, 2, 3].map(() => coupons.release(offerId, liveSessionId, host)))

    expect(answers.filter(({ ok }) => ok)).toHaveLength(1)
    expect(answers.filter(({ ok }) => !ok)).toEqual(
      Array.from({ length: 2 }, () => ({ ok: false, refusal: { kind: 'offer_gone' } })),
    )
    expect(heard).toEqual([liveSessionId])
    expect(await coupons.waitingFor(room.village.id)).toEqual([])
    expect(await coupons.releasedIn(liveSessionId)).toEqual([
      {
        ...{ offerId, liveSessionId, kind: 'coupon', amountFen: 500, totalFen: 5_000 },
        ...{ pieces: 10, taken: 0, minSpendFen: 3_900, validDays: 7 },
      },
    ])
  })

  it('is withdrawn before it is released, and not after', async () => {
    const [early, late] = [await granted(), await granted()]
    expect(await coupons.withdraw(early)).toMatchObject({ ok: true })
    expect(await coupons.release(early, liveSessionId, host)).toMatchObject({
      refusal: { kind: 'offer_gone' },
    })
    await coupons.release(late, liveSessionId, host)
    expect(await coupons.withdraw(late)).toMatchObject({ refusal: { kind: 'offer_gone' } })
  })

  it('is released only on the air', async () => {
    const offerId = await granted()
    await end()
    expect(await coupons.release(offerId, liveSessionId, host)).toEqual({
      ...{ ok: false, refusal: { kind: 'live_session_not_live' } },
    })
  })
})

describe('pieces', () => {
  it('are one a person, on two nodes at once, and no more than there are', async () => {
    const offerId = await released({ kind: 'red_packet', amountFen: fen(8_000), minSpendFen: fen(5_900) })
    const other = openCoupons()
    const people = Array.from({ length: 25 }, (_, n) => `vis_${n}`)

    const answers = await Promise.all(
      people.flatMap((one) => [take(offerId, one), take(offerId, one, other)]),
    )

    other.close()
    const pieces = new Map(
      answers.flatMap((answer) => (answer.ok ? [[answer.value.couponId, answer.value] as const] : [])),
    )
    expect(pieces.size).toBe(10)
    expect(sumFen([...pieces.values()].map(({ amountFen }) => amountFen))).toBe(8_000)
    expect(answers.filter(({ ok }) => ok)).toHaveLength(20)
    for (const answer of answers) if (!answer.ok) expect(answer.refusal).toEqual({ kind: 'all_taken' })
    expect(await coupons.releasedIn(liveSessionId)).toMatchObject([{ amountFen: null, taken: 10 }])
  })

  it('are the account’s, whichever of its devices took them', async () => {
    const offerId = await released()
    await room.flashSale.mergeBuyer('vis_phone', 'user_a')
    await room.flashSale.mergeBuyer('vis_laptop', 'user_a')

    const first = await take(offerId, 'vis_phone')

    expect(first.ok).toBe(true)
    expect(await take(offerId, 'vis_laptop')).toEqual(first)
    expect(await coupons.wallet('vis_laptop', 10)).toMatchObject([{ state: 'usable', amountFen: 500 }])
    expect(await coupons.wallet('vis_stranger', 10)).toEqual([])
  })

  it('taken before signing in are found on the account’s other devices', async () => {
    const offerId = await released()
    await take(offerId, 'vis_phone')
    await room.flashSale.mergeBuyer('vis_phone', 'user_a')
    await room.flashSale.mergeBuyer('vis_laptop', 'user_a')
    expect(await coupons.wallet('vis_laptop', 10)).toHaveLength(1)
    // And it is theirs there, not another one.
    expect(await take(offerId, 'vis_laptop')).toMatchObject({ ok: true })
    expect(await coupons.releasedIn(liveSessionId)).toMatchObject([{ taken: 1 }])
  })

  it('are taken while the session is on the air; who has one keeps it', async () => {
    const offerId = await released()
    const mine = await take(offerId, 'vis_1')
    await end()
    expect(await take(offerId, 'vis_2')).toMatchObject({ refusal: { kind: 'offer_over' } })
    expect(await take(offerId, 'vis_1')).toEqual(mine)
    expect(await take('offer_unknown', 'vis_1')).toMatchObject({ refusal: { kind: 'offer_not_found' } })
  })

  it('are usable to the end of their last day, for goods of the village that cost enough', async () => {
    room.clock.set(new Date('2026-11-28T15:59:00Z'))
    const offerId = await released({ validDays: 1 })
    await take(offerId, 'vis_1')
    const usable = (more: { villageId?: string; subtotalFen?: number } = {}) =>
      coupons.usableFor({
        ...{ buyerId: 'vis_1', villageId: more.villageId ?? room.village.id },
        subtotalFen: fen(more.subtotalFen ?? 3_900),
      })
    // 23:59 on the 28th in Shanghai, and the 29th whole.
    expect(await usable()).toMatchObject([{ amountFen: 500, lastDay: '2026-11-29' }])
    expect(await usable({ subtotalFen: 3_899 })).toEqual([])
    expect(await usable({ villageId: 'village_other' })).toEqual([])
    room.clock.advance(DAY)
    expect(await usable()).toHaveLength(1)
    room.clock.advance(60_000)
    expect(await usable()).toEqual([])
    expect(await coupons.wallet('vis_1', 10)).toMatchObject([{ state: 'lapsed' }])
  })
})

describe('the database', () => {
  it('keeps what was granted and taken as it was, against the shop itself', async () => {
    const offerId = await released()
    await take(offerId, 'vis_1')
    const client = new pg.Client({ connectionString: room.databaseUrl })
    await client.connect()
    const tries = [
      `update coupon_offer set taken = taken - 1`,
      `update coupon_offer set released_at = null, live_session_id = null, released_by_name = null`,
      `update coupon_offer set min_spend_fen = 1`,
      `update coupon set amount_fen = 2000`,
      `delete from coupon`,
      `delete from coupon_offer`,
      `insert into coupon (id, offer_id, place, buyer_id, person_id, amount_fen, taken_at, expires_at)
         values ('c', '${offerId}', 3, 'v', 'v', 500, now() + '1 year', now() + '2 years')`,
      `insert into coupon (id, offer_id, place, buyer_id, person_id, amount_fen, taken_at, expires_at)
         values ('c', '${offerId}', 2, 'v', 'v', 501, now() + '1 year', now() + '2 years')`,
    ]
    const refused = []
    for (const sql of tries) {
      const error = await client.query(sql).then(
        () => null,
        (thrown: { code?: string }) => thrown,
      )
      refused.push(error?.code)
    }
    await client.end()
    expect(refused.every((code) => code === '42501' || code === '23514')).toBe(true)
  })
})
