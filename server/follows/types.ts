import type { Bilingual } from '#shared/locale.ts'
import type { Result } from '#shared/result.ts'

export type FollowedVillage = { villageId: string; key: string; name: Bilingual; picture: string }
export type FollowRefusal = { kind: 'village_not_found' } | { kind: 'follows_too_many' }

export type Follows = {
  /** Asked again, it stays as it was. */
  follow(userId: string, villageId: string): Promise<Result<null, FollowRefusal>>
  unfollow(userId: string, villageId: string): Promise<void>
  /** newest first */
  followedBy(userId: string): Promise<FollowedVillage[]>
  isFollowing(userId: string, villageId: string): Promise<boolean>
  /** as it was ten seconds ago at most */
  followers(villageId: string): Promise<number>
  /** Tells followers of what begins within ten minutes or has begun. @returns how many were told */
  remindDue(): Promise<number>
  /** Tells them of plans that were moved or called off. @returns how many were told */
  tellChanged(): Promise<number>
}
