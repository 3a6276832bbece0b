import { CHAT_LENGTH, type ChatRules, type ChatView } from '#shared/chat.ts'
import { withLater } from './lines.ts'

// Pure: the chat as a page knows it, moved on by news.

export type ChatState = ChatRules & { chat: ChatView[]; chatHidden: string[] }

export type ChatNews =
  | { kind: 'chat'; messages: readonly ChatView[] }
  | { kind: 'hidden'; messageIds: readonly string[] }
  | ({ kind: 'ruled' } & ChatRules)

/** @returns what has changed */
export function hearChat({ chat, chatHidden }: ChatState, news: ChatNews): Partial<ChatState> {
  switch (news.kind) {
    case 'chat': {
      // What is said again is to be seen again, and may look otherwise than before.
      const told = new Set(news.messages.map(({ id }) => id))
      const hidden = chatHidden.filter((id) => !told.has(id))
      const known = chat.filter(({ id }) => !told.has(id))
      return { chat: inOrder([...known, ...news.messages], hidden), chatHidden: hidden }
    }
    case 'hidden': {
      const hidden = [...new Set([...chatHidden, ...news.messageIds])]
      return { chat: inOrder(chat, hidden), chatHidden: hidden }
    }
    case 'ruled':
      return { notice: news.notice, slowSec: news.slowSec }
  }
}

/** A snapshot's chat, with what was said while it was on its way and is not hidden. */
export function withKnownChat(snapshot: ChatState, known: ChatState): ChatView[] {
  return inOrder(withLater(snapshot.chat, known.chat, CHAT_LENGTH), snapshot.chatHidden)
}

function inOrder(lines: readonly ChatView[], hidden: readonly string[]): ChatView[] {
  const isHidden = new Set(hidden)
  return lines
    .filter(({ id }) => !isHidden.has(id))
    .map((line) => (line.reply && isHidden.has(line.reply.id) ? withoutReply(line) : line))
    .toSorted((a, b) => a.sentAt.localeCompare(b.sentAt))
    .slice(-CHAT_LENGTH)
}

function withoutReply({ reply: _, ...line }: ChatView): ChatView {
  return line
}

/** `times`: how often it was said within the window, by whoever */
export type FoldedLine = ChatView & { times: number }

const FOLD_MS = 30_000

/** The same words by many within half a minute are one line, where they were said last. Each stays a message of its own. */
export function folded(lines: readonly ChatView[]): FoldedLine[] {
  const last = new Map<string, FoldedLine>()
  const shown = new Set<FoldedLine>()
  for (const line of lines) {
    const isOneOfMany = !line.isHost && !line.reply && !line.state
    const words = line.text.toLowerCase()
    const before = isOneOfMany ? last.get(words) : undefined
    const isNear = before && Date.parse(line.sentAt) - Date.parse(before.sentAt) <= FOLD_MS
    if (isNear) shown.delete(before)
    const one = { ...line, times: isNear ? before.times + 1 : 1 }
    shown.add(one)
    if (isOneOfMany) last.set(words, one)
  }
  return [...shown]
}
