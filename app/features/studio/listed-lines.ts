import type { ChatView, HostChat } from '#shared/chat.ts'
import { folded, type FoldedLine } from '../live/chat-lines.ts'

export type ListedLine = FoldedLine & { isHidden: boolean }

/**
 * What many said is one line, as viewers see it, but none that the host has opened: it stays under the thumb. Hidden lines
 * stay where they were, greyed, each for itself.
 */
export function listed(
  chat: readonly ChatView[],
  { aside }: Pick<HostChat, 'aside'>,
  openedId: string | null,
): ListedLine[] {
  const hidden = aside
    .filter(({ why }) => why === 'hidden')
    .map((line) => ({ ...line, times: 1, isHidden: true }))
  const ids = new Set(hidden.map(({ id }) => id))
  const seen = chat.filter(({ id }) => !ids.has(id))
  const after = seen.findIndex(({ id }) => id === openedId) + 1
  const shown = [...folded(seen.slice(0, after)), ...folded(seen.slice(after))].map((line) => ({
    ...line,
    isHidden: false,
  }))
  return [...shown, ...hidden].toSorted((a, b) => a.sentAt.localeCompare(b.sentAt))
}
