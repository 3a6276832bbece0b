import fc from 'fast-check'
import { expect, test } from 'vitest'
import { broadcastAt, chaptersIn, reelsIn, secondOf, type Chapter, type Span } from './replay.ts'

const morning = Date.parse('2026-11-27T01:00:00.000Z')
const span = (afterMs: number, fromSec: number, durationSec: number): Span => ({
  at: new Date(morning + afterMs).toISOString(),
  ...{ fromSec, durationSec },
})
/** A minute, two minutes without a picture, and a minute. */
const spans = [span(0, 0, 60), span(180_000, 60, 60)]

test('a second of the recording has its time of day, and back', () => {
  expect(broadcastAt(spans, 0)).toBe(morning)
  expect(broadcastAt(spans, 59)).toBe(morning + 59_000)
  expect(broadcastAt(spans, 61)).toBe(morning + 181_000)
  expect(secondOf(spans, morning + 181_000)).toBe(61)
})

test('what was before the picture, without one, or after it is where the picture is next, or last', () => {
  expect(secondOf(spans, morning - 5_000)).toBe(0)
  expect(secondOf(spans, morning + 100_000)).toBe(60)
  expect(secondOf(spans, morning + 999_000)).toBe(120)
  expect(broadcastAt(spans, 500)).toBe(morning + 240_000)
})

test('whatever the gaps, a second found by its time is that second, and later is later', () => {
  const gaps = fc.array(fc.tuple(fc.integer({ min: 1, max: 5_000 }), fc.integer({ min: 0, max: 600 })), {
    minLength: 1,
    maxLength: 20,
  })
  fc.assert(
    fc.property(gaps, fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }), (drawn, part) => {
      let fromSec = 0
      let ms = 0
      const made = drawn.map(([durationSec, gapSec]) => {
        const one = span(ms, fromSec, durationSec)
        fromSec += durationSec
        ms += (durationSec + gapSec) * 1_000
        return one
      })
      const sec = Math.floor(part * fromSec)
      expect(secondOf(made, broadcastAt(made, sec))).toBeCloseTo(sec, 3)
      expect(broadcastAt(made, sec + 1)).toBeGreaterThan(broadcastAt(made, sec))
    }),
  )
})

test('a chapter goes on to the next one, and the last to the end; of one in a gap there is nothing', () => {
  const pinned = (afterMs: number): Chapter => ({
    ...{
      at: new Date(morning + afterMs).toISOString(),
      productSlug: `p${afterMs}`,
      picture: '',
      shelf: null,
    },
    title: { zh: '茶', en: 'Tea' },
  })
  const replay = { spans, hasPictures: false, chapters: [-1_000, 30_000, 90_000, 120_000].map(pinned) }
  expect(chaptersIn(replay).map(({ number, fromSec, toSec }) => [number, fromSec, toSec])).toEqual([
    [1, 0, 30],
    [2, 30, 60],
    [3, 60, 60],
    [4, 60, 120],
  ])
})

test('a stretch is taken from the reels that it goes through; a sliver is left out', () => {
  const reels = [
    { fromSec: 0, toSec: 40 },
    { fromSec: 40, toSec: 100 },
  ]
  expect(reelsIn(reels, { fromSec: 10, toSec: 30 })).toEqual([{ fromSec: 10, toSec: 30 }])
  expect(reelsIn(reels, { fromSec: 10, toSec: 60 })).toEqual([
    { fromSec: 10, toSec: 40 },
    { fromSec: 40, toSec: 60 },
  ])
  expect(reelsIn(reels, { fromSec: 39.5, toSec: 60 })).toEqual([{ fromSec: 40, toSec: 60 }])
  expect(reelsIn(reels, { fromSec: 50, toSec: 50 })).toEqual([])
})
