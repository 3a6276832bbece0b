import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isKeepable } from '#shared/text.ts'
import { maskContacts } from './contacts.ts'

const MASK = '＊＊＊'
const wide = (digit: string) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0)
const word = (digit: string) => '零一二三四五六七八九'[Number(digit)]!
const keycap = (digit: string) => `${digit}\u{FE0F}\u{20E3}`
const spelt = fc.constantFrom((digit: string) => digit, wide, word, keycap)
const gap = fc.constantFrom('', '', '', ' ', '-', '  ', '—', '\u200b', '·', '　')

const digit = fc.constantFrom(...'0123456789')
const mobile = fc
  .tuple(fc.constantFrom(...'3456789'), fc.array(digit, { minLength: 9, maxLength: 9 }))
  .map(([second, rest]) => `1${second}${rest.join('')}`)

/** A number with each digit written in a way of its own, and something before each but the first. */
const written = (number: string) =>
  fc
    .array(fc.tuple(spelt, gap), { minLength: number.length, maxLength: number.length })
    .map((ways) =>
      [...number].map((one, at) => `${at === 0 ? '' : ways[at]![1]}${ways[at]![0](one)}`).join(''),
    )
const words = fc.constantFrom('', '老板', '加我', '电话', '好蜜！', '在吗 ')

describe('what others see of a message', () => {
  it('has no mobile number, however it is spelt and spaced', () => {
    fc.assert(
      fc.property(mobile.chain(written), words, words, (number, before, after) => {
        const masked = maskContacts(`${before}${number}${after}`)
        expect(masked).toBe(`${before}${MASK}${after}`)
      }),
    )
  })

  it('has its prices, weights and counts', () => {
    const amount = fc.oneof(
      fc.integer({ min: 0, max: 99_999 }).map(String),
      fc.tuple(fc.nat({ max: 999 }), fc.nat({ max: 99 })).map(([yuan, cents]) => `${yuan}.${cents}`),
    )
    const unit = fc.constantFrom(
      '元',
      '斤',
      '块',
      '克',
      'kg',
      '两',
      '瓶',
      '罐',
      '箱',
      '份',
      '折',
      ' 元',
      '小时',
    )
    const counted = fc.tuple(amount, unit).map(([number, of]) => number + of)
    const between = fc.constantFrom(' ', '，', '送', '、', '-', ' / ')
    fc.assert(
      fc.property(fc.array(fc.tuple(counted, between), { minLength: 1, maxLength: 6 }), (parts) => {
        const text = parts.flat().join('')
        expect(maskContacts(text)).toBe(text)
      }),
    )
  })

  it('is masked once: what is masked has nothing left to mask, and is whole text', () => {
    const piece = fc.oneof(
      mobile.chain(written),
      fc.string({ unit: 'grapheme', maxLength: 12 }),
      fc.constantFrom('微信 shanhuo888', 'www.example.com/x', 'a@b.cn', '0591-87654321', '5斤 128元', '👨‍👩‍👧'),
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 5 }), (pieces) => {
        const masked = maskContacts(pieces.join(' '))
        expect(maskContacts(masked)).toBe(masked)
        expect(isKeepable(masked)).toBe(true)
      }),
    )
  })

  it.each([
    ['5斤 128元', '5斤 128元'],
    ['2斤装59.9 5斤装128.5 包邮吗', '2斤装59.9 5斤装128.5 包邮吗'],
    ['13.9 25.8 36.9 49.9', '13.9 25.8 36.9 49.9'],
    ['2026-11-27 14:30 开播', '2026-11-27 14:30 开播'],
    ['三斤二两多少钱，一瓶二百八', '三斤二两多少钱，一瓶二百八'],
    ['还有100份，200人在抢', '还有100份，200人在抢'],
    ['微信支付可以吗', '微信支付可以吗'],
    ['电话一三八 1234 5678，5斤 128元', `电话${MASK}，5斤 128元`],
    ['13812345678元', `${MASK}元`],
    ['微信 shanhuo888 138123 45678 g', `微信 ${MASK} g`],
    ['138 1234 5678个', `${MASK}个`],
    ['打0591-8765 4321', `打${MASK}`],
    ['打 400-123-4567 吧', `打 ${MASK} 吧`],
    ['+86 138 1234 5678', `+${MASK}`],
    ['一三八 一二三四 五六七八', MASK],
    ['壹叁捌12345678', MASK],
    ['138.1234.5678', MASK],
    ['1.3.8.1.2.3.4.5.6.7.8', MASK],
    ['加微信：shan_huo88 便宜', `加微信：${MASK} 便宜`],
    ['ＶＸ\u3000ｓｈａｎｈｕｏ８８', `ＶＸ\u3000${MASK}`],
    ['qq群 123456', `qq群 ${MASK}`],
    ['QQ 1234567890', `QQ ${MASK}`],
    ['看 https://evil.example/a?b=1 有便宜', `看 ${MASK} 有便宜`],
    ['去taobao。com买', `去${MASK}买`],
    ['写到 a.b@c.cn', `写到 ${MASK}`],
    ['http://a.cn 和 13812345678', `${MASK} 和 ${MASK}`],
  ])('%s', (text, seen) => {
    expect(maskContacts(text)).toBe(seen)
  })
})
