import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  FIRST_WAIT_MS,
  LATELY_MS,
  lookedAt,
  LONGEST_STALL_MS,
  LONGEST_WAIT_MS,
  MOST_STALLS,
  PICTURE_FIRST,
  STEADY_MS,
  type SoundFallback,
} from './sound-fallback.ts'

/** A look each second. @returns what was played after each */
function looks(starved: readonly boolean[], isLowest = true) {
  const states: SoundFallback[] = []
  for (const [at, isStarved] of starved.entries())
    states.push(lookedAt(states.at(-1) ?? PICTURE_FIRST, { isStarved, isLowest }, at * 1_000))
  return states
}
const isSound = ({ soundUntilMs }: SoundFallback) => soundUntilMs !== null
const fell = (starved: readonly boolean[], isLowest = true) => looks(starved, isLowest).findIndex(isSound)
const seconds = (count: number, isStarved: boolean) => Array.from({ length: count }, () => isStarved)
const stutter = [true, ...seconds(9, false)]
const waits = (states: readonly SoundFallback[]) =>
  states.flatMap((state, at) =>
    isSound(state) && !isSound(states[at - 1] ?? PICTURE_FIRST) ? [state.waitMs] : [],
  )

describe('the picture of a viewer', () => {
  it('gives way to its sound when it stops for the third time within a minute', () => {
    expect(fell([...stutter, ...stutter, ...stutter])).toBe(20)
    const seldom = [true, ...seconds(30, false)]
    expect(fell([...seldom, ...seldom, ...seldom, ...seldom])).toBe(-1)
  })

  it('or when it stands still for ten seconds', () => {
    expect(fell(seconds(10, true))).toBe(-1)
    expect(fell(seconds(11, true))).toBe(10)
  })

  it('is given less to carry first: stops above the lowest rung do not count, unless they do not end', () => {
    expect(fell([...stutter, ...stutter, ...stutter], false)).toBe(-1)
    expect(fell(seconds(11, true), false)).toBe(10)
  })

  it('is tried again after a minute, and after twice as long each time that it was in vain, to ten minutes', () => {
    expect(waits(looks(seconds(50 * 60, true)))).toEqual(
      [1, 2, 4, 8, 10, 10, 10, 10].map((minutes) => minutes * 60_000),
    )
  })

  it('is tried after a minute again when it had moved for two', () => {
    const falls = seconds(11, true)
    const returns = seconds(FIRST_WAIT_MS / 1_000, false)
    const steady = seconds(STEADY_MS / 1_000, false)
    expect(waits(looks([...falls, ...returns, ...steady, ...falls]))).toEqual([FIRST_WAIT_MS, FIRST_WAIT_MS])
  })
})

const anyLine = fc.array(fc.record({ isStarved: fc.boolean(), forSec: fc.integer({ min: 1, max: 40 }) }), {
  maxLength: 200,
})
const lineOf = (stretches: readonly { isStarved: boolean; forSec: number }[]) =>
  stretches.flatMap(({ isStarved, forSec }) => seconds(forSec, isStarved))

describe('whatever the line does', () => {
  it('nothing is tried again before a minute, nor later than after ten', () => {
    fc.assert(
      fc.property(anyLine, (stretches) => {
        const states = [PICTURE_FIRST, ...looks(lineOf(stretches))]
        const changes = states.flatMap((state, at) =>
          at > 0 && isSound(state) !== isSound(states[at - 1]!) ? [{ at, to: isSound(state) }] : [],
        )
        for (const [n, { at, to }] of changes.entries()) {
          const next = changes[n + 1]
          if (!to || !next) continue
          expect((next.at - at) * 1_000).toBeGreaterThanOrEqual(FIRST_WAIT_MS)
          expect((next.at - at) * 1_000).toBeLessThanOrEqual(LONGEST_WAIT_MS)
        }
      }),
    )
  })

  it('a picture that stops seldom and shortly stays', () => {
    const seldom = fc.array(
      fc.record({
        starvedSec: fc.integer({ min: 1, max: LONGEST_STALL_MS / 1_000 - 1 }),
        movesSec: fc.integer({ min: LATELY_MS / (MOST_STALLS - 1) / 1_000, max: 100 }),
      }),
    )
    fc.assert(
      fc.property(seldom, (stalls) => {
        const line = stalls.flatMap(({ starvedSec, movesSec }) => [
          ...seconds(starvedSec, true),
          ...seconds(movesSec, false),
        ])
        expect(fell(line)).toBe(-1)
      }),
    )
  })
})
