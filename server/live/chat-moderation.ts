import type { ActRefusal, ChatAct, HostChat } from '#shared/chat.ts'
import { accept, refuse, type Result } from '#shared/result.ts'
import { decide } from './chat-acts.ts'
import type { ChatReads } from './chat-reads.ts'
import type { MessageRow } from './chat-store.ts'
import type { Actor, ChatDeps } from './chat-types.ts'
import { chatView, isSeen, ownNews } from './chat-views.ts'
import type { HostCommands } from './host-commands.ts'
import type { LiveSessions } from './types.ts'

export function createModerate(
  { store, rules, clock, tell }: Omit<ChatDeps, 'ids'>,
  { hostChat }: Pick<ChatReads, 'hostChat'>,
) {
  async function tellWhatChanged(liveSessionId: string, about: string, before: MessageRow | null) {
    if (before && (about === 'hidden' || about === 'review')) {
      const row = (await store.message(liveSessionId, before.id))!
      if (isSeen(row)) tell(liveSessionId, { kind: 'said', message: chatView(row) })
      else if (about === 'hidden') tell(liveSessionId, { kind: 'hidden', messageId: row.id })
      if (about === 'review') tell(liveSessionId, ownNews(row))
    }
    const { notice, slowSec } = (await rules.of(liveSessionId))!
    tell(liveSessionId, { kind: 'ruled', notice, slowSec })
  }

  /** One act of the host. Who may is the door's to ask. */
  return async function moderate(
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
      await tellWhatChanged(liveSessionId, change.about, message)
    }
    return accept((await hostChat(liveSessionId))!)
  }
}

type OnceDeps = Pick<ChatReads, 'hostChat'> & {
  moderate: ReturnType<typeof createModerate>
  once: HostCommands['once']
  villageOf(liveSessionId: string): Promise<string | null>
}

/** The same by a command's key. Of its answer is kept that it was done; how the chat stands is read each time. */
export function createModerateOnce({
  moderate,
  hostChat,
  once,
  villageOf,
}: OnceDeps): LiveSessions['moderate'] {
  return async (liveSessionId, act, { key, ...by }) => {
    if ((await villageOf(liveSessionId)) === null) return refuse({ kind: 'room_not_found' })
    const command = { liveSessionId, key, command: 'session:moderate', subject: act.act, by } as const
    const done = await once(command, async () => {
      const answer = await moderate(liveSessionId, act, by)
      return answer.ok ? accept(null) : answer
    })
    return done.ok ? accept((await hostChat(liveSessionId))!) : done
  }
}
