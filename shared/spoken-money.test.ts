import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fen } from './money.ts'
import { spokenMoney } from './spoken-money.ts'

describe('an amount read aloud', () => {
  it('is said as people say it', () => {
    const said = [0, 5, 50, 55, 100, 105, 150, 345_678, 345_600, -1008].map((amount) => [
      spokenMoney(fen(amount), 'zh-CN'),
      spokenMoney(fen(amount), 'en'),
    ])
    expect(said).toEqual([
      ['0元', '0 yuan'],
      ['5分', '5 fen'],
      ['5角', '50 fen'],
      ['5角5分', '55 fen'],
      ['1元', '1 yuan'],
      ['1元零5分', '1 yuan and 5 fen'],
      ['1元5角', '1 yuan and 50 fen'],
      ['3456元7角8分', '3456 yuan and 78 fen'],
      ['3456元', '3456 yuan'],
      ['负10元零8分', 'minus 10 yuan and 8 fen'],
    ])
  })

  it('says every fen of it, in both languages', () => {
    const part = (text: string, unit: string) => Number(new RegExp(`(\\d+) ?${unit}`).exec(text)?.[1] ?? 0)
    fc.assert(
      fc.property(fc.integer({ min: -9_007_199_254_740_991, max: 9_007_199_254_740_991 }), (amount) => {
        const [zh, en] = [spokenMoney(fen(amount), 'zh-CN'), spokenMoney(fen(amount), 'en')]
        const sign = amount < 0 ? -1 : 1
        const exact = (yuan: number, cents: number) => BigInt(sign) * (BigInt(yuan) * 100n + BigInt(cents))
        expect(exact(part(zh, '元'), part(zh, '角') * 10 + part(zh, '分'))).toBe(BigInt(amount))
        expect(exact(part(en, 'yuan'), part(en, 'fen'))).toBe(BigInt(amount))
        expect([zh.startsWith('负'), en.startsWith('minus ')]).toEqual([amount < 0, amount < 0])
      }),
    )
  })
})
