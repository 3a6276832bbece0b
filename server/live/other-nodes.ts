import { z } from 'zod'
import { caption as captionSchema, type Caption } from '#shared/captions.ts'
import { TICKER_LENGTH, type TickerView } from '#shared/live.ts'
import type { NodeBus, Topic } from '#server/platform/node-bus.ts'
import type { ChatRulesCache } from './chat-rules.ts'
import type { createRooms } from './rooms.ts'
import type { ChatNews } from './chat-types.ts'

/** A rush of purchases is many lines a second, of which a room shows the last. */
const TICKER_MS = 250
/** A node that is gone takes its viewers with it: counts are told again and again, and forgotten in between. */
const PRESENCE_MS = 10_000
const PRESENT_FOR_MS = 3 * PRESENCE_MS

// Nodes believe each other: the schemas only find out whether the other one is of another version.
const roomChanged: Topic<string> = { name: 'room-changed', schema: z.string() }
const chatMoved: Topic<[string, ChatNews]> = {
  name: 'chat-moved',
  schema: z.tuple([z.string(), z.custom<ChatNews>((news) => typeof news === 'object')]),
}
const tickerMoved: Topic<[string, TickerView[]]> = {
  name: 'ticker-moved',
  schema: z.tuple([z.string(), z.array(z.custom<TickerView>((line) => typeof line === 'object'))]),
}
const captionSaid: Topic<[string, Caption]> = {
  name: 'caption-said',
  schema: z.tuple([z.string(), captionSchema]),
}
/** asked by a node that has just come, or may have missed something */
const whoIsPresent: Topic<null> = { name: 'who-is-present', schema: z.null() }
const present: Topic<[string, number]> = { name: 'present', schema: z.tuple([z.string(), z.int()]) }

type OtherNodesDeps = {
  bus: NodeBus
  rooms: Pick<ReturnType<typeof createRooms>, 'forget' | 'setViewersElsewhere' | 'watched'>
  chatRules: Pick<ChatRulesCache, 'forget'>
  /** what this node's listeners are told of what other nodes said */
  hear: {
    roomChanged(liveSessionId: string): void
    chat(liveSessionId: string, news: ChatNews): void
    caption(liveSessionId: string, said: Caption): void
    ticker(liveSessionId: string, line: TickerView): void
    viewers(liveSessionId: string): void
    /** something may have been missed in this room */
    gap(liveSessionId: string): void
  }
}

/** Carries what is said in a room to the nodes where its other viewers are. */
export function createOtherNodes({ bus, rooms, chatRules, hear }: OtherNodesDeps) {
  const lines = new Map<string, TickerView[]>()
  const told = new Map<string, number>()
  let flushing: NodeJS.Timeout | null = null

  function flush() {
    flushing = null
    for (const [liveSessionId, waiting] of lines) bus.publish(tickerMoved, [liveSessionId, waiting])
    lines.clear()
  }
  function tellPresence() {
    for (const [liveSessionId, viewers] of told) {
      bus.publish(present, [liveSessionId, viewers])
      if (viewers === 0) told.delete(liveSessionId)
    }
  }
  const again = setInterval(tellPresence, PRESENCE_MS).unref()
  bus.publish(whoIsPresent, null)

  const stops = [
    bus.subscribe(roomChanged, (liveSessionId) => {
      rooms.forget(liveSessionId)
      hear.roomChanged(liveSessionId)
    }),
    bus.subscribe(chatMoved, ([liveSessionId, news]) => {
      if (news.kind === 'ruled') chatRules.forget()
      rooms.forget(liveSessionId)
      hear.chat(liveSessionId, news)
    }),
    bus.subscribe(captionSaid, ([liveSessionId, said]) => hear.caption(liveSessionId, said)),
    bus.subscribe(tickerMoved, ([liveSessionId, told]) => {
      for (const line of told) hear.ticker(liveSessionId, line)
    }),
    bus.subscribe(present, ([liveSessionId, viewers], nodeId) => {
      if (rooms.setViewersElsewhere(liveSessionId, { nodeId, viewers, forMs: PRESENT_FOR_MS }))
        hear.viewers(liveSessionId)
    }),
    bus.subscribe(whoIsPresent, tellPresence),
    bus.onGap((gap) => {
      if (gap === 'back') bus.publish(whoIsPresent, null)
      chatRules.forget()
      for (const liveSessionId of rooms.watched()) {
        rooms.forget(liveSessionId)
        hear.gap(liveSessionId)
      }
    }),
  ]

  return {
    roomChanged: (liveSessionId: string) => bus.publish(roomChanged, liveSessionId),
    chat: (liveSessionId: string, news: ChatNews) => bus.publish(chatMoved, [liveSessionId, news]),
    caption: (liveSessionId: string, said: Caption) => bus.publish(captionSaid, [liveSessionId, said]),
    ticker(liveSessionId: string, line: TickerView) {
      const waiting = lines.get(liveSessionId) ?? []
      lines.set(liveSessionId, waiting)
      waiting.push(line)
      if (waiting.length > TICKER_LENGTH) waiting.shift()
      flushing ??= setTimeout(flush, TICKER_MS)
    },
    present(liveSessionId: string, viewers: number) {
      if (told.get(liveSessionId) === viewers) return
      told.set(liveSessionId, viewers)
      bus.publish(present, [liveSessionId, viewers])
    },
    close() {
      for (const stop of stops) stop()
      clearInterval(again)
      if (flushing) clearTimeout(flushing)
    },
  }
}
