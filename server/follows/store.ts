import type { LiveCard } from '#server/live/index.ts'
import type { Db } from '#server/platform/db.ts'
import type { FollowedVillage } from './types.ts'

export type FollowStore = ReturnType<typeof createFollowStore>

/**
 * `before`: whoever followed later knows already. `since`, `most`: those told so often since then are left alone, but not
 * with a time that they were told and that is wrong now. `lately`: whoever was told of this version of the plan since then
 * needs no other word about it.
 */
type Telling = {
  about: 'begins' | 'moved' | 'called_off'
  at: Date
  before: Date
  since: Date
  lately: Date
  most: number
  limit: number
}

export function createFollowStore(db: Db) {
  return {
    count: (where: { userId: string } | { villageId: string }) => db.follow.count({ where }),
    async has(userId: string, villageId: string): Promise<boolean> {
      return (await db.follow.count({ where: { userId, villageId } })) === 1
    },
    async insert(follow: { userId: string; villageId: string; followedAt: Date }): Promise<void> {
      await db.follow.createMany({ data: [follow], skipDuplicates: true })
    },
    async remove(userId: string, villageId: string): Promise<void> {
      await db.follow.deleteMany({ where: { userId, villageId } })
    },
    async villagesOf(userId: string): Promise<FollowedVillage[]> {
      const rows = await db.follow.findMany({
        where: { userId },
        include: { village: { select: { key: true, nameZh: true, nameEn: true, picture: true } } },
        orderBy: [{ followedAt: 'desc' }, { villageId: 'asc' }],
      })
      return rows.map(({ villageId, village: { key, nameZh, nameEn, picture } }) => ({
        ...{ villageId, key, picture },
        name: { zh: nameZh, en: nameEn },
      }))
    },
    /** Books that some of a village's followers are told of a plan. @returns who they are; each once, on any node */
    async takeUntold(
      {
        liveSessionId,
        villageId,
        planVersion,
      }: Pick<LiveCard, 'liveSessionId' | 'villageId' | 'planVersion'>,
      { about, at, before, since, lately, most, limit }: Telling,
    ): Promise<string[]> {
      const rows = await db.$queryRaw<{ user_id: string }[]>`
        insert into follow_reminder (live_session_id, user_id, plan_version, about, at)
        select ${liveSessionId}, f.user_id, ${planVersion}, ${about}, ${at}
        from follow f
        where f.village_id = ${villageId} and f.followed_at <= ${before}
          and not exists (
            select from follow_reminder told
            where told.live_session_id = ${liveSessionId} and told.user_id = f.user_id
              and told.plan_version = ${planVersion} and (told.about = ${about} or told.at > ${lately}))
          and (
            ${most} > (
              select count(*) from follow_reminder told
              where told.user_id = f.user_id and told.at > ${since})
            or ${about} <> 'begins' and exists (
              select from follow_reminder told
              where told.live_session_id = ${liveSessionId} and told.user_id = f.user_id))
        order by f.followed_at, f.user_id
        limit ${limit}
        on conflict do nothing
        returning user_id`
      return rows.map(({ user_id }) => user_id)
    },
  }
}
