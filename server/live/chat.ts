import {
  CHAT_LENGTH,
  type ActRefusal,
  type ChatAct,
  type ChatRules,
  type ChatView,
  type HostChat,
  type SayRefusal,
} from '#shared/chat.ts'
import { accept, refuse, type Result } from '#shared/result.ts'
import type { Clock } from '#server/platform/clock.ts'
import type { Ids } from '#server/platform/ids.ts'
import { decide } from './chat-acts.ts'
import { silenced, silenceOf, type ChatRulesCache } from './chat-rules.ts'
import { chatView, ownView } from './chat-views.ts'
import type { ChatStore, MessageRow } from './chat-store.ts'
import type { ChatNews } from './types.ts'
import { heldBy } from './words.ts'

/** Of all who wait for the host at once, so many find their own again after a reload. */
const OWN_LENGTH = 200

type ChatDeps = {
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
export type OwnMessage = { buyerId: string; message: ChatView }
export type RecentChat = ChatRules & {
  chat: ChatView[]
  chatHidden: string[]
  /** what waits for the host, or was not let through: for the eyes of who said it */
  ownChat: OwnMessage[]
}

/** What is said in a room, and what its host does about it. */
export function createChat({ store, rules, clock, ids, tell }: ChatDeps) {
  async function say({ replyTo, ...said }: Said): Promise<Result<ChatView, SayRefusal>> {
    const { liveSessionId, buyerId, author, isHost, text } = said
    const sentAt = clock.now()
    const inForce = await rules.of(liveSessionId)
    if (!inForce) return refuse({ kind: 'room_not_found' })
    const silence = isHost ? null : silenceOf(inForce, buyerId, sentAt)
    if (silence) return refuse(silence)
    const quoted = replyTo === undefined ? null : await store.message(liveSessionId, replyTo)
    if (replyTo !== undefined && !(quoted && isSeen(quoted))) return refuse({ kind: 'message_not_found' })

    const heldFor = isHost ? null : heldBy(text, inForce.words)
    const message = { id: ids.next('chat'), liveSessionId, buyerId, author, isHost, text, sentAt, heldFor }
    const waitSec = await store.say({ ...message, replyToId: quoted?.id ?? null }, isHost ? 0 : inForce.slowSec)
    if (waitSec > 0) return refuse({ kind: 'slow_mode', retryAfterSec: waitSec })

    const row: MessageRow = {
      ...message,
      isHidden: false,
      isPassed: null,
      shownAt: heldFor === null ? sentAt : null,
      replyToId: quoted?.id ?? null,
      replyAuthor: quoted?.author ?? null,
      replyText: quoted?.text ?? null,
    }
    if (heldFor === null) tell(liveSessionId, { kind: 'said', message: chatView(row) })
    else tellAuthor(liveSessionId, row)
    return accept(ownView(row))
  }

  function tellAuthor(liveSessionId: string, row: MessageRow) {
    tell(liveSessionId, { kind: 'own', buyerId: row.buyerId, message: ownView(row) })
  }

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
    ].toSorted((a, b) => a.sentAt.localeCompare(b.sentAt))
    return {
      liveSessionId,
      notice,
      slowSec,
      aside,
      silenced: silenced(inForce, clock.now()),
      words: [...words].toSorted(),
    }
  }

  /** One act of the host. Who may is the door's to ask. */
  async function moderate(
    liveSessionId: string,
    act: ChatAct,
    by: Actor,
  ): Promise<Result<HostChat, ActRefusal>> {
    // What other nodes did may not have been heard yet, and is booked.
    rules.forget()
    const inForce = await rules.of(liveSessionId)
    if (!inForce) return refuse({ kind: 'room_not_found' })
    const at = clock.now()
    const decided = await decide(store, { liveSessionId, rules: inForce, act, at })
    if (!decided.ok) return decided
    const { change, message } = decided.value
    if (change) {
      const { villageId } = inForce
      const who = { byUserId: by.userId, byName: by.name }
      const isBooked = await store.book({ ...change, ...who, at, villageId, liveSessionId })
      if (!isBooked) return refuse({ kind: 'already_reviewed' })
      rules.forget()
      await tellWhatChanged(liveSessionId, change, message)
    }
    return accept((await hostChat(liveSessionId))!)
  }

  async function tellWhatChanged(
    liveSessionId: string,
    { about }: { about: string },
    before: MessageRow | null,
  ) {
    if (before && (about === 'hidden' || about === 'review')) {
      const row = (await store.message(liveSessionId, before.id))!
      if (isSeen(row)) tell(liveSessionId, { kind: 'said', message: chatView(row) })
      else if (about === 'hidden') tell(liveSessionId, { kind: 'hidden', messageId: row.id })
      if (about === 'review') tellAuthor(liveSessionId, row)
    }
    const { notice, slowSec } = (await rules.of(liveSessionId))!
    tell(liveSessionId, { kind: 'ruled', notice, slowSec })
  }

  return { say, moderate, hostChat, recent }
}

/** What everybody sees, and with it what only this buyer does. Oldest first. */
export function withOwn(
  chat: readonly ChatView[],
  own: readonly OwnMessage[],
  buyerId: string,
): ChatView[] {
  const mine = own.filter((one) => one.buyerId === buyerId).map(({ message }) => message)
  return [...chat, ...mine].toSorted((a, b) => a.sentAt.localeCompare(b.sentAt)).slice(-CHAT_LENGTH)
}

const isSeen = ({ shownAt, isHidden }: MessageRow) => shownAt !== null && !isHidden
