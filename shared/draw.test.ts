import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkDraw, commitmentOf, drawOrder, rootOf, type SaleLog } from './draw.ts'

const hex = fc.uint8Array({ minLength: 32, maxLength: 32 }).map((bytes) => Buffer.from(bytes).toString('hex'))
const aSeed = (n: number) => n.toString(16).padStart(64, '0')

describe('the order of a draw', () => {
  it('is a permutation of the entries, the same for the same seed', () => {
    fc.assert(
      fc.property(hex, hex, fc.nat(200), (seed, root, entries) => {
        const order = drawOrder({ seed, drawId: 'sale_a', root }, entries)
        expect([...order].sort((a, b) => a - b)).toEqual(Array.from({ length: entries }, (_, n) => n + 1))
        expect(drawOrder({ seed, drawId: 'sale_a', root }, entries)).toEqual(order)
      }),
    )
  })

  it('gives every entry every place equally often', () => {
    const entries = 8
    const draws = 4_000
    const counts = Array.from({ length: entries * entries }, () => 0)
    for (let n = 0; n < draws; n++)
      drawOrder({ seed: aSeed(n), drawId: 'sale_a', root: aSeed(7) }, entries).forEach((number, place) => {
        counts[(number - 1) * entries + place]! += 1
      })
    const expected = draws / entries
    const chiSquare = counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0)
    // 49 degrees of freedom: above 85.4 with a chance of one in a thousand. The seeds are fixed, so it never wavers.
    expect(chiSquare).toBeLessThan(85.4)
  })

  it('changes with anybody who enters', () => {
    const orderOf = (tags: string[]) =>
      drawOrder({ seed: aSeed(1), drawId: 'sale_a', root: rootOf(tags) }, 20)
    expect(orderOf(['a', 'b'])).not.toEqual(orderOf(['a', 'b', 'c']))
  })
})

describe('the check of a draw', () => {
  const seed = aSeed(42)
  const tags = ['a', 'b', 'c']
  const root = rootOf(tags)
  const order = drawOrder({ seed, drawId: 'sale_a', root }, tags.length)
  const log: SaleLog = {
    saleId: 'sale_a',
    draw: { commitment: commitmentOf(seed), entries: 3, seed, root, drawnAt: '2026-11-24T02:00:00.000Z' },
    entries: tags.map((tag, index) => ({
      number: index + 1,
      tag,
      quantity: 1,
      enteredAt: '2026-11-24T01:59:00.000Z',
      rank: order.indexOf(index + 1) + 1,
      outcome: order[0] === index + 1 ? 'won' : 'lost',
    })),
    claims: [{ sequence: 1, at: '2026-11-24T02:00:00.000Z', buyer: '山友', quantity: 1, state: 'held' }],
  }

  it('finds an honest draw right', () => {
    expect(checkDraw(log)).toEqual({ seedFits: true, rootFits: true, orderFits: true, claimsFit: true })
  })

  it('has nothing to say before the seed is revealed', () => {
    expect(checkDraw({ ...log, draw: { ...log.draw!, seed: null, root: null, drawnAt: null } })).toBeNull()
  })

  it('finds another seed, an entry slipped in, a swapped place and a claim that came from nowhere', () => {
    const draw = log.draw!
    const swapped = log.entries.map((entry) => ({ ...entry, rank: (entry.rank! % 3) + 1 }))
    expect(checkDraw({ ...log, draw: { ...draw, seed: aSeed(43) } })).toMatchObject({ seedFits: false })
    expect(checkDraw({ ...log, entries: log.entries.slice(1) })).toMatchObject({ rootFits: false })
    expect(checkDraw({ ...log, entries: swapped })).toMatchObject({ orderFits: false })
    expect(checkDraw({ ...log, claims: [] })).toMatchObject({ claimsFit: false })
  })
})
