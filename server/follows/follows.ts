import type { Bilingual } from '#shared/locale.ts'
import { accept, refuse } from '#shared/result.ts'
import type { Identity } from '#server/identity/index.ts'
import type { ChangedPlan, LiveCard, LiveSessions } from '#server/live/index.ts'
import type { Clock } from '#server/platform/clock.ts'
import type { Db } from '#server/platform/db.ts'
import { createRemembered } from '#server/platform/remembered.ts'
import type { Registry } from '#server/registry/index.ts'
import { changeText, reminderText } from './messages.ts'
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

/** A slip that is put right at once is told once. */
const MOVE_SETTLES_MS = 2 * 60_000
/** What was changed before that is told by pages alone; the shop may have been down. */
const CHANGE_TOLD_MS = 3_600_000

type FollowDeps = {
  db: Db
  clock: Clock
  registry: Pick<Registry, 'villageById'>
  live: Pick<LiveSessions, 'liveNow' | 'upcoming' | 'changedSince'>
  identity: Pick<Identity, 'text'>
  /** of the shop, for links in messages */
  origin: string
}

type Telling = { about: 'begins' | 'moved' | 'called_off'; now: Date; before: Date; text: Bilingual }

/** 关注: who hears of a village's live sessions. */
export function createFollows({ db, clock, registry, live, identity, origin }: FollowDeps): Follows {
  const store = createFollowStore(db)
  const counts = createRemembered({ clock, forMs: COUNT_MS }, (villageId) => store.count({ villageId }))

  const remind = (session: LiveCard, now: Date) =>
    tell(session, {
      ...{ about: 'begins', now, text: reminderText(session, origin) },
      before: session.startedAt === null ? now : new Date(session.startedAt),
    })

  async function tell(session: LiveCard, { about, now, before, text }: Telling): Promise<number> {
    const since = new Date(now.getTime() - DAY_MS)
    const lately = new Date(now.getTime() - TOLD_BEFORE_MS - TOLD_AFTER_MS)
    const telling = { about, at: now, before, since, lately, most: MOST_TOLD_A_DAY, limit: TOLD_AT_ONCE }
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
    async tellChanged() {
      const now = clock.now()
      let told = 0
      for (const plan of await live.changedSince(new Date(now.getTime() - CHANGE_TOLD_MS))) {
        const about = plan.state === 'called_off' ? 'called_off' : 'moved'
        const before = new Date(plan.changedAt)
        if (isNews(plan, now))
          told += await tell(plan, { about, now, before, text: changeText(plan, origin) })
      }
      return told
    },
  }
}

function isDue({ startsAt, startedAt }: LiveCard, now: Date): boolean {
  const untilMs = Date.parse(startedAt ?? startsAt) - now.getTime()
  return untilMs <= TOLD_BEFORE_MS && untilMs >= -TOLD_AFTER_MS
}

/** Nobody waits any more for what was called off long after its time. */
function isNews({ state, changedAt, wasAt }: ChangedPlan, now: Date): boolean {
  const changed = Date.parse(changedAt)
  if (state === 'called_off') return changed - Date.parse(wasAt) <= TOLD_AFTER_MS
  return now.getTime() - changed >= MOVE_SETTLES_MS
}
