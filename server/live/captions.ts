import type { Caption, SpeakRefusal } from '#shared/captions.ts'
import { accept, refuse, type Result } from '#shared/result.ts'
import type { ChatRulesCache } from './chat-rules.ts'
import { maskContacts } from './contacts.ts'
import type { LiveStore } from './store.ts'
import { heldBy } from './words.ts'

type CaptionDeps = {
  sessions: Pick<LiveStore, 'session'>
  rules: Pick<ChatRulesCache, 'of'>
  tell(liveSessionId: string, caption: Caption): void
}

/** 字幕: a line of what the host says. Nothing may be read over the picture that could not be read in the chat. */
export function createCaption({ sessions, rules, tell }: CaptionDeps) {
  return async function caption(
    liveSessionId: string,
    { text, ...said }: Caption,
  ): Promise<Result<null, SpeakRefusal>> {
    const [session, inForce] = await Promise.all([sessions.session(liveSessionId), rules.of(liveSessionId)])
    if (!session || !inForce) return refuse({ kind: 'room_not_found' })
    if (session.state !== 'live') return refuse({ kind: 'live_session_not_live' })
    const word = heldBy(text, inForce.words)
    if (word !== null) return refuse({ kind: 'held_word', word })
    tell(liveSessionId, { ...said, text: maskContacts(text) })
    return accept(null)
  }
}
