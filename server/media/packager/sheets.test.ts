import fc from 'fast-check'
import { expect, test } from 'vitest'
import { layOut, listOf, type Picture } from './sheets.ts'

const wide = { width: 480, height: 270 }
const high = { width: 480, height: 854 }
const picture = (fromSec: number, size = wide): Picture => ({ name: `p${fromSec}.jpg`, fromSec, ...size })

test('each picture has a place on a sheet, from its second to that of the next', () => {
  const pictures = [0, 10.25, 20, 30, 40, 50].map((sec) => picture(sec))
  expect(listOf(layOut(pictures), 3_661)).toBe(
    [
      'WEBVTT',
      '',
      ...['00:00:00.000 --> 00:00:10.250', 'sheet0.jpg#xywh=0,0,160,90', ''],
      ...['00:00:10.250 --> 00:00:20.000', 'sheet0.jpg#xywh=160,0,160,90', ''],
      ...['00:00:20.000 --> 00:00:30.000', 'sheet0.jpg#xywh=320,0,160,90', ''],
      ...['00:00:30.000 --> 00:00:40.000', 'sheet0.jpg#xywh=480,0,160,90', ''],
      ...['00:00:40.000 --> 00:00:50.000', 'sheet0.jpg#xywh=640,0,160,90', ''],
      ...['00:00:50.000 --> 01:01:01.000', 'sheet0.jpg#xywh=0,90,160,90', ''],
    ].join('\n'),
  )
})

test('a phone that is turned begins a new sheet, with tiles of its shape', () => {
  const sheets = layOut([picture(0), picture(10, high), picture(20, high), picture(30)])
  expect(sheets.map(({ tile, columns, rows }) => [tile.width, tile.height, columns, rows])).toEqual([
    [160, 90, 1, 1],
    [90, 160, 2, 1],
    [160, 90, 1, 1],
  ])
})

test('whatever the shapes, all pictures are there, in order, and no two in the same place', () => {
  const shapes = fc.array(fc.constantFrom(wide, high, { width: 480, height: 360 }), { maxLength: 90 })
  fc.assert(
    fc.property(shapes, (drawn) => {
      const pictures = drawn.map((size, at) => picture(at * 10, size))
      const sheets = layOut(pictures)
      expect(sheets.flatMap((sheet) => sheet.pictures)).toEqual(pictures)
      for (const { pictures: own, columns, rows } of sheets) {
        expect(own.length).toBeLessThanOrEqual(columns * rows)
        expect(columns * (rows - 1)).toBeLessThan(own.length)
      }
      const places = listOf(sheets, 900).match(/^sheet.*$/gm) ?? []
      expect(new Set(places).size).toBe(pictures.length)
    }),
  )
})
