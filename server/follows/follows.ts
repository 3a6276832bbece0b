import { accept, refuse } from '#shared/result.ts'
import type { Identity } from '#server/identity/index.ts'
import type { LiveCard, LiveSessions } from '#server/live/index.ts'
import type { Clock } from '#server/platform/clock.ts'
import type { Db } from '#server/platform/db.ts'
import { createRemembered } from '#server/platform/remembered.ts'
import type { Registry } from '#server/registry/index.ts'
import { createFollowStore } from './store.ts'
import type { Follows } from './types.ts'

const MOST_FOLLOWED = 100
const MOST_TOLD_A_DAY = 5
const DAY_MS = 86_400_000
/** Time to sit down, and not to forget it again. */
const TOLD_BEFORE_MS = 10 * 60_000
/** What began before that is no news; the shop may have been down. */
const TOLD_AFTER_MS = 15 * 60_000
const SESSIONS_LOOKED_AT = 100
const TOLD_AT_ONCE = 50
/** Each page of a crowded room asks how many follow. */
const COUNT_MS = 10_000

const inChina = new Intl.DateTimeFormat('zh-CN', {
  ...{ timeZone: 'Asia/Shanghai', hour: '2-digit', minute: '2-digit' },
})

type FollowDeps = {
  db: Db
  clock: Clock
  registry: Pick<Registry, 'villageById'>
  live: Pick<LiveSessions, 'liveNow' | 'upcoming'>
  identity: Pick<Identity, 'text'>
  /** of the shop, for links in messages */
  origin: string
}

/** 关注: who hears of a village's live sessions. */
export function createFollows({ db, clock, registry, live, identity, origin }: FollowDeps): Follows {
  const store = createFollowStore(db)
  const counts = createRemembered({ clock, forMs: COUNT_MS }, (villageId) => store.count({ villageId }))

  async function remind(session: LiveCard, now: Date): Promise<number> {
    const began = session.startedAt === null ? now : new Date(session.startedAt)
    const since = new Date(now.getTime() - DAY_MS)
    const telling = { at: now, before: began, since, most: MOST_TOLD_A_DAY, limit: TOLD_AT_ONCE }
    const text = reminderText(session, origin)
    for (let told = 0; ;) {
      const userIds = await store.takeUntold(session, telling)
      if (userIds.length === 0) return told
      // Booked first: a message that the gateway lost is missed, one that it took is never sent twice.
      const taken = await Promise.all(userIds.map((userId) => identity.text(userId, text)))
      told += taken.filter(Boolean).length
    }
  }

  return {
    async follow(userId, villageId) {
      if (!(await registry.villageById(villageId))) return refuse({ kind: 'village_not_found' })
      if ((await store.count({ userId })) >= MOST_FOLLOWED) return refuse({ kind: 'follows_too_many' })
      await store.insert({ userId, villageId, followedAt: clock.now() })
      counts.forget(villageId)
      return accept(null)
    },
    async unfollow(userId, villageId) {
      await store.remove(userId, villageId)
      counts.forget(villageId)
    },
    followedBy: store.villagesOf,
    isFollowing: store.has,
    followers: counts.get,
    async remindDue() {
      const now = clock.now()
      const sessions = [...(await live.liveNow()), ...(await live.upcoming(SESSIONS_LOOKED_AT))]
      let told = 0
      for (const session of sessions.filter((one) => isDue(one, now))) told += await remind(session, now)
      return told
    },
  }
}

function isDue({ startsAt, startedAt }: LiveCard, now: Date): boolean {
  const untilMs = Date.parse(startedAt ?? startsAt) - now.getTime()
  return untilMs <= TOLD_BEFORE_MS && untilMs >= -TOLD_AFTER_MS
}

/** With the way out, as messages of this kind must have (通信短信息服务管理规定 art. 20). */
function reminderText(
  { liveSessionId, title, villageName, startsAt, state }: LiveCard,
  origin: string,
): string {
  const when = state === 'live' ? '已开播' : `${inChina.format(new Date(startsAt))} 开播`
  return `【山货】${villageName.zh}《${title.zh}》${when}：${origin}/live/${liveSessionId} 取消关注：${origin}/follows`
}
