import fc from 'fast-check'
import { expect, it } from 'vitest'
import { movedBy, nextSpeed, SPEEDS } from './prompter-scroll.ts'

const speed = fc.constantFrom(...SPEEDS)
const reading = fc.record({
  speed,
  elapsedMs: fc.nat(3_600_000),
  lineHeightPx: fc.integer({ min: 20, max: 200 }),
})

it('moves on by the speed that was chosen, and not at all while it is off', () => {
  const minute = { elapsedMs: 60_000, lineHeightPx: 60, isReduced: false }
  expect(SPEEDS.map((speed) => movedBy({ ...minute, speed }))).toEqual([0, 900, 1_500, 2_100])
})

it('never goes back, and with little motion goes by whole lines, never further than it would glide', () => {
  fc.assert(
    fc.property(reading, fc.nat(10_000), (at, laterMs) => {
      const later = { ...at, elapsedMs: at.elapsedMs + laterMs }
      for (const isReduced of [false, true])
        expect(movedBy({ ...later, isReduced })).toBeGreaterThanOrEqual(movedBy({ ...at, isReduced }))
      const [glides, jumps] = [movedBy({ ...at, isReduced: false }), movedBy({ ...at, isReduced: true })]
      expect(jumps % at.lineHeightPx).toBe(0)
      expect(jumps).toBeLessThanOrEqual(glides)
      expect(glides - jumps).toBeLessThan(at.lineHeightPx)
    }),
  )
})

it('a tap goes through the speeds, and off again', () => {
  expect(SPEEDS.map(nextSpeed)).toEqual(['slow', 'medium', 'fast', 'off'])
})
