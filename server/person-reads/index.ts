export { createPersonReads } from './person-reads.ts'
export type { PersonReads, PersonReadView } from './types.ts'
