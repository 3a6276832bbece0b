import { z } from 'zod'
import { nextPath } from './sign-in.ts'

// 关注: somebody who is signed in wants to hear of a village's live sessions, or does no longer.

export const followForm = z.object({
  wish: z.enum(['follow', 'unfollow']),
  /** the page that they were on */
  back: nextPath,
})

/** A village as a visitor may follow it. `isFollowing`, null: nobody is signed in */
export type FollowView = { villageId: string; followers: number; isFollowing: boolean | null }
