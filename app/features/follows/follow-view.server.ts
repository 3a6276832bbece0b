import type { AppLoadContext } from '@remix-run/node'
import type { FollowView } from '#shared/follow.ts'

export async function followView(
  { services, actor }: AppLoadContext,
  villageId: string,
): Promise<FollowView> {
  const [followers, isFollowing] = await Promise.all([
    services.follows.followers(villageId),
    actor && services.follows.isFollowing(actor.userId, villageId),
  ])
  return { villageId, followers, isFollowing }
}
