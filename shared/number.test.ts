import fc from 'fast-check'
import { expect, it } from 'vitest'
import { wholeNumber } from './number.ts'

const quantity = wholeNumber({ min: 1, max: 99 })

it('takes a number and its digits alike', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 99 }), (number) => {
      expect(quantity.parse(number)).toBe(number)
      expect(quantity.parse(` ${number} `)).toBe(number)
    }),
  )
})

it.each([
  0,
  100,
  1.5,
  -1,
  NaN,
  Infinity,
  '',
  '-1',
  '1.5',
  '1e1',
  '0x10',
  '１',
  true,
  null,
  [2],
  [[2]],
  ['2'],
  {},
])('refuses %j, which coercion might read as a number', (value) => {
  expect(quantity.safeParse(value).success).toBe(false)
})
