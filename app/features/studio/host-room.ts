import type { OfferFacts, OfferView } from '#shared/coupons.ts'
import type { SaleView } from '#shared/flash-sale.ts'
import type { HostChat } from '#shared/chat.ts'
import type { LuckyDrawView } from '#shared/lucky-draw.ts'
import type { HostNumbers, RoomSnapshot } from '#shared/live.ts'
import type { PinView } from '#shared/show.ts'
import { laterOffers } from '../coupons/later-offers.ts'
import { laterDraw } from '../lucky-draw/later-draw.ts'
import { hearChat, withKnownChat, type ChatNews } from '../live/chat-lines.ts'

/** What the host's screen shows: the room as loaded, moved on by news. */
export type HostRoom = {
  room: RoomSnapshot
  numbers: HostNumbers
  hostChat: HostChat
  /** 抽奖, the one that runs or was last */
  draw: LuckyDrawView | null
  /** 优惠券, 红包: what was released, and what there is to release */
  offers: readonly OfferView[]
  waitingOffers: readonly OfferFacts[]
}

export type HostNews =
  /** `joined`: the first of a connection, whose node numbers its news for itself */
  | ({ kind: 'loaded' } & HostRoom)
  | { kind: 'joined'; room: RoomSnapshot; numbers: HostNumbers }
  | { kind: 'sales'; version: number; sales: readonly SaleView[] }
  | { kind: 'numbers'; numbers: HostNumbers }
  | { kind: 'viewers'; viewers: number }
  | ChatNews
  | { kind: 'host-chat'; hostChat: HostChat }
  | { kind: 'pin'; pin: PinView }
  | { kind: 'draw'; draw: LuckyDrawView | null }
  | { kind: 'coupons'; offers: readonly OfferView[] }

/** News may come late, twice, or out of order; each sale's own version says which is newer. */
export function hear(state: HostRoom, news: HostNews): HostRoom {
  const { room, numbers } = state
  switch (news.kind) {
    case 'joined':
      return {
        ...state,
        room: { ...withChat(news.room, room), sales: moved(news.room, room.sales) },
        numbers: news.numbers,
      }
    case 'loaded':
      return isOlder(news.room, room)
        ? state
        : {
            room: withChat(news.room, room),
            numbers: news.numbers,
            hostChat: news.hostChat,
            draw: laterDraw(state.draw, news.draw),
            offers: laterOffers(state.offers, news.offers),
            waitingOffers: news.waitingOffers,
          }
    case 'sales':
      return {
        ...state,
        room: { ...room, version: Math.max(room.version, news.version), sales: moved(room, news.sales) },
      }
    case 'numbers':
      return { ...state, numbers: news.numbers }
    case 'viewers':
      return {
        ...state,
        room: { ...room, viewers: news.viewers },
        numbers: { ...numbers, viewers: news.viewers },
      }
    case 'chat':
    case 'hidden':
    case 'ruled':
      return { ...state, room: { ...room, ...hearChat(room, news) } }
    case 'pin':
      return news.pin.version < room.pin.version ? state : { ...state, room: { ...room, pin: news.pin } }
    case 'draw':
      return { ...state, draw: laterDraw(state.draw, news.draw) }
    case 'coupons':
      return { ...state, offers: laterOffers(state.offers, news.offers) }
    case 'host-chat':
      return { ...state, hostChat: news.hostChat }
  }
}

function isOlder(loaded: RoomSnapshot, known: RoomSnapshot): boolean {
  return loaded.liveSessionId === known.liveSessionId && loaded.version < known.version
}

function withChat(loaded: RoomSnapshot, known: RoomSnapshot): RoomSnapshot {
  if (loaded.liveSessionId !== known.liveSessionId) return loaded
  return { ...loaded, chat: withKnownChat(loaded, known) }
}

function moved(room: RoomSnapshot, news: readonly SaleView[]): RoomSnapshot['sales'] {
  const newer = new Map(news.map((sale) => [sale.saleId, sale]))
  return room.sales.map((sale) => {
    const change = newer.get(sale.saleId)
    return change && change.version > sale.version ? { ...sale, ...change } : sale
  })
}
