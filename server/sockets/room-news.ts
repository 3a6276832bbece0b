import type { SaleView } from '#shared/flash-sale.ts'
import type { ChatView } from '#shared/chat.ts'
import { TICKER_LENGTH, type TickerView } from '#shared/live.ts'
import { holdView, saleView, type FlashSales, type HoldDetail } from '#server/flash-sale/index.ts'
import type { ChatNews } from '#server/live/index.ts'
import { createBeat } from './beat.ts'
import { createChatMailbox } from './chat-mailbox.ts'
import type { Tabs } from './tabs.ts'
import { buyerRoom, hostRoom, liveRoom, type RoomServer, type SocketDeps } from './types.ts'
import { createWatchers } from './watchers.ts'

/** Ten times a second is as much as an eye follows; a thousand claims in between cost a room nothing. */
const NEWS_MS = 100
const SLOW_NEWS_MS = 1_000
const HOST_NEWS_MS = 5_000

export type RoomNews = ReturnType<typeof tellRooms>
type NewsDeps = Pick<SocketDeps, 'services' | 'log'> & { tabs: Tabs }
type Mailbox = ReturnType<typeof createMailbox>

/** Carries what the services tell to the sockets that want it, gathered per room. */
export function tellRooms(io: RoomServer, { services, log, tabs }: NewsDeps) {
  const { flashSale, live, luckyDraws, likes, coupons } = services
  const mailboxes = new Map<string, Mailbox>()
  const watchers = createWatchers(io, {
    ...{ services, log },
    viewersChanged: (liveSessionId) => mailbox(liveSessionId).viewersChanged(),
  })
  const has = (room: string) => io.sockets.adapter.rooms.has(room)

  function mailbox(liveSessionId: string): Mailbox {
    const known = mailboxes.get(liveSessionId)
    if (known) return known
    for (const [id, box] of mailboxes) if (box.isQuiet()) mailboxes.delete(id)
    const opened = createMailbox(io, liveSessionId, { services, log })
    mailboxes.set(liveSessionId, opened)
    return opened
  }

  const whereWatched = (tell: (box: Mailbox) => void) => (liveSessionId: string) => {
    if (has(liveRoom(liveSessionId))) tell(mailbox(liveSessionId))
  }

  const tellAuthor = (
    liveSessionId: string,
    { buyerId, message }: { buyerId: string; message: ChatView },
  ) => {
    if (tabs.of(buyerId)) io.to(buyerRoom(buyerId)).emit('chat:sent', { liveSessionId, messages: [message] })
  }

  const stops = [
    flashSale.onSaleChanged((sale) => {
      if (sale.liveSessionId) mailbox(sale.liveSessionId).saleChanged(saleView(sale))
    }),
    ...tellHolds(io, flashSale, tabs),
    live.onViewersElsewhere(whereWatched((box) => box.viewersChanged())),
    live.onRoomChanged((liveSessionId) => mailbox(liveSessionId).roomChanged()),
    live.onActed((liveSessionId) => {
      if (has(hostRoom(liveSessionId))) mailbox(liveSessionId).numbersChanged()
    }),
    luckyDraws.onChanged(whereWatched((box) => box.drawChanged())),
    likes.onChanged(whereWatched((box) => box.likesChanged())),
    coupons.onChanged(whereWatched((box) => box.couponsChanged())),
    live.onTicker((liveSessionId, line) => {
      if (has(liveRoom(liveSessionId))) mailbox(liveSessionId).ticker(line)
    }),
    live.onChat((liveSessionId, news) => {
      if (news.kind === 'own') tellAuthor(liveSessionId, news)
      if (has(liveRoom(liveSessionId))) mailbox(liveSessionId).chat(news)
    }),
    // Not gathered: it comes no more often than the host's page may send it, and each one is old a moment later.
    live.onCaption((liveSessionId, caption) => {
      if (!has(liveRoom(liveSessionId))) return
      io.to(liveRoom(liveSessionId)).volatile.emit('caption:said', { liveSessionId, ...caption })
    }),
  ]

  // What the guard refuses changes nothing that is told; hosts see it all the same.
  const hosts = eachHostRoom(io, (liveSessionId) => {
    watchers.dismissWhoMayNot(liveSessionId)
    mailbox(liveSessionId).numbersChanged()
  })

  return {
    viewersChanged: (liveSessionId: string) => mailbox(liveSessionId).viewersChanged(),
    stop() {
      clearInterval(hosts)
      for (const stop of stops) stop()
      for (const box of mailboxes.values()) box.stop()
    },
  }
}

/** What becomes of holds, to their buyers in every tab. */
function tellHolds(io: RoomServer, flashSale: FlashSales, tabs: Tabs): (() => void)[] {
  const tellBuyer = (hold: HoldDetail) => {
    if (tabs.of(hold.buyerId)) io.to(buyerRoom(hold.buyerId)).emit('hold:changed', holdView(hold))
  }
  return [
    flashSale.onHoldChanged(tellBuyer),
    flashSale.onHoldChangedElsewhere({
      isHere: (buyerId) => tabs.of(buyerId) !== undefined,
      tell: tellBuyer,
    }),
    flashSale.onHoldsGranted(({ buyerIds, holds }) => {
      holds.forEach((hold, index) => {
        const buyerId = buyerIds[index]!
        const buyer = tabs.of(buyerId)
        // The acknowledgement of the claim tells the tab that asked.
        const isAnswered = buyer?.open === 1 && buyer.claiming > 0
        if (buyer && !isAnswered) io.to(buyerRoom(buyerId)).emit('hold:changed', hold)
      })
    }),
  ]
}

function eachHostRoom(io: RoomServer, act: (liveSessionId: string) => void): NodeJS.Timeout {
  return setInterval(() => {
    for (const room of io.sockets.adapter.rooms.keys()) if (room.startsWith('host:')) act(room.slice(5))
  }, HOST_NEWS_MS).unref()
}

/** What waits to be told to one room. */
function createMailbox(io: RoomServer, liveSessionId: string, deps: Pick<SocketDeps, 'services' | 'log'>) {
  const { live } = deps.services
  const { log } = deps
  const room = io.to(liveRoom(liveSessionId))
  const counts = createCounts(io, liveSessionId, deps)
  const sales = new Map<string, SaleView>()
  const chat = createChatMailbox()
  const lines: TickerView[] = []
  let isRoomChanged = false

  const news = createBeat(NEWS_MS, () => {
    if (sales.size > 0)
      room.emit('sale:changed', {
        liveSessionId,
        version: live.stamp(liveSessionId),
        sales: [...sales.values()],
      })
    const { messages, messageIds, rules } = chat.empty()
    if (messages.length > 0) room.emit('chat:sent', { liveSessionId, messages })
    if (messageIds.length > 0) room.emit('chat:hidden', { liveSessionId, messageIds })
    if (rules) room.emit('chat:ruled', { liveSessionId, ...rules })
    if (lines.length > 0) room.emit('ticker:moved', { liveSessionId, lines: lines.splice(0) })
    if (isRoomChanged) tellRoom().catch((error: unknown) => log.warn({ error }, 'news of a room was lost'))
    sales.clear()
    isRoomChanged = false
  })
  async function tellRoom() {
    const headline = await live.headline(liveSessionId)
    if (headline) room.emit('room:changed', { ...headline, version: live.stamp(liveSessionId) })
  }

  return {
    saleChanged(sale: SaleView) {
      sales.set(sale.saleId, sale)
      news.ask()
      counts.numbersChanged()
    },
    roomChanged() {
      isRoomChanged = true
      news.ask()
    },
    chat(told: ChatNews) {
      chat.put(told)
      news.ask()
      if (told.kind !== 'said') counts.hostChatChanged()
    },
    ticker(line: TickerView) {
      lines.push(line)
      if (lines.length > TICKER_LENGTH) lines.shift()
      news.ask()
    },
    viewersChanged: counts.viewersChanged,
    numbersChanged: counts.numbersChanged,
    drawChanged: counts.drawChanged,
    likesChanged: counts.likesChanged,
    couponsChanged: counts.couponsChanged,
    isQuiet: () => news.isQuiet() && counts.isQuiet(),
    stop() {
      news.stop()
      counts.stop()
    },
  }
}

/** The slow half: how many watch, like it, take part in a draw and took a coupon, and what the host sees. */
function createCounts(
  io: RoomServer,
  liveSessionId: string,
  { services, log }: Pick<SocketDeps, 'services' | 'log'>,
) {
  const { live, luckyDraws, likes, coupons } = services
  const { rooms } = io.sockets.adapter
  const [host, all] = [hostRoom(liveSessionId), liveRoom(liveSessionId)]
  const viewers = createBeat(SLOW_NEWS_MS, () => {
    const inRoom = rooms.get(all) ?? new Set()
    // Who sits at the desk hears the room, too, and is no viewer of it.
    const desks = [...(rooms.get(host) ?? [])].filter((id) => inRoom.has(id))
    const viewers = live.present(liveSessionId, inRoom.size - desks.length)
    io.to(all).emit('viewers:changed', { liveSessionId, viewers })
    numbers.ask()
  })
  /** What is read afresh and told to a room, where anybody is in it. */
  function told<Value>(room: string, read: () => Promise<Value>, tell: (now: NonNullable<Value>) => void) {
    return createBeat(SLOW_NEWS_MS, () => {
      if (!rooms.has(room)) return
      read().then(
        (now) => now && tell(now),
        (error: unknown) => log.warn({ error, room }, 'news of a room was lost'),
      )
    })
  }
  const numbers = told(
    host,
    () => live.numbers(liveSessionId),
    (counted) => io.to(host).emit('host:numbers', counted),
  )
  const hostChat = told(
    host,
    () => live.hostChat(liveSessionId),
    (seen) => io.to(host).emit('host:chat', seen),
  )
  const draw = told(
    all,
    () => luckyDraws.latestIn(liveSessionId),
    (now) => io.to(all).emit('draw:changed', now),
  )
  const liked = told(
    all,
    () => likes.count(liveSessionId),
    (count) => io.to(all).emit('likes:changed', { liveSessionId, likes: count }),
  )
  const offered = told(
    all,
    () => coupons.releasedIn(liveSessionId),
    (offers) => io.to(all).emit('offers:changed', { liveSessionId, offers }),
  )
  const beats = [viewers, numbers, hostChat, draw, liked, offered]
  return {
    viewersChanged: viewers.ask,
    numbersChanged: numbers.ask,
    hostChatChanged: hostChat.ask,
    drawChanged: draw.ask,
    likesChanged: liked.ask,
    couponsChanged: offered.ask,
    isQuiet: () => beats.every((beat) => beat.isQuiet()),
    stop() {
      for (const beat of beats) beat.stop()
    },
  }
}
