import { expect, test } from 'vitest'
import { stretchAsked } from './stretch-asked.ts'

const chapter = (number: number, fromSec: number, toSec: number) => ({
  ...{ number, fromSec, toSec },
  chapter: { at: '', productSlug: `p${number}`, title: { zh: '茶', en: 'Tea' }, picture: '', shelf: null },
})
const there = { chapters: [chapter(1, 10, 40), chapter(2, 40, 40), chapter(3, 40, 100)], lengthSec: 100 }
const asked = (query: string) => stretchAsked(new URLSearchParams(query), there)

test('an address asks for a chapter, for what comes after a second, or for all', () => {
  expect(asked('chapter=1')).toMatchObject({ fromSec: 10, toSec: 40, chapter: { number: 1 } })
  expect(asked('t=70')).toEqual({ fromSec: 70, toSec: 100, chapter: null })
  const all = { fromSec: 0, toSec: 100, chapter: null }
  expect(asked('')).toEqual(all)
  // What there is not: of the second chapter nothing was recorded.
  for (const query of ['chapter=2', 'chapter=4', 'chapter=x', 't=100', 't=-1', 't=x'])
    expect(asked(query)).toEqual(all)
})
