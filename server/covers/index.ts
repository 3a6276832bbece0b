export { createCovers } from './covers.ts'
export type { Covers, PublishedCover } from './types.ts'
