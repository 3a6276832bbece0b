import sharp from 'sharp'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { aLiveRoom, type LiveRoom } from '#tests/make/live-room.ts'
import { createCovers, type Covers } from './index.ts'

let room: LiveRoom
let covers: Covers
let liveSessionId: string

beforeEach(async () => {
  room = await aLiveRoom()
  liveSessionId = room.liveSession.id
  covers = createCovers({ db: room.db, clock: room.clock, live: room.live })
})
afterEach(() => room.close())

type Photo = { width: number; height: number; background?: string }
const aPhoto = ({ width, height, background = '#3a7' }: Photo) =>
  sharp({ create: { width, height, channels: 3, background } })
const put = (upload: Uint8Array) => covers.put(liveSessionId, upload, 'user_host')
const shown = async () => (await room.live.card(liveSessionId))!.picture
const bodyOf = async (picture: string) => sharp((await covers.source(picture)!.read())!).metadata()

describe('a cover', () => {
  it.each(['jpeg', 'png', 'webp'] as const)(
    'is made anew from a %s, as large as it is shown',
    async (format) => {
      const photo = await aPhoto({ width: 4_000, height: 3_000 }).toFormat(format).toBuffer()
      expect(await put(photo)).toEqual({ ok: true, value: null })
      expect(await shown()).toMatch(/^cover-[0-9a-f]{32}$/)
      expect(await bodyOf(await shown())).toMatchObject({ format: 'webp', width: 1_600, height: 1_200 })
    },
  )

  it('stands upright, and does not tell where it was taken', async () => {
    const photo = await aPhoto({ width: 900, height: 600 })
      .withExif({ IFD0: { Copyright: '林小满' }, IFD3: { GPSLatitude: '26/1 5/1 0/1' } })
      .withMetadata({ orientation: 6 })
      .jpeg()
      .toBuffer()
    expect((await sharp(photo).metadata()).exif).toBeDefined()
    await put(photo)
    const made = await bodyOf(await shown())
    expect(made).toMatchObject({ width: 600, height: 900 })
    expect(made.exif).toBeUndefined()
    expect(made.orientation).toBeUndefined()
  })

  it('is no drawing, no text, no half of a photograph and nothing tiny; the old one stays', async () => {
    const before = await shown()
    const whole = await aPhoto({ width: 900, height: 600 }).jpeg().toBuffer()
    const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="900" height="600"/>'
    for (const upload of [Buffer.from(svg), Buffer.from('好蜜'), Buffer.alloc(0), whole.subarray(0, 700)])
      expect(await put(upload)).toMatchObject({ refusal: { kind: 'picture_unreadable' } })
    const tiny = await aPhoto({ width: 900, height: 479 }).jpeg().toBuffer()
    expect(await put(tiny)).toMatchObject({ refusal: { kind: 'picture_too_small', least: 480 } })
    expect(await shown()).toBe(before)
  })

  it('is kept when it is changed, twenty times at most', async () => {
    const colours = Array.from({ length: 21 }, (_, n) => `rgb(${n * 12}, 90, 90)`)
    const answers = []
    for (const background of colours)
      answers.push(await put(await aPhoto({ width: 480, height: 480, background }).png().toBuffer()))
    expect(answers.map(({ ok }) => ok)).toEqual([...colours.slice(1).map(() => true), false])
    expect(answers.at(-1)).toMatchObject({ refusal: { kind: 'covers_too_many', most: 20 } })
    const first = await aPhoto({ width: 480, height: 480, background: colours[0]! }).png().toBuffer()
    expect(await put(first)).toMatchObject({ ok: true })
    expect(await room.db.liveCover.count()).toBe(20)
    await expect(room.db.liveCover.deleteMany({})).rejects.toThrow(/denied/)
  })

  it('is of a session that is not over', async () => {
    const photo = await aPhoto({ width: 900, height: 600 }).jpeg().toBuffer()
    expect(await covers.put('live_none', photo, 'user_host')).toMatchObject({
      refusal: { kind: 'room_not_found' },
    })
    const before = await shown()
    await room.live.end(liveSessionId)
    expect(await put(photo)).toMatchObject({ refusal: { kind: 'wrong_state', state: 'ended' } })
    expect(await shown()).toBe(before)
  })

  it('answers to no name but that of its bytes', async () => {
    const { db, clock } = room
    const body = new Uint8Array([1, 2, 3])
    const cover = { liveSessionId, body, byUserId: 'user_host', uploadedAt: clock.now() }
    const picture = `cover-${'0'.repeat(32)}`
    await expect(db.liveCover.create({ data: { ...cover, picture } })).rejects.toThrow(/live_cover_named/)
    expect(await covers.source(picture)!.read()).toBeNull()
    expect(covers.source('village-yiyou')).toBeNull()
  })
})
