import fc from 'fast-check'
import { expect, it } from 'vitest'
import { FRAME } from './chart-frame.ts'
import { chartOf } from './chart.server.ts'

const noon = Date.parse('2026-11-23T04:00:00Z')
const point = fc.record({
  viewers: fc.option(fc.double({ min: 0, max: 100_000, noNaN: true })),
  asked: fc.nat(500),
  units: fc.nat(500),
  likes: fc.nat(500),
})
const timelines = fc
  .record({ stepMin: fc.constantFrom(1, 5, 60), facts: fc.array(point, { minLength: 1, maxLength: 120 }) })
  .map(({ stepMin, facts }) => ({
    ...{ stepMin, laterUnits: 0 },
    points: facts.map((one, at) => ({ ...one, at: new Date(noon + at * stepMin * 60_000).toISOString() })),
  }))
const numbersOf = (path: string) => [...path.matchAll(/-?[\d.]+|NaN|Infinity/g)].map(Number)

it('stays in its frame, whatever happened in the session', () => {
  fc.assert(
    fc.property(timelines, (timeline) => {
      const { sales, likes, viewers, xTicks } = chartOf(timeline, null, 'zh-CN')
      const drawn = [...numbersOf(viewers.line), ...numbersOf(viewers.area)]
      expect(drawn.every((number) => number >= 0 && number <= FRAME.right)).toBe(true)
      expect(sales.bars).toHaveLength(timeline.points.filter(({ units }) => units > 0).length)
      expect(likes.bars).toHaveLength(timeline.points.filter((point) => point.likes > 0).length)
      for (const { x, y, height } of [...sales.bars, ...likes.bars]) {
        expect(x).toBeGreaterThanOrEqual(FRAME.left)
        expect(y).toBeGreaterThanOrEqual(FRAME.top)
        expect(y + height).toBeCloseTo(FRAME.bottom)
      }
      expect(new Set(xTicks.map(({ label }) => label)).size).toBe(xTicks.length)
      for (const { label } of [...sales.yTicks, ...likes.yTicks, ...viewers.yTicks])
        expect(Number.isInteger(label)).toBe(true)
    }),
  )
})

it('draws bars as tall as what sold, and a gap where nobody counted', () => {
  const at = (minute: number) => new Date(noon + minute * 60_000).toISOString()
  const points = [
    { at: at(0), viewers: 4, asked: 0, units: 1, likes: 0 },
    { at: at(1), viewers: null, asked: 0, units: 0, likes: 3 },
    { at: at(2), viewers: 2, asked: 0, units: 2, likes: 0 },
  ]
  const { sales, likes, viewers, endX } = chartOf({ stepMin: 1, points, laterUnits: 0 }, at(0), 'en')
  expect(sales.bars[1]!.height / sales.bars[0]!.height).toBeCloseTo(2)
  expect(likes.bars).toHaveLength(1)
  expect(viewers.line.match(/M/g)).toHaveLength(2)
  expect(endX).toBe(FRAME.left)
})
