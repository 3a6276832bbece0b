import { expect, it } from 'vitest'
import type { AsideLine, ChatView } from '#shared/chat.ts'
import { listed } from './listed-lines.ts'

const aLine = (id: string, second: number, text = '包邮吗'): ChatView => ({
  ...{ id, text, author: `山友·${id}`, isHost: false },
  sentAt: new Date(Date.UTC(2026, 10, 28, 12, 0, second)).toISOString(),
})
const aHidden = (id: string, second: number): AsideLine => ({ ...aLine(id, second), why: 'hidden' })
const shown = (...of: Parameters<typeof listed>) =>
  listed(...of).map(({ id, times, isHidden }) => [id, isHidden ? 'hidden' : times])

it('has once what many said, and what was hidden each for itself', () => {
  const chat = [aLine('a', 1), aLine('b', 2), aLine('c', 3, '甜吗'), aLine('d', 4)]
  const aside = [aHidden('b', 2), aHidden('e', 5)]
  expect(shown(chat, { aside }, null)).toEqual([
    ['b', 'hidden'],
    ['c', 1],
    ['d', 2],
    ['e', 'hidden'],
  ])
})

it('leaves a line where it is that the host has opened', () => {
  const chat = [aLine('a', 1), aLine('b', 2), aLine('c', 3), aLine('d', 4)]
  expect(shown(chat, { aside: [] }, 'b')).toEqual([
    ['b', 2],
    ['d', 2],
  ])
})
