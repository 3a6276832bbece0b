import { describe, expect, it } from 'vitest'
import { adFindings } from './ad-words.ts'

const words = (line: string) => adFindings(line).map(({ word }) => word)

describe('what advertising must not say', () => {
  it('is found with the law, however it is spaced or wide', () => {
    expect(adFindings('全县最 佳的 明前茶')).toEqual([
      { word: '最佳', source: expect.stringContaining('广告法 第九条') },
    ])
    expect(words('１００％有效，降血糖')).toEqual(['降血糖', '100%有效'])
    expect(words('喝了提高免疫力')).toEqual(['提高免疫力'])
  })

  it('is not what a host says of eating and keeping, nor plain praise', () => {
    expect(words('最佳食用期 7 天，最好冷藏')).toEqual([])
    expect(words('今年雨水好，茶比去年香')).toEqual([])
    expect(words('最佳食用期 7 天，全国最佳')).toEqual(['最佳'])
  })

  it('is said once: the longest word that fits', () => {
    expect(words('全网最低价')).toEqual(['最低价', '全网最低'])
    expect(words('')).toEqual([])
  })
})
