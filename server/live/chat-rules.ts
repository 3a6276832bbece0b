import type { ChatRules, SayRefusal, Silenced } from '#shared/chat.ts'
import type { ChatStore, Standing } from './chat-store.ts'

/** What holds in a room's chat, read once and remembered until somebody changes it. */
export type RoomRules = ChatRules & {
  villageId: string
  words: readonly string[]
  mutes: ReadonlyMap<string, Standing>
  bans: ReadonlyMap<string, Standing>
}

type RulesDeps = {
  store: Pick<ChatStore, 'standing'>
  villageOf(liveSessionId: string): Promise<string | null>
}

export function createChatRules({ store, villageOf }: RulesDeps) {
  const known = new Map<string, Promise<RoomRules | null>>()

  async function read(liveSessionId: string): Promise<RoomRules | null> {
    const villageId = await villageOf(liveSessionId)
    return villageId === null
      ? null
      : { villageId, ...rulesFrom(await store.standing(liveSessionId, villageId)) }
  }

  return {
    /** @returns null: there is no such room */
    of(liveSessionId: string): Promise<RoomRules | null> {
      const remembered = known.get(liveSessionId)
      if (remembered) return remembered
      const rules = read(liveSessionId)
      known.set(liveSessionId, rules)
      const forget = () => {
        if (known.get(liveSessionId) === rules) known.delete(liveSessionId)
      }
      rules.then((found) => found ?? forget(), forget)
      return rules
    },
    /** Bans and words are the village's, and another room of it may be open. */
    forget: () => known.clear(),
  }
}

export type ChatRulesCache = ReturnType<typeof createChatRules>

function rulesFrom(standing: readonly Standing[]): Omit<RoomRules, 'villageId'> {
  const on = (about: string) => standing.filter((act) => act.about === about && act.isOn)
  const bySubject = (about: string) => new Map(on(about).map((act) => [act.subject, act]))
  return {
    notice: on('notice')[0]?.text ?? null,
    slowSec: on('slow')[0]?.slowSec ?? 0,
    words: on('word').map(({ subject }) => subject),
    mutes: bySubject('mute'),
    bans: bySubject('ban'),
  }
}

const isOver = ({ until }: Standing, at: Date) => until !== null && until <= at

/** Why a buyer may not speak; null: they may. */
export function silenceOf({ mutes, bans }: RoomRules, buyerId: string, at: Date): SayRefusal | null {
  if (bans.has(buyerId)) return { kind: 'banned' }
  const mute = mutes.get(buyerId)
  if (!mute || isOver(mute, at)) return null
  return { kind: 'muted', until: mute.until?.toISOString() ?? null }
}

/** Everybody who may not speak, for the host. */
export function silenced({ mutes, bans }: RoomRules, at: Date): Silenced[] {
  const view =
    (kind: Silenced['kind']) =>
    ({ actId, author, until }: Standing): Silenced => ({
      ...{ actId, kind, author: author ?? '' },
      until: until?.toISOString() ?? null,
    })
  return [
    ...[...bans.values()].map(view('ban')),
    ...[...mutes.values()].filter((mute) => !isOver(mute, at)).map(view('mute')),
  ]
}
