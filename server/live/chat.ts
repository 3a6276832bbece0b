import type { ChatView, SayRefusal } from '#shared/chat.ts'
import { accept, refuse, type Result } from '#shared/result.ts'
import { createModerate } from './chat-moderation.ts'
import { createChatReads } from './chat-reads.ts'
import { silenceOf } from './chat-rules.ts'
import type { MessageRow } from './chat-store.ts'
import type { ChatDeps, Said } from './chat-types.ts'
import { chatView, isSeen, ownNews, ownView } from './chat-views.ts'
import { heldBy } from './words.ts'

/** What is said in a room, and what its host does about it. */
export function createChat(deps: ChatDeps) {
  const reads = createChatReads(deps)
  return { ...reads, say: createSay(deps), moderate: createModerate(deps, reads) }
}

function createSay({ store, rules, clock, ids, tell }: ChatDeps) {
  return async function say({ replyTo, ...said }: Said): Promise<Result<ChatView, SayRefusal>> {
    const { liveSessionId, buyerId, isHost, text } = said
    const sentAt = clock.now()
    const inForce = await rules.of(liveSessionId)
    if (!inForce) return refuse({ kind: 'room_not_found' })
    const silence = isHost ? null : silenceOf(inForce, buyerId, sentAt)
    if (silence) return refuse(silence)
    const quoted = replyTo === undefined ? null : await store.message(liveSessionId, replyTo)
    if (replyTo !== undefined && !(quoted && isSeen(quoted))) return refuse({ kind: 'message_not_found' })

    const heldFor = isHost ? null : heldBy(text, inForce.words)
    const message = { ...said, id: ids.next('chat'), sentAt, heldFor, replyToId: quoted?.id ?? null }
    const waitSec = await store.say(message, isHost ? 0 : inForce.slowSec)
    if (waitSec > 0) return refuse({ kind: 'slow_mode', retryAfterSec: waitSec })

    const row: MessageRow = {
      ...message,
      isHidden: false,
      isPassed: null,
      shownAt: heldFor === null ? sentAt : null,
      replyAuthor: quoted?.author ?? null,
      replyText: quoted?.text ?? null,
    }
    tell(liveSessionId, heldFor === null ? { kind: 'said', message: chatView(row) } : ownNews(row))
    return accept(ownView(row))
  }
}
