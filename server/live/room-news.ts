import type { Caption } from '#shared/captions.ts'
import { TICKER_LENGTH, type TickerView } from '#shared/live.ts'
import type { FlashSales } from '#server/flash-sale/index.ts'
import type { Clock } from '#server/platform/clock.ts'
import { createListeners } from '#server/platform/listeners.ts'
import type { Log } from '#server/platform/log.ts'
import type { NodeBus } from '#server/platform/node-bus.ts'
import type { ChatRulesCache } from './chat-rules.ts'
import { createOtherNodes } from './other-nodes.ts'
import { createQueueWatch } from './queue-watch.ts'
import type { createRooms } from './rooms.ts'
import { tickerLine } from './rules.ts'
import type { ChatNews } from './chat-types.ts'

type RoomNewsDeps = {
  clock: Clock
  log: Log
  bus: NodeBus
  flashSale: FlashSales
  rooms: ReturnType<typeof createRooms>
  chatRules: Pick<ChatRulesCache, 'forget'>
}

/** What is told in a room: to those who look at it here, and to the nodes where the others are. */
export function createRoomNews({ clock, log, bus, flashSale, rooms, chatRules }: RoomNewsDeps) {
  const changes = createListeners<[liveSessionId: string]>()
  const ticker = createListeners<[liveSessionId: string, line: TickerView]>()
  const chat = createListeners<[liveSessionId: string, news: ChatNews]>()
  const captions = createListeners<[liveSessionId: string, caption: Caption]>()
  const viewersElsewhere = createListeners<[liveSessionId: string]>()
  const acts = createListeners<[liveSessionId: string]>()

  function hearTicker(liveSessionId: string, line: TickerView) {
    rooms.addToTicker(liveSessionId, line)
    ticker.tell(liveSessionId, line)
  }
  async function lookAgain(liveSessionId: string) {
    changes.tell(liveSessionId)
    const sales = await flashSale.salesOfSession(liveSessionId)
    flashSale.lookAgain(sales.map(({ saleId }) => saleId))
  }
  const otherNodes = createOtherNodes({
    bus,
    rooms,
    chatRules,
    hear: {
      roomChanged: changes.tell,
      chat: chat.tell,
      caption: captions.tell,
      ticker: hearTicker,
      viewers: viewersElsewhere.tell,
      gap: (liveSessionId) =>
        void lookAgain(liveSessionId).catch((error: unknown) =>
          log.warn({ error, liveSessionId }, 'what other nodes did was not looked up'),
        ),
    },
  })
  function tickerMoved(liveSessionId: string, line: TickerView) {
    hearTicker(liveSessionId, line)
    otherNodes.ticker(liveSessionId, line)
  }

  hearSales(flashSale, { clock, queueChanged: changes.tell, tickerMoved })

  return {
    roomChanged(liveSessionId: string) {
      changes.tell(liveSessionId)
      otherNodes.roomChanged(liveSessionId)
    },
    chat(liveSessionId: string, told: ChatNews) {
      // Whoever comes now is not told it any more, and must find it in the snapshot.
      rooms.forget(liveSessionId)
      chat.tell(liveSessionId, told)
      otherNodes.chat(liveSessionId, told)
    },
    caption(liveSessionId: string, said: Caption) {
      captions.tell(liveSessionId, said)
      otherNodes.caption(liveSessionId, said)
    },
    acted: acts.tell,
    present: otherNodes.present,
    listening: {
      onRoomChanged: changes.on,
      onTicker: ticker.on,
      onChat: chat.on,
      onCaption: captions.on,
      onActed: acts.on,
      onViewersElsewhere: viewersElsewhere.on,
    },
    close: otherNodes.close,
  }
}

type Hear = {
  clock: Clock
  queueChanged(liveSessionId: string): void
  tickerMoved(liveSessionId: string, line: TickerView): void
}

/** What sales tell of a room's queue and ticker. */
function hearSales(flashSale: FlashSales, { clock, queueChanged, tickerMoved }: Hear) {
  const changesQueue = createQueueWatch()
  // Every node hears of a sale by itself, and finds out by itself whether the queue is another.
  flashSale.onSaleChanged((sale) => {
    if (sale.liveSessionId && changesQueue(sale)) queueChanged(sale.liveSessionId)
  })
  flashSale.onHoldChanged((hold) => {
    if (hold.liveSessionId && hold.state === 'paid')
      tickerMoved(hold.liveSessionId, tickerLine(hold, clock.now().toISOString()))
  })
  flashSale.onHoldsGranted(({ liveSessionId, buyerIds, holds }) => {
    if (!liveSessionId) return
    const from = Math.max(0, holds.length - TICKER_LENGTH)
    for (const [index, hold] of holds.slice(from).entries()) {
      const line = tickerLine({ ...hold, buyerId: buyerIds[from + index]! }, hold.createdAt)
      tickerMoved(liveSessionId, line)
    }
  })
}
