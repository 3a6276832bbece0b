import type { Clock } from '#server/platform/clock.ts'
import type { Db } from '#server/platform/db.ts'
import type { Ids } from '#server/platform/ids.ts'
import type { Log } from '#server/platform/log.ts'
import { fen, sumFen } from '#shared/money.ts'
import { createAttendance } from './attendance.ts'
import { createCounters, minuteOf } from './counters.ts'
import { forEach, moneyOf, refundedOf, soldOutSec, timelineOf } from './rules.ts'
import { createLiveReportStore, type Facts, type SaleRow } from './store.ts'
import type { LiveReport, LiveReports, ReportSale } from './types.ts'
import { workbook } from './workbook.ts'

/** 热度 is of now: as much as a phone's width shows minute by minute, also of a session that has just begun. */
const HEAT_MS = 29 * 60_000

type Deps = {
  db: Db
  clock: Clock
  ids: Ids
  log: Log
  /** whether a visitor is a script of the demo */
  isDemo(visitorId: string): boolean
}

/** What a live session came to: who watched, what sold, and whose the money is. See README.md. */
export function createLiveReports({ db, clock, ids, log, isDemo }: Deps): LiveReports {
  const store = createLiveReportStore(db)
  const counters = createCounters({ clock })
  const nodeId = ids.next('node')
  const attendance = createAttendance()

  async function write() {
    const counted = counters.take()
    if (counted.claims.length + counted.visits.length === 0) return
    try {
      await store.addCounts(counted, isDemo)
    } catch (error) {
      counters.putBack(counted)
      throw error
    }
  }

  return {
    async report(liveSessionId) {
      const asOf = clock.now()
      const facts = await store.facts(liveSessionId)
      return facts && reportOf(facts, asOf)
    },
    async heat(liveSessionId) {
      const now = clock.now()
      if (!(await store.isOnAir(liveSessionId))) return null
      const startedAt = minuteOf(new Date(now.getTime() - HEAT_MS))
      return timelineOf({
        startedAt,
        endedAt: now,
        ...(await store.minutes(liveSessionId, startedAt)),
      })
    },
    pastOf: store.past,
    workbook,

    came(liveSessionId, visitorId) {
      if (attendance.isHost(liveSessionId, visitorId)) return
      attendance.see(liveSessionId, visitorId)
      counters.came(liveSessionId, visitorId)
    },
    hosts(liveSessionId, visitorId) {
      attendance.host(liveSessionId, visitorId)
      // It may have come as a viewer first, with another page.
      counters.forget(liveSessionId, visitorId)
    },
    asked: counters.asked,

    async sample(audience) {
      const live = await store.liveSessionIds()
      attendance.forgetBut(live)
      const rooms = live.map((liveSessionId) => ({
        liveSessionId,
        visitorIds: audience(liveSessionId).filter(
          (visitorId) => !attendance.isHost(liveSessionId, visitorId),
        ),
      }))
      // Whoever was there before it began did not come in since.
      for (const { liveSessionId, visitorIds } of rooms)
        for (const visitorId of visitorIds)
          if (attendance.see(liveSessionId, visitorId)) counters.came(liveSessionId, visitorId)
      if (rooms.length > 0)
        await store.addSamples(
          nodeId,
          minuteOf(clock.now()),
          rooms.map(({ liveSessionId, visitorIds }) => ({ liveSessionId, viewers: visitorIds.length })),
        )
      await write()
    },
    // What a node that goes could not write is lost, and must not keep it from going.
    close: () =>
      write().catch((error: unknown) =>
        log.warn({ error }, 'the last counts of live rooms were not written'),
      ),
  }
}

const sum = (counts: readonly number[]) => counts.reduce((all, one) => all + one, 0)

function reportOf(facts: Facts, asOf: Date): LiveReport {
  const { head, visitors, viewers, asked, units, likes, orders, posted } = facts
  const endedAt = head.endedAt === null ? asOf : new Date(head.endedAt)
  const startedAt = new Date(head.startedAt)
  const counted = viewers.map((one) => one.viewers)
  const money = moneyOf(sumFen(orders.map(({ grossFen }) => grossFen)), posted)
  const sales = facts.sales.map((sale) => saleOf(sale, facts))
  return {
    ...head,
    asOf: asOf.toISOString(),
    durationSec: Math.max(0, Math.round((endedAt.getTime() - startedAt.getTime()) / 1000)),
    audience: {
      ...visitors,
      // The peak is told once a second, a minute's average where nobody came or went while it was live.
      peak: Math.max(facts.peak, ...counted.map(Math.round)),
      average: counted.length === 0 ? null : sum(counted) / counted.length,
      likes: sum(likes.map((one) => one.likes)),
    },
    funnel: {
      asked: sum(asked.map(({ count }) => count)),
      soldOut: sum(asked.filter(({ outcome }) => outcome === 'sold_out').map(({ count }) => count)),
      held: sum(sales.map(({ held }) => held)),
      paid: sum(sales.map((sale) => sale.orders)),
    },
    orders: sum(orders.map((one) => one.orders)),
    units: sum(orders.map(({ units }) => units)),
    unitsBack: sum(orders.map(({ unitsBack }) => unitsBack)),
    money: {
      ...money,
      freightFen: sumFen(orders.map(({ freightFen }) => freightFen)),
      disputedFen: sumFen(orders.map(({ disputedFen }) => disputedFen)),
    },
    perThousandVisitsFen: forEach(money.netFen, visitors.visits, 1000),
    perVisitorFen: forEach(money.netFen, visitors.visitors),
    timeline: timelineOf({ startedAt, endedAt, viewers, asked, units, likes }),
    sales,
  }
}

function saleOf(sale: SaleRow, { asked, orders, posted }: Facts): ReportSale {
  const { saleId, total, openedAt, lastPaidGrantedAt } = sale
  const of = <Row extends { saleId: string }>(rows: readonly Row[]) =>
    rows.filter((row) => row.saleId === saleId)
  const sold = of(orders)
  const units = sum(sold.map((one) => one.units))
  const grossFen = sumFen(sold.map((one) => one.grossFen))
  const refundedFen = refundedOf(of(posted))
  return {
    saleId,
    title: { zh: sale.titleZh, en: sale.titleEn },
    variantName: { zh: sale.nameZh, en: sale.nameEn },
    priceFen: fen(sale.priceFen),
    total,
    asked: sum(of(asked).map(({ count }) => count)),
    held: sale.holds,
    orders: sum(sold.map((one) => one.orders)),
    units,
    unitsBack: sum(sold.map(({ unitsBack }) => unitsBack)),
    grossFen,
    refundedFen,
    netFen: fen(grossFen - refundedFen),
    soldOutSec: soldOutSec({ total, units, openedAt, lastPaidGrantedAt }),
  }
}
