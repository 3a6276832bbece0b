import { describe, expect, it } from 'vitest'
import type { RoomSale } from '#shared/live.ts'
import { fen } from '#shared/money.ts'
import type { ShowGoods } from '#shared/show.ts'
import { bagLines } from './bag-lines.ts'

const aGood = (itemId: string): ShowGoods => ({
  ...{ itemId: `item_${itemId}`, productSlug: itemId, titleZh: itemId, titleEn: itemId, picture: itemId },
  fromFen: fen(5900),
})
const aSale = (saleId: string, productSlug: string) =>
  ({ saleId, productSlug, titleZh: productSlug, titleEn: productSlug, picture: productSlug }) as RoomSale

const goods = [aGood('honey'), aGood('bamboo'), aGood('tea')]
const sales = [aSale('sale_rice', 'rice'), aSale('sale_tea', 'tea'), aSale('sale_tea_2', 'tea')]
const nothing = { version: 0, card: null }
const bag = (pin: Parameters<typeof bagLines>[0]['pin'], featuredSaleId: string | null = null) =>
  bagLines({ goods, sales, pin, featuredSaleId })

describe('the bag of a session', () => {
  it('has the run of show in its order, with all sales of it, then what is only in a sale', () => {
    expect(bag(nothing).map(({ key }) => key)).toEqual([
      ...['item_honey', 'item_bamboo', 'sale_tea', 'sale_tea_2', 'sale_rice'],
    ])
    expect(bag(nothing)[0]).toMatchObject({ sale: null, fromFen: 5900, title: { zh: 'honey' } })
    expect(bag(nothing)[2]).toMatchObject({ sale: sales[1], fromFen: null })
  })

  it('marks what the host talks about: what is pinned, and else what is featured', () => {
    const shown = (...of: Parameters<typeof bag>) =>
      bag(...of)
        .filter(({ isShown }) => isShown)
        .map(({ key }) => key)
    expect(shown(nothing, 'sale_rice')).toEqual(['sale_rice'])
    const card = { ...goods[1]!, pinnedAt: '2026-11-23T12:00:00Z' }
    expect(shown({ version: 1, card }, 'sale_rice')).toEqual(['item_bamboo'])
    expect(shown(nothing)).toEqual([])
  })
})
