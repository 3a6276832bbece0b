import type { ChatView } from '#shared/chat.ts'
import type { MessageRow } from './chat-store.ts'
import { maskContacts } from './contacts.ts'
import type { ChatNews } from './chat-types.ts'

/** A message as everybody sees it, its author too: what others do not see, nobody is made to believe they do. */
export function chatView(row: MessageRow): ChatView {
  const { id, author, isHost, text, sentAt, shownAt, replyToId, replyAuthor, replyText } = row
  return {
    id,
    author,
    isHost,
    text: maskContacts(text),
    sentAt: (shownAt ?? sentAt).toISOString(),
    ...(replyToId === null
      ? {}
      : { reply: { id: replyToId, author: replyAuthor!, text: maskContacts(replyText!) } }),
  }
}

/** The same as its author sees it, who knows that it is held, or was not let through. */
export function ownView(row: MessageRow): ChatView {
  if (row.shownAt !== null) return chatView(row)
  return { ...chatView(row), state: row.isPassed === false ? 'refused' : 'held' }
}

export function ownNews(row: MessageRow): ChatNews {
  return { kind: 'own', buyerId: row.buyerId, message: ownView(row) }
}

export const isSeen = ({ shownAt, isHidden }: MessageRow) => shownAt !== null && !isHidden
