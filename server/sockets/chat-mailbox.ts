import type { ChatRules, ChatView } from '#shared/chat.ts'
import type { ChatNews } from '#server/live/index.ts'

/** What waits to be told of one room's chat: of a message that was shown and hidden meanwhile, only what holds. */
export function createChatMailbox() {
  const messages = new Map<string, ChatView>()
  const hidden = new Set<string>()
  let rules: ChatRules | null = null
  let rulesTold = ''

  return {
    put(news: ChatNews) {
      if (news.kind === 'said') {
        hidden.delete(news.message.id)
        messages.set(news.message.id, news.message)
      } else if (news.kind === 'hidden') {
        messages.delete(news.messageId)
        hidden.add(news.messageId)
      } else if (news.kind === 'ruled') {
        rules = { notice: news.notice, slowSec: news.slowSec }
      }
    },
    /** @returns what waited; rules only when they are others than were told last */
    empty() {
      const told = JSON.stringify(rules)
      const waiting = {
        messages: [...messages.values()],
        messageIds: [...hidden],
        rules: rules && told !== rulesTold ? rules : null,
      }
      if (rules) rulesTold = told
      messages.clear()
      hidden.clear()
      rules = null
      return waiting
    },
  }
}
