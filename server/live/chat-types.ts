import type { ChatRules, ChatView } from '#shared/chat.ts'
import type { Clock } from '#server/platform/clock.ts'
import type { Ids } from '#server/platform/ids.ts'
import type { ChatRulesCache } from './chat-rules.ts'
import type { ChatStore } from './chat-store.ts'

/** What happens in a chat. `ruled` follows each act of the host; `own` is for its author's eyes. */
export type ChatNews =
  | { kind: 'said'; message: ChatView }
  | { kind: 'hidden'; messageId: string }
  | { kind: 'own'; buyerId: string; message: ChatView }
  | ({ kind: 'ruled' } & ChatRules)

export type ChatDeps = {
  store: ChatStore
  rules: ChatRulesCache
  clock: Clock
  ids: Ids
  tell(liveSessionId: string, news: ChatNews): void
}
export type Said = {
  liveSessionId: string
  buyerId: string
  author: string
  isHost: boolean
  text: string
  replyTo?: string | undefined
}
/** whoever acts for the village */
export type Actor = { userId: string; name: string }
