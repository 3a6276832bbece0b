export type { LiveCard, LiveSessions } from './types.ts'
