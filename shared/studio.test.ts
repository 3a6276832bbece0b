import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fen, yuanText } from './money.ts'
import { saleForm, yuanAmount } from './studio.ts'

describe('a price typed in yuan', () => {
  it('becomes the same amount in fen, whatever the amount', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 99_999_999 }), (amount) => {
        expect(yuanAmount.parse(yuanText(fen(amount)))).toBe(amount)
      }),
    )
  })

  it.each([
    ['19.9', 1990],
    ['19', 1900],
    ['１９．９０', 1990],
    ['¥ 19.90', 1990],
    ['19.90元', 1990],
    ['1,280', 128_000],
  ])('%s is %i fen', (typed, amount) => {
    expect(yuanAmount.parse(typed)).toBe(amount)
  })

  it.each(['', '-1', '-0', '-0.00', '1e3', '19.999', '.5', '0x10', 'Infinity', '十九'])(
    '%j is no amount',
    (typed) => {
      expect(yuanAmount.safeParse(typed).success).toBe(false)
    },
  )
})

describe('the form of a flash sale', () => {
  const filled = {
    variantId: 'var_1',
    priceYuan: '29.9',
    total: '20',
    perBuyerLimit: '2',
    durationSec: '300',
  }

  it('becomes a draft', () => {
    expect(saleForm.parse(filled)).toEqual({
      variantId: 'var_1',
      priceFen: 2990,
      total: 20,
      opening: 'first_come',
      perBuyerLimit: 2,
      durationSec: 300,
      payFirst: false,
    })
    expect(saleForm.parse({ ...filled, payFirst: 'on' })).toMatchObject({ payFirst: true })
  })

  it.each([
    ['priceYuan', '0.99'],
    ['total', '0'],
    ['total', '1.5'],
    ['perBuyerLimit', '100'],
    ['durationSec', '10'],
  ])('is refused with %s = %s', (field, value) => {
    const parsed = saleForm.safeParse({ ...filled, [field]: value })
    expect(parsed.error?.issues.map(({ path }) => path[0])).toEqual([field])
  })
})
