import { commitmentOf } from '#shared/draw.ts'
import { PRIZE_VALUE_MAX, type DrawEntryRefusal, type OwnLuckyEntry } from '#shared/lucky-draw.ts'
import { accept, refuse, unreachable, type Result } from '#shared/result.ts'
import type { LiveSessions } from '#server/live/index.ts'
import type { Clock } from '#server/platform/clock.ts'
import type { Db } from '#server/platform/db.ts'
import { BUSY_RETRY_MS, createCrowdDesk } from '#server/platform/crowd-desk.ts'
import type { Ids } from '#server/platform/ids.ts'
import type { Log } from '#server/platform/log.ts'
import type { NodeBus } from '#server/platform/node-bus.ts'
import { createSessionNews } from '#server/platform/session-news.ts'
import { createPrizes } from './prizes.ts'
import { createLuckyDrawStore, type EnteredRow, type EntryAsked } from './store.ts'
import type { LuckyDraws } from './types.ts'
import { drawView, ownPlace, villageDraw } from './views.ts'

const MOST_ENTRIES = 100_000
const MINUTE_MS = 60_000
const MADE_AT_ONCE = 20

type LuckyDrawsDeps = {
  db: Db
  clock: Clock
  ids: Ids
  log: Log
  bus: NodeBus
  live: Pick<LiveSessions, 'card'>
}
type EntryAnswer = Result<OwnLuckyEntry, DrawEntryRefusal>

/** 抽奖: prizes that are given away in a live room, by a draw that nobody can steer. See README.md. */
export function createLuckyDraws({ db, clock, ids, log, bus, live }: LuckyDrawsDeps): LuckyDraws {
  const store = createLuckyDrawStore(db)
  const { latest, changed, onChanged, close } = createSessionNews({
    ...{ bus, clock, log, name: 'draw-changed', changedSince: store.sessionsSince },
    async read(liveSessionId) {
      const [row] = await store.latest({ liveSessionId }, 1)
      return row ? drawView(row) : null
    },
  })
  const enter = createCrowdDesk<EntryAsked, EntryAnswer>(async (batch) => {
    const rows = await store.enter(batch, { now: clock.now(), most: MOST_ENTRIES })
    const entered = rows.filter(({ outcome }) => outcome === 'entered')
    for (const liveSessionId of new Set(entered.map((row) => row.liveSessionId!))) changed(liveSessionId)
    return rows.map((row, at) => answerOf(row, batch[at]!))
  })

  return {
    async offer(liveSessionId, { minutes, valueFen, ...offer }, by) {
      if (valueFen > PRIZE_VALUE_MAX) return refuse({ kind: 'prize_too_valuable' })
      const session = await live.card(liveSessionId)
      if (session?.state !== 'live') return refuse({ kind: 'live_session_not_live' })
      const [id, seed, now] = [ids.next('draw'), ids.secret(), clock.now()]
      const isOffered = await store.insert({
        ...{ id, liveSessionId, villageId: session.villageId, ...offer, seed },
        ...{ byUserId: by.userId, byName: by.name, valueFen: BigInt(valueFen) },
        ...{ commitment: commitmentOf(seed), offeredAt: now },
        closesAt: new Date(now.getTime() + minutes * MINUTE_MS),
      })
      if (!isOffered) return refuse({ kind: 'draw_running' })
      changed(liveSessionId)
      return accept(drawView((await store.find(id))!))
    },

    enter: (buyerId, { drawId, claimKey }) => enter({ drawId, buyerId, claimKey }),

    async draw(drawId) {
      const row = await store.find(drawId)
      return row && drawView(row)
    },
    latestIn: latest,
    async ownPlace(buyerId, drawId) {
      const entry = await store.entryOf(buyerId, drawId)
      return entry && ownPlace(entry)
    },
    async entries(drawId, { from, limit }) {
      const row = await store.find(drawId)
      if (!row) return null
      const entries = await store.entries(drawId, { from, limit: limit + 1 })
      const { commitment, seed, root, drawnAt, entries: all } = drawView(row)
      return {
        drawId,
        draw: { commitment, seed, root, drawnAt, entries: all },
        entries: entries.slice(0, limit),
        next: entries[limit]?.number ?? null,
      }
    },
    ofVillage: async (villageId, limit) => (await store.latest({ villageId }, limit)).map(villageDraw),
    ...createPrizes({ store, clock }),

    async makeDue() {
      const now = clock.now()
      for (const { id, liveSessionId } of await store.due(now, MADE_AT_ONCE))
        if (await store.make(id, now)) changed(liveSessionId)
    },
    invariants: store.invariants,
    onChanged,
    close,
  }
}

function answerOf({ outcome, number }: EnteredRow, { drawId }: EntryAsked): EntryAnswer {
  switch (outcome) {
    case 'entered':
      return accept({ drawId, number: number! })
    case 'draw_not_found':
    case 'draw_closed':
    case 'claim_key_reused':
      return refuse({ kind: outcome })
    case 'full':
      return refuse({ kind: 'busy', retryAfterMs: BUSY_RETRY_MS })
    default:
      return unreachable(outcome)
  }
}
