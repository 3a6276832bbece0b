import { expect, it } from 'vitest'
import { fen } from '#shared/money.ts'
import { axisEnd } from './scale.ts'

it.each([
  [0, 100],
  [100, 100],
  [101, 200],
  [201, 500],
  [501, 1000],
  [5_000_001, 10_000_000],
  [9_999_999_999, 10_000_000_000],
])('the axis for %i fen ends at %i', (most, end) => {
  expect(axisEnd(fen(most))).toBe(end)
})
