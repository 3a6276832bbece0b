import fc from 'fast-check'
import { expect, it } from 'vitest'
import { isKeepable } from './text.ts'

const character = fc.oneof(
  fc.constantFrom('\0', '💥', '山'),
  fc.nat(0xd7ff).map((code) => String.fromCharCode(code)),
)

it('lets every text of whole characters through, wherever it is, but for NUL', () => {
  fc.assert(
    fc.property(fc.string({ unit: character }), (text) => {
      expect(isKeepable({ a: [text, 1, null, true] })).toBe(!text.includes('\0'))
    }),
  )
})

it.each(['\0', 'sale\0', '\uD83D', 'half \uDCA5 a pair'])('refuses %j, however deep', (text) => {
  expect(isKeepable(text)).toBe(false)
  expect(isKeepable({ pass: { tokens: ['whole', text] } })).toBe(false)
})

it('takes a whole pair', () => {
  expect(isKeepable('💥')).toBe(true)
})
