export { createCovers } from './covers.ts'
export type { Covers } from './types.ts'
