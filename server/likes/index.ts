export { createLikes } from './likes.ts'
export type { Likes } from './types.ts'
