import { TICKER_LENGTH, type RoomSnapshot, type TickerView } from '#shared/live.ts'
import type { OwnMessage } from './chat-reads.ts'
import type { Clock } from '#server/platform/clock.ts'

/** A finished snapshot serves everyone who asks while nothing is told, but no longer than this. */
const SHARED_MS = 1_000

/** What all who look at a room see alike. */
export type SharedSnapshot = Omit<
  RoomSnapshot,
  'holds' | 'entries' | 'places' | 'paysFirst' | 'roomToken' | 'serverNow' | 'viewers'
> & {
  /** what only its author is shown: see ./chat-reads.ts */
  ownChat: readonly OwnMessage[]
}
type Room = {
  version: number
  viewers: number
  /** on other nodes, by node */
  elsewhere: Map<string, { viewers: number; until: number }>
  ticker: TickerView[]
  shared: { version: number; until: number; snapshot: Promise<SharedSnapshot | null> } | null
}

/**
 * What this node remembers of rooms. `version` numbers the news: it starts at the clock, so that it is also higher
 * than what a client heard before a restart, and each piece of news is one more.
 */
export function createRooms({ clock }: { clock: Clock }) {
  const rooms = new Map<string, Room>()
  const now = () => clock.now().getTime()

  function room(liveSessionId: string): Room {
    const known = rooms.get(liveSessionId)
    if (known) return known
    const opened: Room = { version: now(), viewers: 0, elsewhere: new Map(), ticker: [], shared: null }
    rooms.set(liveSessionId, opened)
    return opened
  }

  return {
    /** on all nodes */
    viewers(liveSessionId: string): number {
      const known = rooms.get(liveSessionId)
      if (!known) return 0
      for (const [nodeId, { until }] of known.elsewhere) if (until <= now()) known.elsewhere.delete(nodeId)
      return [...known.elsewhere.values()].reduce((sum, { viewers }) => sum + viewers, known.viewers)
    },
    setViewers(liveSessionId: string, viewers: number) {
      room(liveSessionId).viewers = viewers
    },
    /** @returns whether the number has changed */
    setViewersElsewhere(
      liveSessionId: string,
      { nodeId, viewers, forMs }: { nodeId: string; viewers: number; forMs: number },
    ): boolean {
      const { elsewhere } = room(liveSessionId)
      const before = elsewhere.get(nodeId)?.viewers ?? 0
      if (viewers > 0) elsewhere.set(nodeId, { viewers, until: now() + forMs })
      else elsewhere.delete(nodeId)
      return viewers !== before
    },
    /** rooms that somebody on this node looks at */
    watched: () => [...rooms].filter(([, { viewers }]) => viewers > 0).map(([id]) => id),
    stamp: (liveSessionId: string) => ++room(liveSessionId).version,

    addToTicker(liveSessionId: string, line: TickerView) {
      const { ticker } = room(liveSessionId)
      ticker.push(line)
      if (ticker.length > TICKER_LENGTH) ticker.shift()
    },
    /** lines of this node's memory over those that rows remember, oldest first */
    ticker(liveSessionId: string, remembered: readonly TickerView[]): TickerView[] {
      const { ticker } = room(liveSessionId)
      const ids = new Set(ticker.map(({ id }) => id))
      return [...remembered.filter(({ id }) => !ids.has(id)), ...ticker].slice(-TICKER_LENGTH)
    },

    /** The version is taken before the rows are read, so a snapshot is never older than its version says. */
    async shared(
      liveSessionId: string,
      read: (version: number) => Promise<SharedSnapshot | null>,
    ): Promise<SharedSnapshot | null> {
      const current = room(liveSessionId)
      const { version, shared } = current
      if (shared && shared.version === version && shared.until > now()) return shared.snapshot
      const snapshot = read(version)
      current.shared = { version, until: now() + SHARED_MS, snapshot }
      const forget = () => {
        if (current.shared?.snapshot === snapshot) current.shared = null
      }
      snapshot.then((found) => {
        if (!found) rooms.delete(liveSessionId)
      }, forget)
      return snapshot
    },
    forget(liveSessionId: string) {
      room(liveSessionId).shared = null
    },
  }
}
