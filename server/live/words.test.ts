import fc from 'fast-check'
import { expect, it } from 'vitest'
import { heldWords } from '#shared/held-words.ts'
import { heldBy, squeezed } from './words.ts'

it('finds each word that the platform holds back, whatever stands between its letters', () => {
  const between = fc.constantFrom('', ' ', '-', '.', '\u200b', '🌶', '　')
  fc.assert(
    fc.property(fc.constantFrom(...heldWords), between, fc.string(), ({ word }, gap, rest) => {
      const text = `${rest} 老板${[...word].join(gap)}吗`
      expect(heldBy(text, [])).not.toBeNull()
    }),
  )
})

it.each([
  ['假货！', ['假货'], '假货'],
  ['假 - 货', ['假货'], '假货'],
  ['ＳＢ主播', ['sb'], 'sb'],
  ['my husband likes it', ['sb'], null],
  ['这蜜是真货，不假', ['假货'], null],
  ['好蜜', [], null],
  ['加点蜂蜜，微信支付可以吗', [], null],
  ['好蜜', ['！'], null],
])('%s, by %j: %s', (text, words, word) => {
  expect(heldBy(text, words)).toBe(word)
})

it('has no word that would hold everything', () => {
  expect(heldWords.filter(({ word }) => squeezed(word).length < 2)).toEqual([])
})
