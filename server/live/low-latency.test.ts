import fc from 'fast-check'
import { beforeEach, describe, expect, it } from 'vitest'
import { standingClock } from '#server/platform/clock.ts'
import type { Playback } from '#shared/live.ts'
import { createLowLatency } from './low-latency.ts'

const MINUTE = 60_000
const video: Playback = {
  ...{
    state: 'live',
    base: '/video/live_1/low',
    poster: null,
    engine: null,
    renditions: [],
    soundOnly: null,
  },
}
let clock: ReturnType<typeof standingClock>
beforeEach(() => {
  clock = standingClock(new Date('2026-11-27T04:00:00Z'))
})

function room(most: number) {
  const { addressed, addressedAgain, watches, leaves } = createLowLatency({
    ...{ clock, most },
    address: (liveSessionId, latency) => `/video/${liveSessionId}/${latency}`,
  })
  const of = (buyerId: string) => ({ liveSessionId: 'live_1', buyerId })
  const isLow = (shown: Playback) => shown.state !== 'none' && shown.base.endsWith('/low')
  return {
    /** @returns whether it is with low latency */
    comes: (buyerId: string) => isLow(addressed(video, of(buyerId))),
    renews: (buyerId: string) => isLow(addressedAgain(video, of(buyerId))),
    watches: (buyerId: string, tab = buyerId) => watches({ ...of(buyerId), tab }),
    leaves: (tab: string) => leaves({ liveSessionId: 'live_1', tab }),
    addressed,
  }
}

describe('low latency', () => {
  it('is for the first so many, for as long as they watch', () => {
    const { comes, renews, watches } = room(2)
    for (const viewer of ['a', 'b']) {
      expect(comes(viewer)).toBe(true)
      watches(viewer)
    }
    expect(comes('c')).toBe(false)
    watches('c')
    clock.advance(50 * MINUTE)
    expect([renews('a'), comes('b'), comes('c'), renews('c')]).toEqual([true, true, false, false])
  })

  it('is kept for who is back soon, and given on after that', () => {
    const { comes, watches, leaves } = room(1)
    expect(comes('a')).toBe(true)
    watches('a', 'one')
    watches('a', 'two')
    leaves('one')
    clock.advance(10 * MINUTE)
    expect(comes('b')).toBe(false)
    leaves('two')
    clock.advance(MINUTE)
    expect([comes('b'), comes('a')]).toEqual([false, true])
    clock.advance(2 * MINUTE)
    expect([comes('b'), comes('a')]).toEqual([true, false])
  })

  it('is not kept for a page that nobody looks at', () => {
    const { comes } = room(1)
    expect(comes('robot')).toBe(true)
    clock.advance(MINUTE)
    expect(comes('a')).toBe(true)
  })

  it('is nobody’s where there is none, and no matter of what is recorded', () => {
    const { comes, addressed } = room(0)
    expect(comes('a')).toBe(false)
    const recorded: Playback = { state: 'recorded', base: '/video/live_1/low', poster: null }
    expect(addressed(recorded, { liveSessionId: 'live_1', buyerId: 'a' })).toBe(recorded)
  })

  it('is never for more, whoever comes and goes, and never taken from who watches', () => {
    const who = fc.constantFrom('a', 'b', 'c', 'd')
    const act = fc.record({ who, does: fc.constantFrom('comes', 'leaves', 'waits', 'renews') })
    fc.assert(
      fc.property(fc.nat({ max: 3 }), fc.array(act), (most, acts) => {
        const { comes, renews, watches, leaves } = room(most)
        const low = new Set<string>()
        for (const { who, does } of acts) {
          if (does === 'comes') {
            const isLow = comes(who)
            watches(who)
            if (low.has(who)) expect(isLow).toBe(true)
            if (isLow) low.add(who)
          } else if (does === 'leaves') {
            leaves(who)
            low.delete(who)
          } else if (does === 'renews' && low.has(who)) expect(renews(who)).toBe(true)
          else clock.advance(MINUTE)
          expect(low.size).toBeLessThanOrEqual(most)
        }
      }),
    )
  })
})
