import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { ChatView } from '#shared/chat.ts'
import { heardBy, hearMore, wantedFrom, type Heard } from './replay-lines.ts'

const PAGE = 10
const line = (ms: number): ChatView => ({
  ...{ id: `chat_${ms}`, author: '山友·a', isHost: false, text: '甜吗' },
  sentAt: new Date(ms).toISOString(),
})
const EPOCH = Date.parse('2026-11-27T01:00:00.000Z')
const said = Array.from({ length: 300 }, (_, n) => line(EPOCH + n * 7_000))

/** As the shop answers. */
function answer(from: string) {
  const lines = said.filter(({ sentAt }) => sentAt >= from).slice(0, PAGE)
  return { lines, next: lines.length < PAGE ? null : lines.at(-1)!.sentAt }
}
function goTo(heard: Heard | null, ms: number): Heard {
  let now = heard
  for (let from = wantedFrom(now, ms); from !== null; from = wantedFrom(now, ms))
    now = hearMore(now, from, answer(from))
  return now!
}

test('plays on and jumps anywhere: the last minute before a moment is there, whole and once, and nothing after it', () => {
  const moments = fc.array(fc.integer({ min: 0, max: 300 * 7_000 }), { minLength: 1, maxLength: 12 })
  fc.assert(
    fc.property(moments, (offsets) => {
      let heard: Heard | null = null
      for (const offset of offsets) {
        const ms = EPOCH + offset
        heard = goTo(heard, ms)
        const ids = heardBy(heard, ms).map(({ id }) => id)
        const lately = said.filter(
          ({ sentAt }) => Date.parse(sentAt) <= ms && Date.parse(sentAt) >= ms - 60_000,
        )
        expect(ids.slice(-lately.length || ids.length)).toEqual(lately.map(({ id }) => id))
        expect(new Set(ids).size).toBe(ids.length)
      }
    }),
  )
})

test('asks ahead of need, and not again for what it has', () => {
  const heard = goTo(null, EPOCH)
  expect(wantedFrom(heard, EPOCH + 1_000)).toBeNull()
  expect(wantedFrom(heard, EPOCH + 40_000)).toBe(heard.next)
  expect(wantedFrom(null, EPOCH)).toBe('2026-11-27T00:59:00.000Z')
  expect(wantedFrom(null, EPOCH + 29_000)).toBe('2026-11-27T00:59:00.000Z')
})
