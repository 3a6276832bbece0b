import { TICKER_LENGTH, type Playback } from '#shared/live.ts'
import { sumFen, type Fen } from '#shared/money.ts'
import type { Catalog } from '#server/catalog/index.ts'
import type { Guard } from '#server/guard/index.ts'
import type { FlashSales } from '#server/flash-sale/index.ts'
import type { Media } from '#server/media/index.ts'
import type { Clock } from '#server/platform/clock.ts'
import type { Db } from '#server/platform/db.ts'
import type { Ids } from '#server/platform/ids.ts'
import type { Log } from '#server/platform/log.ts'
import type { NodeBus } from '#server/platform/node-bus.ts'
import { createChat } from './chat.ts'
import { withOwn } from './chat-reads.ts'
import { readEvidence } from './chat-evidence.ts'
import { createChatRules } from './chat-rules.ts'
import { createChatStore } from './chat-store.ts'
import { createProgramme } from './programme.ts'
import { createRoomNews } from './room-news.ts'
import { createRoomSales } from './room-sales.ts'
import { createSaleLogs } from './sale-log.ts'
import { createRooms, type SharedSnapshot } from './rooms.ts'
import { tickerLine } from './rules.ts'
import { createLiveStore } from './store.ts'
import type { LiveSessions } from './types.ts'

/** What a live room needs to know of the split, and no more. */
export type Shares = {
  preview(price: {
    goods: { productId: string; cooperativeId: string; ruleCode: string }
    goodsFen: Fen
    at: Date
  }): Promise<{ legs: readonly { partyKind: string; amountFen: Fen }[] }>
  netFor(orderLineIds: readonly string[], partyKind: 'household'): Promise<Fen>
}
export type LiveDeps = {
  db: Db
  clock: Clock
  ids: Ids
  log: Log
  bus: NodeBus
  catalog: Pick<Catalog, 'variants'>
  guard: Pick<Guard, 'roomToken' | 'report'>
  flashSale: FlashSales
  revenueShare: Shares
  media: Pick<Media, 'playback' | 'end' | 'onChanged'>
}

/** Broadcasts of village secretaries: when, what is shown, who watches, what is said. See README.md. */
export function createLiveSessions(deps: LiveDeps): LiveSessions {
  const { db, clock, ids, log, bus, flashSale } = deps
  const store = createLiveStore(db)
  const rooms = createRooms({ clock })
  const chatStore = createChatStore(db)
  const villageOf = async (liveSessionId: string) => (await store.session(liveSessionId))?.villageId ?? null
  const chatRules = createChatRules({ store: chatStore, villageOf })
  const news = createRoomNews({ clock, log, bus, flashSale, rooms, chatRules })
  const { recent, ...chat } = createChat({ store: chatStore, rules: chatRules, clock, ids, tell: news.chat })
  const { snapshot, numbers } = createViews(deps, { store, rooms, recentChat: recent })
  const programme = createProgramme({
    ...{ store, clock, ids, rooms, flashSale, media: deps.media },
    changed: news.roomChanged,
  })
  const stopHearing = deps.media.onChanged((liveSessionId) => {
    rooms.forget(liveSessionId)
    news.roomChanged(liveSessionId)
  })

  return {
    ...programme,
    ...createSaleLogs(flashSale, deps.catalog),
    ...chat,
    chatEvidence: (liveSessionId, page) => readEvidence(chatStore, liveSessionId, page),
    snapshot,
    numbers,
    stamp: rooms.stamp,

    present(liveSessionId, viewers) {
      const before = rooms.viewers(liveSessionId)
      rooms.setViewers(liveSessionId, viewers)
      news.present(liveSessionId, viewers)
      const all = rooms.viewers(liveSessionId)
      if (all > before)
        store
          .raisePeak(liveSessionId, all)
          .catch((error: unknown) => log.warn({ error, liveSessionId }, 'the peak of viewers was not kept'))
      return all
    },

    ...news.listening,
    close() {
      stopHearing()
      news.close()
    },
  }
}

type Store = ReturnType<typeof createLiveStore>
type Rooms = ReturnType<typeof createRooms>
type Chat = ReturnType<typeof createChat>

/** What viewers and the host see. */
function createViews(
  deps: LiveDeps,
  { store, rooms, recentChat }: { store: Store; rooms: Rooms; recentChat: Chat['recent'] },
): Pick<LiveSessions, 'snapshot' | 'numbers'> {
  const { clock, catalog, flashSale, revenueShare } = deps
  const roomSales = createRoomSales({
    clock,
    catalog,
    async householdShareFen(goods, goodsFen) {
      const { legs } = await revenueShare.preview({ goods, goodsFen, at: clock.now() })
      const own = legs.filter(({ partyKind }) => partyKind === 'household')
      return sumFen(own.map(({ amountFen }) => amountFen))
    },
  })

  async function read(liveSessionId: string, version: number): Promise<SharedSnapshot | null> {
    const session = await store.session(liveSessionId)
    if (!session) return null
    const [sales, chat, holds, playback] = await Promise.all([
      flashSale.salesOfSession(liveSessionId).then(roomSales),
      recentChat(liveSessionId),
      flashSale.latestHolds(liveSessionId, TICKER_LENGTH),
      deps.media.playback(liveSessionId),
    ])
    const { state, startsAt, demoBuyers, featuredSaleId } = session
    // After a restart of the node, until the host's device has dialled again: a replay is no broadcast.
    const isComingBack = state === 'live' && playback.state === 'recorded'
    const video: Playback = isComingBack ? { state: 'none' } : playback
    const remembered = holds.map((hold) => tickerLine(hold, hold.createdAt)).reverse()
    const ticker = rooms.ticker(liveSessionId, remembered)
    return {
      liveSessionId,
      state,
      version,
      startsAt,
      demoBuyers,
      featuredSaleId,
      video,
      sales,
      ticker,
      ...chat,
    }
  }

  return {
    async snapshot(liveSessionId, buyerId) {
      const shared = await rooms.shared(liveSessionId, (version) => read(liveSessionId, version))
      if (!shared) return null
      // What is the buyer's own is read afresh, after what may be a second old, and each before what it becomes: an
      // entry becomes a place or a hold, a place a hold. What changes meanwhile is then seen twice, never not at all.
      const hasDraws = shared.sales.some(({ opening }) => opening !== 'first_come')
      const entries = hasDraws ? await flashSale.entriesOf(buyerId, liveSessionId) : []
      const places = await flashSale.placesOf(buyerId, liveSessionId)
      const holds = await flashSale.openHoldsOf(buyerId, liveSessionId)
      const mayPayFirst = shared.sales.some(({ payFirst }) => payFirst)
      const paysFirst = mayPayFirst && (await flashSale.paysFirst(buyerId))
      const viewers = rooms.viewers(liveSessionId)
      const roomToken = deps.guard.roomToken(buyerId)
      const { ownChat, ...seen } = shared
      return {
        ...seen,
        chat: withOwn(shared.chat, ownChat, buyerId),
        viewers,
        entries,
        places,
        paysFirst,
        roomToken,
        serverNow: clock.now().toISOString(),
        holds,
      }
    },

    async numbers(liveSessionId) {
      const [tally, sales, lines] = await Promise.all([
        flashSale.tally(liveSessionId),
        flashSale.salesOfSession(liveSessionId),
        store.paidLines(liveSessionId),
      ])
      const left = sales.reduce((sum, sale) => sum + sale.left, 0)
      const householdsNetFen = await revenueShare.netFor(lines, 'household')
      const guard = deps.guard.report(sales.map(({ saleId }) => saleId))
      return { liveSessionId, viewers: rooms.viewers(liveSessionId), ...tally, left, householdsNetFen, guard }
    },
  }
}
