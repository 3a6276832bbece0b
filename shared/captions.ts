import { z } from 'zod'
import { visibleLine } from './chat.ts'
import type { DoorRefusal } from './result.ts'

// 字幕: what a host's browser makes of what it hears, to be read over the picture. docs/protocol.md is the reader's copy.

/** code points: two lines of a phone */
export const CAPTION_TEXT_MAX = 60

/** `number`: of the spoken line, which is told again in better words until it is final. Another line has another one. */
export const caption = z.object({
  number: z.int().min(0),
  text: visibleLine(CAPTION_TEXT_MAX),
  isFinal: z.boolean(),
})
export type Caption = z.infer<typeof caption>

export const captionRequest = caption.extend({ liveSessionId: z.string().min(1).max(64) })
export type CaptionRequest = z.infer<typeof captionRequest>

export type SpeakRefusal =
  | { kind: 'room_not_found' }
  | { kind: 'live_session_not_live' }
  /** such a word has to wait in the chat, so it is not shown over the picture either */
  | { kind: 'held_word'; word: string }
export type CaptionRefusal = SpeakRefusal | DoorRefusal
