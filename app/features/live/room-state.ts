import type { Caption } from '#shared/captions.ts'
import type { OfferView } from '#shared/coupons.ts'
import type { HoldView, Place, SaleView } from '#shared/flash-sale.ts'
import type { LuckyDrawView } from '#shared/lucky-draw.ts'
import type { LiveState, RoomSale, RoomSnapshot, TickerView } from '#shared/live.ts'
import type { PinView } from '#shared/show.ts'
import { laterOffers } from '../coupons/later-offers.ts'
import { hearChat, withKnownChat, type ChatNews } from './chat-lines.ts'
import { laterDraw } from '../lucky-draw/later-draw.ts'
import { append, withLater } from './lines.ts'

// Pure: a snapshot moved on by news. News is a hint, so a room can find that it is stale and must ask again.

const TICKER_SHOWN = 20

/** What is known of a room beside its snapshot. */
export type Beside = {
  /** 抽奖, the one that runs or was last */
  draw: LuckyDrawView | null
  /** 点赞: how many people like it */
  likes: number
  /** 优惠券, 红包: all that was released, newest first */
  offers: readonly OfferView[]
}
/** `caption`: 字幕, the last line that was heard here */
export type Room = RoomSnapshot & Beside & { stale: boolean; caption: Caption | null }

export type RoomNews =
  /** `joined`: the first of a connection, whose node numbers its news for itself */
  | { kind: 'snapshot' | 'joined'; snapshot: RoomSnapshot }
  | { kind: 'sales'; version: number; sales: readonly SaleView[] }
  | {
      kind: 'room'
      version: number
      state: LiveState
      featuredSaleId: string | null
      pin: PinView
      demoBuyers: boolean
    }
  | { kind: 'viewers'; viewers: number }
  | ChatNews
  | { kind: 'ticker'; lines: readonly TickerView[] }
  | { kind: 'hold'; hold: HoldView }
  /** the connection was too slow for some of it */
  | { kind: 'missed' }
  /** 候补: the buyer is in line for a sale, or not any more */
  | { kind: 'place'; saleId: string; place: Place | null }
  | { kind: 'draw'; draw: LuckyDrawView | null }
  | { kind: 'likes'; likes: number }
  | { kind: 'coupons'; offers: readonly OfferView[] }
  | { kind: 'caption'; caption: Caption }

const NOTHING_BESIDE: Beside = { draw: null, likes: 0, offers: [] }

export function openRoom(snapshot: RoomSnapshot, beside = NOTHING_BESIDE): Room {
  return { ...snapshot, stale: false, ...beside, caption: null }
}

export function hear(room: Room, news: RoomNews): Room {
  switch (news.kind) {
    case 'snapshot':
      return isOvertaken(room, news.snapshot) ? room : takeSnapshot(room, news.snapshot)
    case 'joined':
      // Versions of another node, or of one that began anew, may be lower. Or news was faster than this answer: ask again.
      return { ...takeSnapshot(room, news.snapshot), stale: isOvertaken(room, news.snapshot) }
    case 'sales':
      return { ...advance(room, news.version), sales: moveSales(room.sales, news.sales) }
    case 'room': {
      if (news.version < room.version) return room
      const { state, featuredSaleId, pin, demoBuyers } = news
      // The queue may have changed with it, and only a snapshot has the queue.
      return { ...room, version: news.version, state, featuredSaleId, pin, demoBuyers, stale: true }
    }
    case 'viewers':
      return { ...room, viewers: news.viewers }
    case 'chat':
    case 'hidden':
    case 'ruled':
      return { ...room, ...hearChat(room, news) }
    case 'ticker':
      return { ...room, ticker: append(room.ticker, news.lines, TICKER_SHOWN) }
    case 'missed':
      return { ...room, stale: true }
    case 'hold':
      return takeHold(room, news.hold)
    case 'draw':
      return { ...room, draw: laterDraw(room.draw, news.draw) }
    case 'likes':
      // They only grow: fewer is older news.
      return { ...room, likes: Math.max(room.likes, news.likes) }
    case 'coupons':
      return { ...room, offers: laterOffers(room.offers, news.offers) }
    case 'caption':
      return isOutdone(room.caption, news.caption) ? room : { ...room, caption: news.caption }
    case 'place': {
      const isOther = ({ saleId }: { saleId: string }) => saleId !== news.saleId
      const places = room.places.filter(isOther)
      return {
        ...room,
        places: news.place ? [...places, news.place] : places,
        entries: room.entries.filter(isOther),
      }
    }
  }
}

/** A line's last words are its best, whatever comes late. */
function isOutdone(known: Caption | null, told: Caption): boolean {
  return known !== null && known.number === told.number && known.isFinal && !told.isFinal
}

/** A snapshot that was overtaken by news is not the truth any more: ask again. */
function isOvertaken(room: Room, snapshot: RoomSnapshot): boolean {
  return snapshot.liveSessionId === room.liveSessionId && snapshot.version < room.version
}

function takeSnapshot(room: Room, snapshot: RoomSnapshot): Room {
  if (snapshot.liveSessionId !== room.liveSessionId) return openRoom(snapshot)
  const known = new Map(room.sales.map((sale) => [sale.saleId, sale]))
  const sales = snapshot.sales.map((sale) => newest(known.get(sale.saleId), sale))
  return {
    ...snapshot,
    // The first one says longest that we are here.
    roomToken: room.roomToken,
    sales,
    chat: withKnownChat(snapshot, room),
    ticker: withLater(snapshot.ticker, room.ticker, TICKER_SHOWN),
    draw: room.draw,
    likes: room.likes,
    offers: room.offers,
    caption: room.caption,
    stale: false,
  }
}

function newest(known: RoomSale | undefined, told: RoomSale): RoomSale {
  return known && known.version > told.version ? { ...told, ...pickView(known) } : told
}

function pickView(sale: RoomSale) {
  const { version, state, total, held, sold, left, opensAt, endsAt, stop, waiting, waitFirst } = sale
  return { version, state, total, held, sold, left, opensAt, endsAt, stop, waiting, waitFirst }
}

/** A version that skips one means that something was missed. */
function advance(room: Room, version: number): Room {
  const missed = version > room.version + 1
  return { ...room, version: Math.max(room.version, version), stale: room.stale || missed }
}

function moveSales(sales: readonly RoomSale[], news: readonly SaleView[]): RoomSale[] {
  const told = new Map(news.map((sale) => [sale.saleId, sale]))
  return sales.map((sale) => {
    const change = told.get(sale.saleId)
    return change && change.version > sale.version ? { ...sale, ...change } : sale
  })
}

/** Who is granted a unit waits no longer; who has paid is forgiven, and what ran out unpaid may have been once too often. */
function takeHold(room: Room, hold: HoldView): Room {
  const paysFirst = hold.state !== 'paid' && (room.paysFirst || hold.payFirst)
  const mayPayFirst = hold.state === 'expired' && room.sales.some((sale) => sale.payFirst)
  const places =
    hold.state === 'held' ? room.places.filter(({ saleId }) => saleId !== hold.saleId) : room.places
  const stale = room.stale || mayPayFirst
  return { ...room, places, paysFirst, stale, holds: putHold(room.holds, hold) }
}

function putHold(holds: readonly HoldView[], hold: HoldView): HoldView[] {
  return [...holds.filter(({ holdId }) => holdId !== hold.holdId), hold]
}

/** What the room is about now: what the host features, else what is open, else what comes next, else what was last. */
export function featuredSale({ sales, featuredSaleId }: Pick<Room, 'sales' | 'featuredSaleId'>) {
  const inState = (...states: SaleView['state'][]) => sales.find(({ state }) => states.includes(state))
  return (
    sales.find(({ saleId, state }) => saleId === featuredSaleId && state !== 'ended') ??
    inState('open', 'paused') ??
    inState('scheduled', 'draft') ??
    sales.at(-1) ??
    null
  )
}
