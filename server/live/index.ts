export { createLiveSessions, type LiveDeps } from './live-sessions.ts'
export { DEMO_BUYER_PREFIX, isDemoBuyer, maskedName } from './rules.ts'
export type { ChatEvidence, EvidenceLine } from './chat-evidence.ts'
export type { ChatNews, LiveCard, LiveSessions } from './types.ts'
