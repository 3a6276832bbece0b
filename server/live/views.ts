import { TICKER_LENGTH } from '#shared/live.ts'
import type { createChat } from './chat.ts'
import { withOwn } from './chat-reads.ts'
import type { HostCommands } from './host-commands.ts'
import { createRoomSales, type CardDeps } from './room-sales.ts'
import type { Addressed } from './low-latency.ts'
import type { createRooms, SharedSnapshot } from './rooms.ts'
import { shown, tickerLine } from './rules.ts'
import type { Show } from './show.ts'
import type { createLiveStore } from './store.ts'
import type { LiveDeps, LiveSessions } from './types.ts'

type Store = ReturnType<typeof createLiveStore>
type Rooms = ReturnType<typeof createRooms>
type Chat = ReturnType<typeof createChat>

type Known = {
  addressed: Addressed
  pinned: Show['pinned']
  goods: Show['goods']
  store: Store
  rooms: Rooms
  recentChat: Chat['recent']
  lastAct: HostCommands['lastAct']
  householdShareFen: CardDeps['householdShareFen']
}

/** What viewers and the host see. */
export function createViews(
  deps: LiveDeps,
  { store, rooms, recentChat, lastAct, pinned, goods: goodsOf, householdShareFen, addressed }: Known,
): Pick<LiveSessions, 'snapshot' | 'numbers'> {
  const { clock, catalog, flashSale, revenueShare } = deps
  const roomSales = createRoomSales({ clock, catalog, householdShareFen })

  async function read(liveSessionId: string, version: number): Promise<SharedSnapshot | null> {
    const session = await store.session(liveSessionId)
    if (!session) return null
    const [sales, chat, holds, playback, pin, goods] = await Promise.all([
      flashSale.salesOfSession(liveSessionId).then(roomSales),
      recentChat(liveSessionId),
      flashSale.latestHolds(liveSessionId, TICKER_LENGTH),
      deps.media.playback(liveSessionId),
      pinned(liveSessionId),
      goodsOf(liveSessionId),
    ])
    const { state, startsAt, demoBuyers, featuredSaleId } = session
    const video = shown(playback, state)
    const remembered = holds.map((hold) => tickerLine(hold, hold.createdAt)).reverse()
    const ticker = rooms.ticker(liveSessionId, remembered)
    const changing = { version, video, sales, pin, goods, ticker, ...chat }
    return { liveSessionId, state, startsAt, demoBuyers, featuredSaleId, ...changing }
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
        video: addressed(seen.video, { liveSessionId, buyerId }),
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
      const [tally, sales, lines, act] = await Promise.all([
        flashSale.tally(liveSessionId),
        flashSale.salesOfSession(liveSessionId),
        store.paidLines(liveSessionId),
        lastAct(liveSessionId),
      ])
      const left = sales.reduce((sum, sale) => sum + sale.left, 0)
      const householdsNetFen = await revenueShare.netFor(lines, 'household')
      const guard = deps.guard.report(sales.map(({ saleId }) => saleId))
      const viewers = rooms.viewers(liveSessionId)
      return { liveSessionId, viewers, ...tally, left, householdsNetFen, guard, lastAct: act }
    },
  }
}
