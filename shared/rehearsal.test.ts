import fc from 'fast-check'
import { expect, it } from 'vitest'
import { fen, zeroFen } from './money.ts'
import { rehearsal, rehearseRule } from './rehearsal.ts'
import { legsOf, type Price } from './sale-legs.ts'
import { splitRule } from './split.ts'

const rule = splitRule.parse([
  { kind: 'processor_fee' },
  { kind: 'fixed', to: 'household', amountFen: 12_000, guaranteed: true },
  {
    kind: 'basis_points',
    of: 'gross',
    parts: [
      { to: 'platform', bp: 500 },
      { to: 'collective', bp: 300, capFen: 400 },
      { to: 'risk_fund', bp: 100, floorFen: 50 },
    ],
  },
  { kind: 'rest', to: 'cooperative' },
])
const price = (goods: number, seed: string): Price => ({
  ...{ goodsFen: fen(goods), freightFen: zeroFen, feeFen: fen(300), seed },
})
const booked = (goods: number, seed: string, by = rule) => ({
  ...{ orderNumber: seed, price: price(goods, seed), booked: legsOf(by, price(goods, seed)) },
})

it('changes nothing for anybody when it is the rule by which was booked', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 40_000 }), { maxLength: 20 }), (prices) => {
      const report = rehearseRule(
        rule,
        prices.map((goods, n) => booked(goods, `order-${n}`)),
        { asked: 100 },
      )

      for (const { beforeFen, afterFen, worst } of report.parties) {
        expect(afterFen).toBe(beforeFen)
        expect(worst).toBeNull()
      }
      expect(report.orders).toBe(prices.length)
    }),
  )
})

it('moves money between parties and makes none, and survives being kept', () => {
  const other = splitRule.parse([
    { kind: 'processor_fee' },
    { kind: 'basis_points', of: 'left', parts: [{ to: 'household', bp: 3_333 }] },
    { kind: 'rest', to: 'collective' },
  ])
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 40_000 }), { minLength: 1, maxLength: 20 }), (prices) => {
      const lines = prices.map((goods, n) => booked(goods, `order-${n}`))
      const report = rehearseRule(other, lines, { asked: 100 })

      const moved = report.parties.reduce((sum, { beforeFen, afterFen }) => sum + afterFen - beforeFen, 0)
      expect(moved).toBe(0)
      expect(rehearsal.parse(JSON.parse(JSON.stringify(report)))).toEqual(report)
    }),
  )
})

it('counts each bound of the worked example once an order, and names the order by which a party loses most', () => {
  const standard = splitRule.parse([
    { kind: 'processor_fee' },
    { kind: 'basis_points', of: 'gross', parts: [{ to: 'collective', bp: 1_000 }] },
    { kind: 'rest', to: 'cooperative' },
  ])
  const lines = [
    booked(10_000, 'short', standard),
    booked(12_900, 'cut', standard),
    booked(30_000, 'long', standard),
  ]

  const report = rehearseRule(rule, lines, { asked: 10 })

  expect(report.bounds).toEqual(
    expect.arrayContaining([
      // 97.00 and 126.00 are left for a guarantee of 120.00
      { to: 'household', bound: 'guarantee', orders: 1 },
      { to: 'collective', bound: 'cap', orders: 1 },
    ]),
  )
  const of = (kind: string) => report.parties.find(({ partyKind }) => partyKind === kind)
  expect(of('household')).toEqual({
    ...{ partyKind: 'household', beforeFen: 0, afterFen: 36_000, worst: null },
  })
  expect(of('collective')?.worst).toEqual({ orderNumber: 'long', beforeFen: 3_000, afterFen: 400 })
})
