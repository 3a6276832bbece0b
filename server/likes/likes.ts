import type { LikeAnswer } from '#shared/likes.ts'
import { accept, refuse } from '#shared/result.ts'
import type { Clock } from '#server/platform/clock.ts'
import type { Db } from '#server/platform/db.ts'
import { createCrowdDesk } from '#server/platform/crowd-desk.ts'
import type { Log } from '#server/platform/log.ts'
import type { NodeBus } from '#server/platform/node-bus.ts'
import { createSessionNews } from '#server/platform/session-news.ts'
import { createLikeStore, type LikeAsked } from './store.ts'
import type { Likes } from './types.ts'

type LikesDeps = { db: Db; clock: Clock; log: Log; bus: NodeBus }

/** 点赞: who likes a live session, one a person. See README.md. */
export function createLikes({ db, clock, log, bus }: LikesDeps): Likes {
  const store = createLikeStore(db)
  const { latest, changed, onChanged, close } = createSessionNews({
    ...{ bus, clock, log, name: 'likes-changed' },
    ...{ read: store.count, changedSince: store.sessionsSince },
  })
  const like = createCrowdDesk<LikeAsked, LikeAnswer>(async (batch) => {
    const rows = await store.add(batch, clock.now())
    const liked = batch.filter((_, at) => rows[at]!.added)
    for (const liveSessionId of new Set(liked.map((one) => one.liveSessionId))) changed(liveSessionId)
    return rows.map(({ isOnAir }) => (isOnAir ? accept(null) : refuse({ kind: 'live_session_not_live' })))
  })
  return {
    like: (liveSessionId, buyerId) => like({ liveSessionId, buyerId }),
    count: latest,
    async viewFor(liveSessionId, buyerId) {
      const [likes, isOwn] = await Promise.all([latest(liveSessionId), store.has(liveSessionId, buyerId)])
      return { likes, isOwn }
    },
    onChanged,
    close,
  }
}
