import type { SaleView } from '#shared/flash-sale.ts'
import { CHAT_LENGTH, type ChatView, type HostNumbers, type RoomSnapshot } from '#shared/live.ts'
import { append, withLater } from '../live/lines.ts'

/** What the host's screen shows: the room as loaded, moved on by news. */
export type HostRoom = { room: RoomSnapshot; numbers: HostNumbers }

export type HostNews =
  /** `joined`: the first of a connection, whose node numbers its news for itself */
  | { kind: 'loaded' | 'joined'; room: RoomSnapshot; numbers: HostNumbers }
  | { kind: 'sales'; version: number; sales: readonly SaleView[] }
  | { kind: 'numbers'; numbers: HostNumbers }
  | { kind: 'viewers'; viewers: number }
  | { kind: 'chat'; messages: readonly ChatView[] }

/** News may come late, twice, or out of order; each sale's own version says which is newer. */
export function hear(state: HostRoom, news: HostNews): HostRoom {
  const { room, numbers } = state
  switch (news.kind) {
    case 'joined':
      return {
        room: { ...withKnownChat(news.room, room), sales: moved(news.room, room.sales) },
        numbers: news.numbers,
      }
    case 'loaded':
      return isOlder(news.room, room)
        ? state
        : { room: withKnownChat(news.room, room), numbers: news.numbers }
    case 'sales':
      return {
        numbers,
        room: { ...room, version: Math.max(room.version, news.version), sales: moved(room, news.sales) },
      }
    case 'numbers':
      return { room, numbers: news.numbers }
    case 'viewers':
      return { room: { ...room, viewers: news.viewers }, numbers: { ...numbers, viewers: news.viewers } }
    case 'chat':
      return { numbers, room: { ...room, chat: append(room.chat, news.messages, CHAT_LENGTH) } }
  }
}

function isOlder(loaded: RoomSnapshot, known: RoomSnapshot): boolean {
  return loaded.liveSessionId === known.liveSessionId && loaded.version < known.version
}

function withKnownChat(loaded: RoomSnapshot, known: RoomSnapshot): RoomSnapshot {
  if (loaded.liveSessionId !== known.liveSessionId) return loaded
  return { ...loaded, chat: withLater(loaded.chat, known.chat, CHAT_LENGTH) }
}

function moved(room: RoomSnapshot, news: readonly SaleView[]): RoomSnapshot['sales'] {
  const newer = new Map(news.map((sale) => [sale.saleId, sale]))
  return room.sales.map((sale) => {
    const change = newer.get(sale.saleId)
    return change && change.version > sale.version ? { ...sale, ...change } : sale
  })
}
