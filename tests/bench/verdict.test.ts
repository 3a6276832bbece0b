import { expect, test } from 'vitest'
import { trendOf, type Point } from './soak/verdict.ts'

const anHour = (value: (minute: number) => number): Point[] =>
  Array.from({ length: 60 }, (_, at) => ({ atSec: (at + 1) * 60, value: value(at + 1) }))

test('what grows is told by the hour, and as a share of what it is', () => {
  const { level, perHour, growth } = trendOf(anHour((minute) => 100 + minute))
  expect(level).toBe(135.5)
  expect(perHour).toBeCloseTo(60)
  expect(growth).toBeCloseTo(49 / 135.5)
})

test('a warm-up, a saw-tooth and a single point far off are no growth', () => {
  const saw = (minute: number) => 100 + (minute % 5) + (minute === 40 ? 500 : 0)
  expect(Math.abs(trendOf(anHour((minute) => (minute <= 10 ? minute : saw(minute)))).growth)).toBeLessThan(
    0.02,
  )
})
