import type { LikeAnswer } from '#shared/likes.ts'
import { accept, refuse } from '#shared/result.ts'
import type { Clock } from '#server/platform/clock.ts'
import type { Db } from '#server/platform/db.ts'
import { createDesk } from '#server/platform/desk.ts'
import type { Log } from '#server/platform/log.ts'
import type { NodeBus } from '#server/platform/node-bus.ts'
import { createRemembered } from '#server/platform/remembered.ts'
import { createSessionNews } from '#server/platform/session-news.ts'
import { createLikeStore, type LikeAsked } from './store.ts'
import type { Likes } from './types.ts'

/** As claims: about a second of work may wait before the database. */
const MAX_BATCH = 500
const MAX_QUEUE = 5_000
const BUSY_RETRY_MS = 1_000
const MINUTE_MS = 60_000
/** A crowd that opens the room at once is served by one count. */
const SHARED_MS = 1_000

type LikesDeps = { db: Db; clock: Clock; log: Log; bus: NodeBus }

/** 点赞: who likes a live session, one a person. See README.md. */
export function createLikes({ db, clock, log, bus }: LikesDeps): Likes {
  const store = createLikeStore(db)
  const counts = createRemembered({ clock, forMs: SHARED_MS }, store.count)
  const { changed, onChanged, close } = createSessionNews({
    ...{ bus, log, name: 'likes-changed', forget: counts.forget },
    recent: () => store.sessionsSince(new Date(clock.now().getTime() - MINUTE_MS)),
  })
  const desk = createDesk<LikeAsked, LikeAnswer>({
    async run(batch) {
      const rows = await store.add(batch, clock.now())
      const liked = batch.filter((_, at) => rows[at]!.added)
      for (const liveSessionId of new Set(liked.map((one) => one.liveSessionId))) changed(liveSessionId)
      return rows.map(({ isOnAir }) => (isOnAir ? accept(null) : refuse({ kind: 'live_session_not_live' })))
    },
    maxBatch: MAX_BATCH,
    maxQueue: MAX_QUEUE,
  })
  return {
    like: async (liveSessionId, buyerId) =>
      (await desk.ask({ liveSessionId, buyerId })) ?? refuse({ kind: 'busy', retryAfterMs: BUSY_RETRY_MS }),
    count: counts.get,
    async viewFor(liveSessionId, buyerId) {
      const [likes, isOwn] = await Promise.all([counts.get(liveSessionId), store.has(liveSessionId, buyerId)])
      return { likes, isOwn }
    },
    onChanged,
    close,
  }
}
