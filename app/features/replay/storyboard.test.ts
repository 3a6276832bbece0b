import fc from 'fast-check'
import { expect, test } from 'vitest'
import { someOf, tileOf, tilesIn, type Tile } from './storyboard.ts'

test('a list is read as its tiles, whatever else is in it', () => {
  const list = [
    'WEBVTT',
    '',
    'NOTE nothing',
    '',
    ...['00:00:00.000 --> 00:00:10.250', 'sheet0.jpg#xywh=0,0,160,90', ''],
    ...['00:00:10.250 --> 01:00:05.000', 'what is said', ''],
    ...['01:00:05.500 --> 01:00:20.000', 'sheet1.jpg#xywh=320,90,90,160', ''],
  ].join('\n')
  expect(tilesIn(list)).toEqual([
    { fromSec: 0, sheet: 'sheet0.jpg', x: 0, y: 0, width: 160, height: 90 },
    { fromSec: 3_605.5, sheet: 'sheet1.jpg', x: 320, y: 90, width: 90, height: 160 },
  ])
  expect(tilesIn('<!doctype html>')).toEqual([])
})

const tiles = (secs: readonly number[]): Tile[] =>
  secs.map((fromSec) => ({ fromSec, sheet: 'sheet0.jpg', x: 0, y: 0, width: 160, height: 90 }))

test('of many tiles so many are taken, each once, from the first on', () => {
  fc.assert(
    fc.property(fc.nat(400), fc.integer({ min: 1, max: 60 }), (count, most) => {
      const all = tiles(Array.from({ length: count }, (_, at) => at * 10))
      const some = someOf(all, most)
      expect(some).toHaveLength(Math.min(count, most))
      expect(new Set(some).size).toBe(some.length)
      expect(some.toSorted((a, b) => a.fromSec - b.fromSec)).toEqual(some)
      if (count > 0) expect(some[0]).toBe(all[0])
    }),
  )
})

test('a chapter is seen by its own first picture, or else by the one before it', () => {
  const all = tiles([0, 10, 20, 30])
  expect(tileOf(all, { fromSec: 4, toSec: 25 })?.fromSec).toBe(10)
  expect(tileOf(all, { fromSec: 12, toSec: 18 })?.fromSec).toBe(10)
  expect(tileOf(all, { fromSec: 35, toSec: 60 })?.fromSec).toBe(30)
  expect(tileOf([], { fromSec: 0, toSec: 60 })).toBeNull()
})
