import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { standingClock } from '#server/platform/clock.ts'
import { createFlow } from './flow.ts'

const MB = 1024 * 1024
const clock = standingClock(new Date('2026-11-27T04:00:00Z'))
let isRead = true
const line = { pause: () => (isRead = false), resume: () => (isRead = true) }
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  isRead = true
})
afterEach(() => vi.useRealTimers())

it('a line is read again when nothing holds it any more, whichever lets go last', () => {
  const flow = createFlow(line, clock)
  flow.passed(17 * MB)
  flow.hold('encoder')
  expect(isRead).toBe(false)
  flow.letGo('encoder')
  expect(isRead).toBe(false)
  // One megabyte too much, at half a megabyte a second.
  vi.advanceTimersByTime(1_999)
  expect(isRead).toBe(false)
  vi.advanceTimersByTime(1)
  expect(isRead).toBe(true)
})

it('a line that is hung up on is read whatever holds it: its goodbye is to be heard', () => {
  const flow = createFlow(line, clock)
  flow.passed(17 * MB)
  flow.hold('encoder')
  flow.release()
  expect(isRead).toBe(true)
})
