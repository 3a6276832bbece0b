import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { watchLine } from './heartbeat.ts'

const BEAT_MS = 1_000
let line = { bytes: 0, isHeld: false, beats: 0, isGivenUp: false }
let stop = () => {}
beforeEach(() => {
  vi.useFakeTimers()
  line = { bytes: 0, isHeld: false, beats: 0, isGivenUp: false }
  stop = watchLine(
    {
      bytesRead: () => line.bytes,
      isHeld: () => line.isHeld,
      beat: () => line.beats++,
      onSilent: () => (line.isGivenUp = true),
    },
    BEAT_MS,
  )
})
afterEach(() => {
  stop()
  vi.useRealTimers()
})

it('beats, and gives a line up after five seconds without a byte, once', () => {
  vi.advanceTimersByTime(4_999)
  expect(line).toMatchObject({ beats: 4, isGivenUp: false })
  vi.advanceTimersByTime(1)
  expect(line).toMatchObject({ beats: 4, isGivenUp: true })
  vi.advanceTimersByTime(60_000)
  expect(line.beats).toBe(4)
})

it('takes a single byte in five seconds for a thin line, not a lost one', () => {
  for (let n = 0; n < 20; n++) {
    line.bytes++
    vi.advanceTimersByTime(4_000)
  }
  expect(line.isGivenUp).toBe(false)
})

it('does not count the time in which nothing was read', () => {
  line.isHeld = true
  vi.advanceTimersByTime(60_000)
  line.isHeld = false
  vi.advanceTimersByTime(4_000)
  expect(line.isGivenUp).toBe(false)
  vi.advanceTimersByTime(1_000)
  expect(line.isGivenUp).toBe(true)
})
