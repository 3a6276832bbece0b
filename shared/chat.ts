import { z } from 'zod'
import { keyed } from './host-commands.ts'
import type { DoorRefusal } from './result.ts'
import { lengthOf } from './text.ts'

// What is said in a live room, and what its host does about it. docs/protocol.md is the reader's copy.

/** code points: an emoji counts as few as it has, not as UTF-16 stores it */
export const CHAT_TEXT_MAX = 80
export const CHAT_LENGTH = 50
export const WORD_MAX = 20

/** something that can be seen: spaces and zero-width signs alone are no text */
const VISIBLE = /[\p{L}\p{N}\p{P}\p{S}]/u
/** @param max code points */
export const visibleLine = (max: number) =>
  z
    .string()
    .trim()
    .refine((text) => VISIBLE.test(text) && lengthOf(text) <= max, 'length')

export const chatText = visibleLine(CHAT_TEXT_MAX)

const roomId = z.string().min(1).max(64)
export const chatRequest = z.object({ liveSessionId: roomId, text: chatText })
export type ChatRequest = z.infer<typeof chatRequest>

/** A host's line; `replyTo` names a message that the room can see. */
export const hostChatForm = z.object({
  text: chatText,
  replyTo: z.string().min(1).max(64).optional(),
})

export const MUTE_SPANS = { '5m': 5 * 60_000, '1h': 60 * 60_000, session: null } as const
export type MuteSpan = keyof typeof MUTE_SPANS
export const SLOW_MODES = { off: 0, '10s': 10, '30s': 30 } as const
export type SlowMode = keyof typeof SLOW_MODES
const keysOf = <Key extends string>(table: Record<Key, unknown>) => Object.keys(table) as [Key, ...Key[]]

const message = { messageId: z.string().min(1).max(64) }
const earlierAct = { actId: z.string().regex(/^\d{1,18}$/) }
const blockedWord = { word: visibleLine(WORD_MAX) }

/** What a host may do about a chat: each is booked, with who did it. People are named by what they said. */
export const chatAct = z.discriminatedUnion('act', [
  z.object({ act: z.literal('pin'), text: chatText }),
  z.object({ act: z.literal('unpin') }),
  z.object({ act: z.literal('hide'), ...message }),
  z.object({ act: z.literal('show'), ...message }),
  z.object({ act: z.literal('pass'), ...message }),
  z.object({ act: z.literal('refuse'), ...message }),
  z.object({ act: z.literal('mute'), ...message, span: z.enum(keysOf(MUTE_SPANS)) }),
  z.object({ act: z.literal('ban'), ...message }),
  z.object({ act: z.literal('unmute'), ...earlierAct }),
  z.object({ act: z.literal('lift'), ...earlierAct }),
  z.object({ act: z.literal('block'), ...blockedWord }),
  z.object({ act: z.literal('free'), ...blockedWord }),
  z.object({ act: z.literal('slow'), mode: z.enum(keysOf(SLOW_MODES)) }),
])
export type ChatAct = z.infer<typeof chatAct>

export const moderateRequest = z.intersection(z.object({ liveSessionId: roomId, ...keyed }), chatAct)
export type ModerateRequest = z.infer<typeof moderateRequest>

export type Quote = { id: string; author: string; text: string }
export type ChatView = {
  id: string
  author: string
  isHost: boolean
  /** with links and numbers to write to masked */
  text: string
  /** since when the room can see it */
  sentAt: string
  reply?: Quote
  /** to its author alone: waits for the host, or was not let through */
  state?: 'held' | 'refused'
}

/** What holds for everybody in the room; `slowSec`: seconds between two messages of a person, 0 for none. */
export type ChatRules = { notice: string | null; slowSec: number }

/** A line that the room does not see. */
export type AsideLine = ChatView & { why: 'hidden' | 'held'; word?: string }
export type Silenced = { actId: string; kind: 'mute' | 'ban'; author: string; until: string | null }
/** What the host sees beside the chat. */
export type HostChat = ChatRules & {
  liveSessionId: string
  aside: AsideLine[]
  silenced: Silenced[]
  /** the village's own */
  words: string[]
}

export type SayRefusal =
  | { kind: 'room_not_found' }
  | { kind: 'muted'; until: string | null }
  | { kind: 'banned' }
  | { kind: 'slow_mode'; retryAfterSec: number }
  | { kind: 'message_not_found' }
export type ChatRefusal = SayRefusal | { kind: 'chat_too_fast'; retryAfterSec: number } | DoorRefusal

export type ActRefusal =
  | { kind: 'room_not_found' }
  | { kind: 'message_not_found' }
  /** what hosts say is neither held nor are they silenced by it */
  | { kind: 'host_message' }
  | { kind: 'not_held' }
  | { kind: 'already_reviewed' }
  | { kind: 'act_not_found' }
  | { kind: 'word_too_plain' }
