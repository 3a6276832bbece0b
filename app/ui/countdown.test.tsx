import { act, cleanup, render, screen } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Countdown, formatSpan } from './countdown.tsx'

// The phone's clock is ten minutes slow.
const serverNow = '2026-11-23T04:00:00.000Z'
const until = '2026-11-23T04:05:00.000Z'

function shown(): string | null {
  return screen.getByRole('timer').textContent
}

describe('a countdown', () => {
  beforeEach(() => {
    vi.useFakeTimers({ now: new Date('2026-11-23T03:50:00.000Z') })
  })
  afterEach(() => {
    cleanup()
    vi.useRealTimers()
  })

  it('runs by the server’s clock, and appears later with what is left then', () => {
    render(<Countdown until={until} serverNow={serverNow} />)
    expect(shown()).toBe('05:00')
    act(() => vi.advanceTimersByTime(90_000))
    expect(shown()).toBe('03:30')

    cleanup()
    render(<Countdown until={until} serverNow={serverNow} />)
    expect(shown()).toBe('03:30')
    act(() => vi.advanceTimersByTime(400_000))
    expect(shown()).toBe('00:00')
  })
})

describe('a span', () => {
  it.each([
    [299_001, '05:00'],
    [299_000, '04:59'],
    [-5, '00:00'],
    [3_661_000, '01:01:01'],
  ])('of %i ms is %s', (ms, text) => {
    expect(formatSpan(ms)).toBe(text)
  })
})
