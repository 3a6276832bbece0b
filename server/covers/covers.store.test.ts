import sharp from 'sharp'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createRegistry } from '#server/registry/index.ts'
import { aLiveSession } from '#tests/make/selling.ts'
import { aLiveRoom, type LiveRoom } from '#tests/make/live-room.ts'
import { createCovers, type Covers } from './index.ts'

let room: LiveRoom
let covers: Covers
let liveSessionId: string

beforeEach(async () => {
  room = await aLiveRoom()
  liveSessionId = room.liveSession.id
  const { db, clock, live } = room
  covers = createCovers({ db, clock, live, registry: createRegistry({ db }) })
})
afterEach(() => room.close())

type Photo = { width: number; height: number; background?: string }
const aPhoto = ({ width, height, background = '#3a7' }: Photo) =>
  sharp({ create: { width, height, channels: 3, background } })
const put = (upload: Uint8Array) => covers.put(liveSessionId, upload, 'user_host')
const shown = async () => (await room.live.card(liveSessionId))!.picture
const bodyOf = async (picture: string) => sharp((await (await covers.source(picture))!.read())!).metadata()

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
    expect(await (await covers.source(picture))!.read()).toBeNull()
    expect(await covers.source('village-yiyou')).toBeNull()
  })

  it('is taken down by the platform from every session, over or not, and put on none again', async () => {
    const { db, clock, live, village } = room
    const ofVillage = await shown()
    const photo = await aPhoto({ width: 900, height: 600 }).jpeg().toBuffer()
    await put(photo)
    const picture = await shown()
    await live.end(liveSessionId)
    const next = await aLiveSession(db, { id: 'live_next', villageId: village.id, state: 'planned' })
    expect(await covers.put(next.id, photo, 'user_host')).toMatchObject({ ok: true })
    expect(await covers.newest(10)).toMatchObject([
      { liveSessionId, picture, isShown: true, removal: null },
      { liveSessionId: next.id, picture, isShown: true, removal: null },
    ])
    expect(await covers.removedFrom(next.id)).toBeNull()
    expect(await covers.source(picture)).not.toBeNull()

    const by = { userId: 'user_operator', name: '平台值班' }
    const removal = { reason: '印了别家的商标', by }
    const answers = await Promise.all([covers.remove(picture, removal), covers.remove(picture, removal)])
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1)
    expect(answers.find(({ ok }) => !ok)).toMatchObject({
      refusal: { kind: 'cover_removed', reason: '印了别家的商标' },
    })
    for (const id of [liveSessionId, next.id]) expect((await live.card(id))!.picture).toBe(ofVillage)
    expect(await covers.source(picture)).toBeNull()
    expect(await covers.put(next.id, photo, 'user_host')).toMatchObject({
      refusal: { kind: 'cover_removed' },
    })
    expect(await covers.removedFrom(next.id)).toEqual({
      ...{ reason: '印了别家的商标', byName: '平台值班', at: clock.now().toISOString() },
    })
    expect(await covers.newest(10)).toMatchObject([{ isShown: false, removal: { byName: '平台值班' } }, {}])
    expect(await covers.remove(`cover-${'0'.repeat(32)}`, removal)).toMatchObject({
      refusal: { kind: 'cover_not_found' },
    })
    await expect(db.liveCoverRemoval.deleteMany({})).rejects.toThrow(/denied/)
  })

  it('is not shown, whichever comes first, its putting up or its taking down', async () => {
    const ofVillage = await shown()
    const by = { userId: 'user_operator', name: '平台值班' }
    for (let n = 0; n < 12; n++) {
      const photo = await aPhoto({ width: 480, height: 480, background: `rgb(${n * 20}, 90, 90)` })
        .png()
        .toBuffer()
      await put(photo)
      const picture = await shown()
      await room.live.setPicture(liveSessionId, ofVillage)
      await Promise.all([put(photo), covers.remove(picture, { reason: '印了别家的商标', by })])
      expect(await shown()).toBe(ofVillage)
    }
  })
})
