import { fen, type Fen } from '#shared/money.ts'
import type { ChatStore, MessageRow } from './chat-store.ts'

/** A message as it was said, what hosts did about it and its author, and what that one ordered in the session afterwards. */
export type EvidenceLine = {
  id: string
  author: string
  isHost: boolean
  text: string
  sentAt: string
  heldFor: string | null
  state: 'shown' | 'hidden' | 'held' | 'refused'
  acts: { about: string; isOn: boolean; byName: string; at: string }[]
  orders: { number: string; state: string; totalFen: Fen }[]
}
/** `next`: the message after which the next page begins */
export type ChatEvidence = { lines: EvidenceLine[]; next: string | null }

type Page = { after: string; limit: number }

/** Oldest first. */
export async function readEvidence(
  store: ChatStore,
  liveSessionId: string,
  { after, limit }: Page,
): Promise<ChatEvidence> {
  const rows = await store.said(liveSessionId, { after, limit: limit + 1 })
  const page = rows.slice(0, limit)
  const ids = page.map(({ id }) => id)
  const [acts, orders] = await Promise.all([store.actsOn(ids), store.ordersOf(ids)])
  return {
    lines: page.map((row) => ({
      ...{ id: row.id, author: row.author, isHost: row.isHost, text: row.text, heldFor: row.heldFor },
      sentAt: row.sentAt.toISOString(),
      state: stateOf(row),
      acts: acts
        .filter(({ messageId }) => messageId === row.id)
        .map(({ about, isOn, byName, at }) => ({ about, isOn, byName, at: at.toISOString() })),
      orders: orders
        .filter(({ messageId }) => messageId === row.id)
        .map(({ number, state, totalFen }) => ({ number, state, totalFen: fen(Number(totalFen)) })),
    })),
    next: rows.length > limit ? ids.at(-1)! : null,
  }
}

function stateOf({ isHidden, shownAt, isPassed }: MessageRow): EvidenceLine['state'] {
  if (isHidden) return 'hidden'
  if (shownAt !== null) return 'shown'
  return isPassed === false ? 'refused' : 'held'
}
