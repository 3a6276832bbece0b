import type { Clock } from '#server/platform/clock.ts'
import type { Database } from '#server/platform/db.ts'
import type { Ids } from '#server/platform/ids.ts'
import type { Log } from '#server/platform/log.ts'
import type { NodeBus } from '#server/platform/node-bus.ts'
import { createAlarm } from './alarm.ts'
import { createClaims } from './claims.ts'
import { createDraws } from './draws.ts'
import { createGrants } from './grants.ts'
import { createHolds } from './holds.ts'
import { createLine } from './line.ts'
import { createNews } from './news.ts'
import { createStops } from './stops.ts'
import { createSales } from './sales.ts'
import { holdView } from './rules.ts'
import { createFlashSaleStore, type FlashSaleStore } from './store.ts'
import type { FlashSales } from './types.ts'

/** Holds that end at one instant are ended in batches of this size. */
const EXPIRE_BATCH = 1_000

export type FlashSaleDeps = { database: Database; clock: Clock; ids: Ids; log: Log; bus: NodeBus }

/** Sells what is scarce, exactly once. See README.md for what it owns and promises. */
export function createFlashSales({ database, clock, ids, log, bus }: FlashSaleDeps): FlashSales {
  const store = createFlashSaleStore(database)
  const news = createNews({ store, bus, log, onChangedElsewhere: (saleIds) => forget(saleIds) })
  const alarm = createAlarm({
    clock,
    log,
    ring: () => expireOnTime(),
    whenItFails: 'holds did not expire on time; the next tick ends them',
  })
  const ground = { store, clock, ids, news }
  const draws = createDraws(ground)
  const grants = createGrants({ ...ground, draws, onGranted: alarm.set })
  const line = createLine({ ...ground, grants })
  const openings = createAlarm({
    clock,
    log,
    ring: () => sales.endDueSales(),
    whenItFails: 'a sale did not open on time; the next tick opens it',
  })
  const claims = createClaims({
    ...ground,
    log,
    draws,
    openDue: () => sales.endDueSales(),
    onGranted: alarm.set,
  })
  const { forget } = claims
  const holds = createHolds({ store, clock, news, grants, onUnitsReturned: forget })
  const sales = createSales({
    ...ground,
    draws,
    grants,
    onScheduled: openings.set,
    onStateChanged: forget,
  })
  const stops = createStops({ store, clock, news, grants, onStateChanged: forget })

  async function expireHolds(limit: number) {
    const ended = await holds.expireHolds(limit)
    if (ended.length >= limit) alarm.set(clock.now())
    return ended
  }
  async function expireOnTime() {
    // A full batch leaves more that is due, and nobody else has it: no reason to wait for the alarm.
    while ((await holds.expireHolds(EXPIRE_BATCH)).length >= EXPIRE_BATCH);
    const next = await store.nextExpiry()
    if (next) alarm.set(next)
  }

  return {
    claim: claims.claim,
    wait: line.wait,
    leaveLine: line.leaveLine,
    ...holds,
    expireHolds,
    ...sales,
    ...stops,
    ...readsOf(store, clock),
    dropOldLapses: () => store.dropOldLapses(clock.now()),
    onSaleChanged: news.onSaleChanged,
    onHoldChanged: news.onHoldChanged,
    onHoldsGranted: news.onHoldsGranted,
    onHoldChangedElsewhere: news.onHoldChangedElsewhere,
    lookAgain: news.lookAgain,
    invariants: () => store.invariants(clock.now()),
    async close() {
      await Promise.all([openings.close(), alarm.close()])
      await claims.drain()
      await news.close()
    },
  }
}

type Reads = Pick<
  FlashSales,
  | 'sale'
  | 'salesOfSession'
  | 'openedIn'
  | 'shelfSales'
  | 'hold'
  | 'openHoldsOf'
  | 'unpaidOf'
  | 'latestHolds'
  | 'reference'
  | 'lotsOnSale'
  | 'paidHoldsOfLot'
  | 'tally'
  | 'draw'
  | 'entries'
  | 'entriesOf'
  | 'claimsOf'
  | 'claimsGranted'
  | 'claimsBy'
  | 'placesOf'
  | 'paysFirst'
>

function readsOf(store: FlashSaleStore, clock: Clock): Reads {
  return {
    sale: async (saleId) => (await store.sales([saleId]))[0] ?? null,
    salesOfSession: store.salesOfSession,
    openedIn: store.openedIn,
    async shelfSales(variantIds) {
      const shelf = await store.shelfSales(variantIds)
      return new Map(shelf.map((sale) => [sale.variantId, sale]))
    },
    hold: async (holdId) => (await store.holds([holdId]))[0] ?? null,
    openHoldsOf: async (buyerId, liveSessionId) =>
      (await store.openHoldsOf(buyerId, liveSessionId)).map((hold) =>
        hold.buyerId === buyerId ? holdView(hold) : { ...holdView(hold), elsewhere: true },
      ),
    async unpaidOf(buyerId) {
      const [holds, expectsMore] = await Promise.all([
        store.unpaidHolds(buyerId, clock.now()),
        store.expectsUnits(buyerId),
      ])
      return { holds, expectsMore }
    },
    latestHolds: store.latestHolds,
    reference: store.reference,
    lotsOnSale: store.lotsOnSale,
    async paidHoldsOfLot(lotId, limit) {
      const { count, holdIds } = await store.paidHoldsOfLot(lotId, limit)
      const holds = new Map((await store.holds(holdIds)).map((hold) => [hold.holdId, hold]))
      return { count, latest: holdIds.map((holdId) => holds.get(holdId)!) }
    },
    tally: store.tally,
    draw: store.draw,
    entries: store.entries,
    entriesOf: store.entriesOf,
    claimsOf: store.claimsOf,
    claimsGranted: store.claimsGranted,
    claimsBy: store.claimsBy,
    placesOf: (buyerId, liveSessionId) => store.placesOf(buyerId, liveSessionId, clock.now()),
    paysFirst: (buyerId) => store.paysFirst(buyerId, clock.now()),
  }
}
