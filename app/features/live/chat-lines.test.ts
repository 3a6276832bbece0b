import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ChatView } from '#shared/chat.ts'
import { folded, hearChat, withKnownChat, type ChatState } from './chat-lines.ts'

const at = (second: number) => new Date(Date.UTC(2026, 10, 27, 12, 0, second)).toISOString()
const aLine = (id: string, second: number, change: Partial<ChatView> = {}): ChatView => ({
  ...{ id, author: '山友·8f2', isHost: false, text: `话 ${id}`, sentAt: at(second) },
  ...change,
})
const aChat = (chat: ChatView[], change: Partial<ChatState> = {}): ChatState => ({
  ...{ chat, chatHidden: [], notice: null, slowSec: 0 },
  ...change,
})
const hear = (state: ChatState, news: Parameters<typeof hearChat>[1]): ChatState => ({
  ...state,
  ...hearChat(state, news),
})
const ids = ({ chat }: ChatState) => chat.map(({ id }) => id)

describe('a chat that hears news', () => {
  const quote = { id: 'a', author: '山友·8f2', text: '话 a' }
  const state = aChat([aLine('a', 1), aLine('b', 2), aLine('c', 3, { isHost: true, reply: quote })])

  it('drops what is hidden, where it is quoted too, and shows it again in its place', () => {
    const hidden = hear(state, { kind: 'hidden', messageIds: ['a'] })
    expect(ids(hidden)).toEqual(['b', 'c'])
    expect(hidden.chat[1]).not.toHaveProperty('reply')
    const shown = hear(hidden, { kind: 'chat', messages: [aLine('a', 1)] })
    expect(ids(shown)).toEqual(['a', 'b', 'c'])
    expect(shown.chatHidden).toEqual([])
  })

  it('does not bring back what was hidden while the line was down', () => {
    const snapshot = aChat([aLine('a', 1), aLine('b', 2)], { chatHidden: ['c'] })
    const later = aLine('d', 4)
    expect(withKnownChat(snapshot, { ...state, chat: [...state.chat, later] }).map(({ id }) => id)).toEqual([
      'a',
      'b',
      'd',
    ])
  })

  it('takes a held message of one’s own as let through once it is', () => {
    const held = hear(state, { kind: 'chat', messages: [aLine('mine', 2, { state: 'held' })] })
    expect(held.chat.find(({ id }) => id === 'mine')).toMatchObject({ state: 'held' })
    const passed = hear(held, { kind: 'chat', messages: [aLine('mine', 9)] })
    expect(ids(passed)).toEqual(['a', 'b', 'c', 'mine'])
    expect(passed.chat.at(-1)).not.toHaveProperty('state')
  })

  it('takes a notice and slow mode', () => {
    expect(hear(state, { kind: 'ruled', notice: '包邮', slowSec: 10 })).toMatchObject({
      notice: '包邮',
      slowSec: 10,
    })
  })
})

describe('folding', () => {
  it('says once what many say, with how often', () => {
    const lines = [aLine('a', 1, { text: '111' }), aLine('b', 2), aLine('c', 20, { text: '111' })]
    expect(folded(lines).map(({ id, times }) => [id, times])).toEqual([
      ['b', 1],
      ['c', 2],
    ])
  })

  it('leaves apart what is said again later, what the host says, and what is one’s own', () => {
    const same = { text: '包邮' }
    const lines = [
      aLine('a', 0, same),
      aLine('b', 31, same),
      aLine('host', 32, { ...same, isHost: true }),
      aLine('mine', 33, { ...same, state: 'held' }),
    ]
    expect(folded(lines).map(({ times }) => times)).toEqual([1, 1, 1, 1])
  })

  it('loses no message, and keeps their order', () => {
    const line = fc.record({
      second: fc.nat({ max: 50 }),
      text: fc.constantFrom('好', '买', '1'),
      isHost: fc.boolean(),
    })
    fc.assert(
      fc.property(fc.array(line, { maxLength: 30 }), (made) => {
        const lines = made
          .toSorted((a, b) => a.second - b.second)
          .map(({ second, ...change }, index) => aLine(`m${index}`, second, change))
        const shown = folded(lines)
        expect(shown.reduce((sum, { times }) => sum + times, 0)).toBe(lines.length)
        const order = shown.map(({ sentAt }) => sentAt)
        expect(order).toEqual(order.toSorted())
      }),
    )
  })
})
