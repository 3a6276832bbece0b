import { Buffer } from 'node:buffer'
import ExcelJS from 'exceljs'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createLog } from '#server/platform/log.ts'
import { randomIds } from '#server/platform/ids.ts'
import { fen, sumFen } from '#shared/money.ts'
import { accept, refuse } from '#shared/result.ts'
import type { RefundReason } from '#shared/refund.ts'
import { splitRule } from '#shared/split.ts'
import { foundAlliance, someCollectives } from '#tests/make/alliance.ts'
import { aShop, standardRule, type Shop } from '#tests/make/shop.ts'
import { aStripe, type TestStripe } from '#tests/make/stripe.ts'
import { createLiveReports, type LiveReport, type LiveReports } from './index.ts'

const PRICE = 5_900
const DISPUTE_FEE = 1_500

let stripe: TestStripe
let shop: Shop
let reports: LiveReports
let liveSessionId: string

const aNode = () =>
  createLiveReports({
    ...{ db: shop.db, clock: shop.clock, ids: randomIds, log: createLog({ LOG_LEVEL: 'silent' }) },
    isDemo: (visitorId) => visitorId.startsWith('demo_'),
  })

beforeAll(async () => {
  stripe = await aStripe()
})
beforeEach(async () => {
  shop = await aShop(stripe, { stock: 4 })
  reports = aNode()
  liveSessionId = shop.liveSession.id
  const startedAt = shop.clock.now()
  await shop.db.liveSession.update({ where: { id: liveSessionId }, data: { startedAt } })
})
afterEach(async () => {
  await shop.expectSound()
  await shop.close()
})
afterAll(() => stripe.close())

const report = async () => (await reports.report(liveSessionId))!
async function endIt() {
  await shop.flashSale.end(shop.sale.id)
  const ended = { state: 'ended', endedAt: shop.clock.now() }
  await shop.db.liveSession.update({ where: { id: liveSessionId }, data: ended })
}

async function aPaidOrder(buyerId: string, quantity = 1) {
  const order = await shop.anOrder(buyerId, { quantity })
  await shop.deliver(await shop.pay(order))
  const row = await shop.db.order.findUniqueOrThrow({
    where: { number: order.number },
    include: { lines: true },
  })
  return { ...order, chargeId: row.chargeId!, lineId: row.lines[0]!.id, totalFen: fen(row.totalFen) }
}
type PaidOrder = Awaited<ReturnType<typeof aPaidOrder>>

async function refund(
  { number }: PaidOrder,
  {
    amountFen,
    reason = 'quality',
    unitsBack = 0,
  }: { amountFen: number; reason?: RefundReason; unitsBack?: number },
) {
  const of = { cooperativeId: shop.cooperative.id, orderNumber: number }
  const { refundedFen } = (await shop.checkout.refundableOrder(of))!
  const terms = { amountFen: fen(amountFen), reason, unitsBack, refundedBeforeFen: refundedFen, by: '陈会计' }
  expect(await shop.checkout.refundOrder(of, terms)).toMatchObject({ ok: true })
}

const hear = async (type: string, about: string) => shop.deliver(await stripe.letter(type, about))
async function dispute({ chargeId }: PaidOrder) {
  const id = await stripe.dispute(chargeId)
  await hear('charge.dispute.created', id)
  return id
}
async function decide(id: string, how: 'lost' | 'won') {
  await stripe.decide(id, how)
  await hear('charge.dispute.closed', id)
}

const netOf = ({ money }: LiveReport, who: string) => money.parts.find(({ earner }) => earner === who)!.netFen
const balance = async (codePrefix: string) =>
  (await shop.ledger.balances({ book: 'platform', codePrefix })).reduce((sum, { net }) => sum + net, 0)

/** The shop sold nothing but this session: what its books have is what the report says, account by account. */
async function expectBooked(shown: LiveReport, orders: readonly PaidOrder[]) {
  const lines = orders.map(({ lineId }) => lineId)
  const booked = await Promise.all(
    (['household', 'cooperative', 'collective'] as const).map((kind) =>
      shop.revenueShare.netFor(lines, kind),
    ),
  )
  expect(['household', 'cooperative', 'collective'].map((who) => netOf(shown, who))).toEqual(booked)
  const parties = await shop.saleParties({
    ...{
      householdId: shop.household.id,
      cooperativeId: shop.cooperative.id,
      collectiveId: shop.collective.id,
    },
  })
  const { pendingFen, owesFen } = await shop.revenueShare.owedTo(parties.household.partyId)
  expect(netOf(shown, 'household')).toBe(pendingFen - owesFen)
  const [income, fees, borne] = await Promise.all(['501.', '524.', '529.'].map(balance))
  expect(netOf(shown, 'platform')).toBe(0 - income! - fees! - borne!)

  const paid = sumFen(orders.map(({ totalFen }) => totalFen))
  const { grossFen, refundedFen, netFen, parts } = shown.money
  expect([grossFen, netFen]).toEqual([paid, paid - refundedFen])
  expect(sumFen(parts.map((part) => part.netFen))).toBe(paid - refundedFen)
  expect(sumFen(shown.sales.map((sale) => sale.netFen))).toBe(netFen)
}

describe('the report of a session', () => {
  it('without a viewer and without a sale is all noughts, and divides by none of them', async () => {
    await endIt()
    const shown = await report()
    expect(shown).toMatchObject({
      ...{ state: 'ended', orders: 0, units: 0, perThousandVisitsFen: null, perVisitorFen: null },
      audience: { visitors: 0, visits: 0, peak: 0, average: null },
      funnel: { asked: 0, soldOut: 0, held: 0, paid: 0 },
      money: { grossFen: 0, refundedFen: 0, netFen: 0 },
      sales: [{ total: 4, units: 0, soldOutSec: null }],
    })
    await expectBooked(shown, [])
  })

  it('is none of one that has not begun, or is not there', async () => {
    await shop.db.liveSession.update({
      where: { id: liveSessionId },
      data: { state: 'planned', startedAt: null },
    })
    expect(await reports.report(liveSessionId)).toBeNull()
    expect(await reports.report('live_nowhere')).toBeNull()
    expect(await reports.pastOf(shop.village.id, 10)).toEqual([])
  })

  it('says what sold, for how much, and how fast it was gone', async () => {
    const opened = shop.clock.now()
    await shop.db.flashSale.update({ where: { id: shop.sale.id }, data: { openedAt: opened } })
    const first = await aPaidOrder('buyer_1', 2)
    expect((await report()).sales).toMatchObject([{ units: 2, held: 1, soldOutSec: null }])
    await stripe.advance(90)
    const second = await aPaidOrder('buyer_2', 2)
    await endIt()

    const shown = await report()
    expect(shown).toMatchObject({ orders: 2, units: 4, funnel: { held: 2, paid: 2 } })
    expect(shown.sales).toMatchObject([
      { total: 4, orders: 2, units: 4, grossFen: 4 * PRICE, netFen: 4 * PRICE },
    ])
    expect(shown.sales[0]!.soldOutSec).toBeGreaterThanOrEqual(90)
    expect(shown.timeline.points.reduce((sum, { units }) => sum + units, 0)).toBe(4)
    await expectBooked(shown, [first, second])
  })

  it('follows refunds, whole and in part, to the fen', async () => {
    const orders = [await aPaidOrder('buyer_1', 2), await aPaidOrder('buyer_2'), await aPaidOrder('buyer_3')]
    await endIt()
    await expectBooked(await report(), orders)
    const [whole, part, late] = orders as [PaidOrder, PaidOrder, PaidOrder]

    await refund(part, { amountFen: 1_234 })
    const once = await report()
    expect(once.money.refundedFen).toBe(1_234)
    await expectBooked(once, orders)

    await refund(whole, { amountFen: whole.totalFen, reason: 'remorse', unitsBack: 2 })
    await stripe.advance(8 * 86_400)
    await shop.revenueShare.matureEarnings(shop.clock.now())
    await refund(late, { amountFen: 999, reason: 'logistics' })
    const later = await report()
    expect(later.money).toMatchObject({ refundedFen: 1_234 + whole.totalFen + 999 })
    expect(later).toMatchObject({ units: 4, unitsBack: 2, orders: 3 })
    const lines = orders.map(({ lineId }) => lineId)
    expect(netOf(later, 'household')).toBe(await shop.revenueShare.netFor(lines, 'household'))
    expect(sumFen(later.money.parts.map(({ netFen }) => netFen))).toBe(later.money.netFen)
  })

  it('follows disputes: open, won, and lost, with what Stripe takes for them', async () => {
    const orders = [await aPaidOrder('buyer_1'), await aPaidOrder('buyer_2')]
    await endIt()
    const before = await report()
    const won = await dispute(orders[0]!)
    const lost = await dispute(orders[1]!)

    const open = await report()
    expect(open.money).toMatchObject({ disputedFen: 2 * PRICE, refundedFen: 0 })
    expect(netOf(open, 'processor')).toBe(netOf(before, 'processor') + 2 * DISPUTE_FEE)
    await expectBooked(open, orders)

    await decide(won, 'won')
    await decide(lost, 'lost')
    const decided = await report()
    expect(decided.money).toMatchObject({ disputedFen: 0, refundedFen: PRICE })
    await expectBooked(decided, orders)
  })

  it('counts what the buyer has twice, by a refund and by his bank, as returned twice', async () => {
    const order = await aPaidOrder('buyer_1')
    const disputed = await dispute(order)
    await decide(disputed, 'won')
    await refund(order, { amountFen: 5_000 })
    const again = await stripe.dispute(order.chargeId)
    await hear('charge.dispute.created', again)
    await decide(again, 'lost')
    await endIt()

    const shown = await report()
    const { dividedFen, beyondFen } = await shop.db.dispute.findUniqueOrThrow({ where: { id: again } })
    expect(beyondFen).toBe(5_000n)
    expect(shown.money.refundedFen).toBe(5_000 + Number(dividedFen) + 5_000)
    await expectBooked(shown, [order])
  })

  it('tells a village’s own part from what its allies have of the sale', async () => {
    const [ally = ''] = await someCollectives(shop, 1)
    const seats = [shop.collective.id, ally].map((collectiveId) => ({ collectiveId, contribution: 1 }))
    await foundAlliance(shop, seats)
    const parts = [
      { to: 'household', bp: 5_800 },
      { to: 'collective', bp: 300 },
      { to: 'alliance', bp: 301 },
    ]
    const rule = splitRule.parse([
      ...[{ kind: 'processor_fee' }, { kind: 'basis_points', of: 'gross', parts }],
      { kind: 'rest', to: 'cooperative' },
    ])
    const version = { version: 2, validFrom: new Date(shop.clock.now().getTime() - 1_000) }
    await shop.revenueShare.activate({ ...standardRule, ...version, rule })
    const order = await aPaidOrder('buyer_1', 2)
    await refund(order, { amountFen: 777 })
    await endIt()

    const shown = await report()
    const [collective, alliance] = await Promise.all(
      (['collective', 'alliance'] as const).map((kind) => shop.revenueShare.netFor([order.lineId], kind)),
    )
    expect(alliance).toBeGreaterThan(0)
    expect(netOf(shown, 'alliance')).toBeGreaterThan(0)
    expect(netOf(shown, 'collective')).toBeGreaterThan(collective!)
    expect(netOf(shown, 'collective') + netOf(shown, 'alliance')).toBe(collective! + alliance!)
    expect(sumFen(shown.money.parts.map(({ netFen }) => netFen))).toBe(order.totalFen - 777)
  })

  it('knows nothing of money that came too late and went back', async () => {
    const held = await shop.anOrder('buyer_late', { quantity: 2 })
    const letter = await shop.pay(held)
    await shop.db.hold.update({
      where: { id: held.hold.holdId },
      data: { state: 'expired', endedAt: new Date() },
    })
    await shop.db.flashSale.update({ where: { id: shop.sale.id }, data: { held: 0 } })
    await aPaidOrder('buyer_1', 2)
    await aPaidOrder('buyer_2', 2)
    await shop.deliver(letter)
    expect(await shop.stateOf(held)).toMatch(/^refund/)

    expect(await report()).toMatchObject({
      orders: 2,
      units: 4,
      money: { grossFen: 4 * PRICE, refundedFen: 0 },
    })
  })
})

describe('what was counted in the room', () => {
  it('adds up over nodes: viewers by their averages, visitors once each, visits and claims', async () => {
    const other = aNode()
    await stripe.advance(60 - (shop.clock.now().getUTCSeconds() % 60))
    reports.came(liveSessionId, 'vis_a')
    reports.came(liveSessionId, 'vis_a')
    other.came(liveSessionId, 'vis_a')
    other.came(liveSessionId, 'demo_b')
    const sold = refuse({ kind: 'sold_out' as const, left: 0, held: 1 })
    const held = accept(await shop.claim('vis_a'))
    for (const node of [reports, other]) node.asked(shop.sale.id, held)
    other.asked(shop.sale.id, sold)
    // What the guard stopped never came to a sale, and a shelf has no session.
    other.asked('sale_made-up', refuse({ kind: 'too_many_requests', retryAfterSec: 1 }))
    other.asked('sale_of-a-shelf', held)

    await reports.sample(() => ['vis_a', 'vis_early'])
    await reports.sample(() => ['vis_early', 'vis_early', 'vis_early', 'vis_early'])
    await other.sample(() => ['demo_b'])
    await other.sample(() => [])

    const shown = await report()
    expect(shown.audience).toEqual({
      ...{ visitors: 3, demoVisitors: 1, visits: 5, peak: 4, average: 3.5, likes: 0 },
    })
    expect(shown.funnel).toEqual({ asked: 3, soldOut: 1, held: 1, paid: 0 })
    expect(shown.sales).toMatchObject([{ asked: 3, held: 1 }])
    expect(shown.timeline.points.map(({ asked }) => asked)).toContain(3)
    expect(await shop.db.liveReportClaims.count({ where: { saleId: { not: shop.sale.id } } })).toBe(0)
  })

  it('values a visit and a visitor by what the session kept', async () => {
    for (const visitor of ['vis_a', 'vis_b', 'vis_c']) reports.came(liveSessionId, visitor)
    const order = await aPaidOrder('buyer_1', 2)
    await refund(order, { amountFen: 1_000 })
    await reports.sample(() => ['vis_a', 'vis_b', 'vis_c'])
    const shown = await report()
    expect(shown.audience).toMatchObject({ visitors: 3, visits: 3 })
    // 118 yuan less 10: 36 yuan each, and a thousand times that for a thousand visits.
    expect(shown).toMatchObject({ perVisitorFen: 3_600, perThousandVisitsFen: 3_600_000 })
  })

  it('takes the host for no viewer, in whatever tab', async () => {
    reports.came(liveSessionId, 'vis_host')
    reports.hosts(liveSessionId, 'vis_host')
    reports.came(liveSessionId, 'vis_host')
    reports.came(liveSessionId, 'vis_a')
    await reports.sample(() => ['vis_host', 'vis_host', 'vis_a'])
    expect((await report()).audience).toMatchObject({ visitors: 1, visits: 1, average: 1 })
  })

  it('tells nobody who a visitor was, and not that it was in two rooms', async () => {
    reports.came(liveSessionId, 'vis_a')
    reports.came('live_other', 'vis_a')
    await reports.close()
    const rows = await shop.db.liveReportVisitor.findMany()
    expect(rows).toHaveLength(2)
    expect(Buffer.from(rows[0]!.tag).equals(Buffer.from(rows[1]!.tag))).toBe(false)
    expect(JSON.stringify(rows)).not.toContain('vis_a')
  })

  it('writes ten thousand who came at once in two statements, and each of them once', async () => {
    for (let n = 0; n < 10_000; n++) reports.came(liveSessionId, `vis_${n}`)
    const crowd = Array.from({ length: 10_000 }, (_, n) => `vis_${n}`)
    await reports.sample(() => crowd)
    expect(await report()).toMatchObject({ audience: { visitors: 10_000, visits: 10_000, peak: 10_000 } })
  })

  it('keeps what could not be written for the next time', async () => {
    reports.came(liveSessionId, 'vis_a')
    const owner = new pg.Client(shop.databaseUrl)
    await owner.connect()
    await owner.query('alter table live_report_visitor rename to live_report_gone')
    await expect(reports.sample(() => [])).rejects.toThrow()
    await owner.query('alter table live_report_gone rename to live_report_visitor')
    await owner.end()
    await reports.sample(() => [])
    expect((await report()).audience.visitors).toBe(1)
  })

  it('knows how many liked it, and when', async () => {
    await liked(3, 0)
    await liked(2, 5)
    await stripe.advance(6 * 60)
    const { audience, timeline } = await report()
    expect(audience.likes).toBe(5)
    expect(timeline.points.map(({ likes }) => likes).filter(Boolean)).toEqual([3, 2])
  })

  it('stops with the session', async () => {
    await endIt()
    await reports.sample(() => ['vis_late'])
    expect((await report()).audience).toMatchObject({ visitors: 0, peak: 0 })
  })
})

/** that many people like it, so many minutes after its start */
async function liked(people: number, minutes: number) {
  const { startedAt } = await shop.db.liveSession.findUniqueOrThrow({ where: { id: liveSessionId } })
  const likedAt = new Date(startedAt!.getTime() + minutes * 60_000)
  const data = Array.from({ length: people }, (_, n) => ({
    ...{ liveSessionId, personId: `vis_${minutes}_${n}`, likedAt },
  }))
  await shop.db.liveLike.createMany({ data })
}

describe('the heat of a session', () => {
  it('is its last half hour, minute by minute, and none when it is over', async () => {
    await aPaidOrder('buyer_1', 2)
    await reports.sample(() => ['vis_a', 'vis_b'])
    await liked(4, 0)
    const early = (await reports.heat(liveSessionId))!
    const sum = (of: 'units' | 'likes') => early.points.reduce((all, point) => all + point[of], 0)
    expect([early.stepMin, sum('units'), sum('likes')]).toEqual([1, 2, 4])
    expect(early.points).toHaveLength(30)
    expect(early.points.some(({ viewers }) => viewers === 2)).toBe(true)

    await stripe.advance(40 * 60)
    await liked(1, 35)
    const { points, laterUnits } = (await reports.heat(liveSessionId))!
    expect(points).toHaveLength(30)
    expect(points.map(({ units }) => units)).toEqual(points.map(() => 0))
    expect(laterUnits).toBe(0)
    expect(points.reduce((all, { likes }) => all + likes, 0)).toBe(1)

    await endIt()
    expect(await reports.heat(liveSessionId)).toBeNull()
    expect(await reports.heat('live_nowhere')).toBeNull()
  })
})

it('lists the sessions of a village that are over', async () => {
  await aPaidOrder('buyer_1', 2)
  reports.came(liveSessionId, 'vis_a')
  await reports.close()
  expect(await reports.pastOf(shop.village.id, 10)).toEqual([])
  await endIt()
  expect(await reports.pastOf(shop.village.id, 10)).toMatchObject([
    { liveSessionId, title: { zh: '秋蜜开割，现割现卖' }, visitors: 1, orders: 1, units: 2 },
  ])
  expect(await reports.pastOf('village_other', 10)).toEqual([])
})

it('is a workbook whose parts add up, and whose words are no formulas', async () => {
  await shop.db.liveSession.update({ where: { id: liveSessionId }, data: { titleZh: '=1+1' } })
  await aPaidOrder('buyer_1')
  await endIt()
  const shown = await report()
  const chunks: Uint8Array[] = []
  for await (const chunk of reports.workbook(shown)) chunks.push(chunk)
  const book = new ExcelJS.Workbook()
  await book.xlsx.load(new Uint8Array(Buffer.concat(chunks)).buffer as ArrayBuffer)

  expect(book.worksheets.map(({ name }) => name.split(' ')[0])).toEqual(['概览', '分给谁', '商品', '曲线'])
  expect(book.getWorksheet(1)!.getCell('B1').value).toBe("'=1+1")
  const rows = book.getWorksheet(2)!.getSheetValues().slice(2) as unknown[][]
  const net = rows.map((row) => Math.round(Number(row[4]) * 100))
  expect(net.slice(0, -1).reduce((sum, one) => sum + one, 0)).toBe(shown.money.netFen)
  expect(net.at(-1)).toBe(PRICE)
})
