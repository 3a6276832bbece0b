import { expect, it } from 'vitest'
import type { Replay } from '#shared/replay.ts'
import { accept } from '#shared/result.ts'
import { createFilmShelf } from './films.ts'

const noon = Date.parse('2026-11-27T04:00:00Z')
const chapter = (sec: number, zh: string) => ({
  ...{ at: new Date(noon + sec * 1_000).toISOString(), productSlug: zh, picture: '', shelf: null },
  title: { zh, en: zh },
})
const replay: Replay = {
  spans: [{ at: new Date(noon).toISOString(), fromSec: 0, durationSec: 100 }],
  chapters: [chapter(10, '茶'), chapter(30, '蜜'), chapter(200, '笋')],
  hasPictures: false,
}
/** The picture changed its size in the middle of the second chapter. */
const reels = [
  { fromSec: 0, toSec: 50 },
  { fromSec: 50, toSec: 100 },
]
const shelfOf = (state: string) =>
  createFilmShelf({
    sessionOf: async () => ({ state }),
    replay: async () => replay,
    media: {
      reels: async () => accept(reels),
      film: async (_, { fromSec, toSec }) => accept(`${fromSec}-${toSec}.mp4`),
    },
  })
const shelf = shelfOf('ended')
const refused = (kind: string) => ({ ok: false, refusal: { kind } })

it('has all of a session and each chapter, in parts where one file can not hold it; none of what was not filmed', async () => {
  expect(await shelf.films('live_1')).toMatchObject({
    value: {
      whole: reels,
      chapters: [
        { number: 1, title: { zh: '茶' }, reels: [{ fromSec: 10, toSec: 30 }] },
        {
          number: 2,
          reels: [
            { fromSec: 30, toSec: 50 },
            { fromSec: 50, toSec: 100 },
          ],
        },
      ],
    },
  })
})

it('gives the file that is asked for, by its chapter and its part', async () => {
  expect(await shelf.film('live_1', { chapter: 1 })).toMatchObject({
    value: { path: '10-30.mp4', title: { zh: '茶' } },
  })
  expect(await shelf.film('live_1', { chapter: 2, reel: 2 })).toMatchObject({ value: { path: '50-100.mp4' } })
  expect(await shelf.film('live_1', { reel: 1 })).toMatchObject({ value: { path: '0-50.mp4', title: null } })
})

it('refuses one file of several parts, what is not there, and a session that is not over', async () => {
  expect(await shelf.film('live_1', {})).toEqual(refused('several_reels'))
  expect(await shelf.film('live_1', { chapter: 2 })).toEqual(refused('several_reels'))
  for (const asked of [{ chapter: 3 }, { chapter: 9 }, { reel: 3 }, { chapter: 1, reel: 2 }])
    expect(await shelf.film('live_1', asked)).toEqual(refused('no_recording'))
  expect(await shelfOf('live').films('live_1')).toEqual(refused('no_recording'))
})
