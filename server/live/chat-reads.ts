import { CHAT_LENGTH, type ChatRules, type ChatView, type HostChat } from '#shared/chat.ts'
import { silenced } from './chat-rules.ts'
import type { ChatDeps } from './chat-types.ts'
import { chatView, ownView } from './chat-views.ts'

/** Of all who wait for the host at once, so many find their own again after a reload. */
const OWN_LENGTH = 200

export type OwnMessage = { buyerId: string; message: ChatView }
export type RecentChat = ChatRules & {
  chat: ChatView[]
  chatHidden: string[]
  /** what waits for the host, or was not let through: for the eyes of who said it */
  ownChat: OwnMessage[]
}
export type ChatReads = ReturnType<typeof createChatReads>

export function createChatReads({ store, rules, clock }: Pick<ChatDeps, 'store' | 'rules' | 'clock'>) {
  /** What one reading of a room shows all who come, in as many statements however many they are. */
  async function recent(liveSessionId: string): Promise<RecentChat> {
    const [inForce, shown, held, hidden] = await Promise.all([
      rules.of(liveSessionId),
      store.shown(liveSessionId, CHAT_LENGTH),
      store.held(liveSessionId, OWN_LENGTH),
      store.hidden(liveSessionId, CHAT_LENGTH),
    ])
    return {
      notice: inForce?.notice ?? null,
      slowSec: inForce?.slowSec ?? 0,
      chat: shown.map(chatView).reverse(),
      chatHidden: hidden.map(({ id }) => id),
      ownChat: held.map((row) => ({ buyerId: row.buyerId, message: ownView(row) })),
    }
  }

  async function hostChat(liveSessionId: string): Promise<HostChat | null> {
    const [inForce, held, hidden] = await Promise.all([
      rules.of(liveSessionId),
      store.held(liveSessionId, CHAT_LENGTH),
      store.hidden(liveSessionId, CHAT_LENGTH),
    ])
    if (!inForce) return null
    const { notice, slowSec, words } = inForce
    const waiting = held.filter(({ isPassed }) => isPassed === null)
    const aside = [
      ...waiting.map((row) => ({ ...chatView(row), why: 'held' as const, word: row.heldFor! })),
      ...hidden.map((row) => ({ ...chatView(row), why: 'hidden' as const })),
    ]
    return {
      ...{ liveSessionId, notice, slowSec },
      aside: aside.toSorted((a, b) => a.sentAt.localeCompare(b.sentAt)),
      silenced: silenced(inForce, clock.now()),
      words: [...words].toSorted(),
    }
  }

  return { recent, hostChat }
}

/** What everybody sees, and with it what only this buyer does. Oldest first. */
export function withOwn(chat: readonly ChatView[], own: readonly OwnMessage[], buyerId: string): ChatView[] {
  const mine = own.filter((one) => one.buyerId === buyerId).map(({ message }) => message)
  return [...chat, ...mine].toSorted((a, b) => a.sentAt.localeCompare(b.sentAt)).slice(-CHAT_LENGTH)
}
