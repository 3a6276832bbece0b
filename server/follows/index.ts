export { createFollows } from './follows.ts'
export type { FollowedVillage, FollowRefusal, Follows } from './types.ts'
