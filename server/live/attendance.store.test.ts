import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { twoLiveRooms } from '#tests/make/live-room.ts'
import { aFragment, anInit } from '#tests/make/mp4.ts'
import { createAttendanceStore } from './attendance-store.ts'
import type { Unattended } from './attendance-types.ts'

const MINUTE = 60_000
const HOST = { userId: 'user_host', name: '林小满' }

let shop: Awaited<ReturnType<typeof twoLiveRooms>>
let told: Unattended[]
/** the node on which somebody is at the desk; null: none */
let deskAt: number | null
beforeEach(async () => {
  shop = await twoLiveRooms({ stock: 5 })
  told = []
  deskAt = null
})
afterEach(async () => {
  expect(await shop.broken()).toEqual([])
  await shop.close()
})

/** Both nodes look, at once. */
async function look() {
  const answers = await Promise.all(
    shop.nodes.map(({ live }, node) => live.tendUnattended(() => deskAt === node)),
  )
  told.push(...answers.flat())
}
async function pass(minutes: number) {
  for (let n = 0; n < minutes; n += 10) {
    shop.clock.advance(10 * MINUTE)
    await look()
    await look()
  }
}
const live = () => shop.nodes[0].live
const session = async () => (await live().card(shop.liveSession.id))!
const onAir = async () => (await session()).state === 'live'

describe('a live session that everybody has left', () => {
  it('is told to its host once after half an hour, and ends by itself once after two', async () => {
    const changed: string[] = []
    for (const { live } of shop.nodes) live.onRoomChanged((id) => changed.push(id))
    await pass(20)
    expect(told).toEqual([])
    await pass(30)
    expect(told).toMatchObject([{ liveSessionId: shop.liveSession.id, hostUserId: 'user_host' }])
    expect(told[0]!.endsAt).toEqual(new Date(Date.parse((await session()).startedAt!) + 120 * MINUTE))
    await pass(60)
    expect(await onAir()).toBe(true)
    const before = changed.length
    await pass(20)
    expect(await session()).toMatchObject({ state: 'ended', endedUnattended: true })
    expect(told).toHaveLength(1)
    expect(changed.length).toBeGreaterThan(before)
    expect(await shop.nodes[0].flashSale.salesOfSession(shop.liveSession.id)).toMatchObject([
      { state: 'ended' },
    ])
    expect((await shop.db.stock.findFirstOrThrow()).allotted).toBe(0)

    const row = () => shop.db.liveSession.findUniqueOrThrow({ where: { id: shop.liveSession.id } })
    const { endedAt } = await row()
    await pass(20)
    expect((await row()).endedAt).toEqual(endedAt)
  })

  it('books its recording as when its host ends it', async () => {
    const { media } = shop.nodes[1]
    const connected = await media.connect(shop.liveSession.id, {
      say() {},
      hangUp() {},
      pause() {},
      resume() {},
    })
    if (!connected.ok) throw new Error(connected.refusal.kind)
    connected.value.begin({ run: 'one', mime: 'video/mp4', takeOver: false })
    for (let n = 0; n < 8; n++) {
      const fragment = aFragment({ startSec: n / 4, isKey: n % 4 === 0 })
      connected.value.piece(n, n === 0 ? Buffer.concat([anInit(), fragment]) : fragment)
    }
    await pass(180)
    expect(await onAir()).toBe(true)
    connected.value.stop()
    await pass(130)
    expect(await onAir()).toBe(false)
    await expect
      .poll(async () => (await shop.nodes[1].live.recording(shop.liveSession.id))?.kept?.bytes)
      .toBeGreaterThan(0)
  })

  it('is closed by the next node when the one that ended it died before that', async () => {
    shop.clock.advance(121 * MINUTE)
    const store = createAttendanceStore(shop.db)
    const [left] = await store.onAir()
    expect(await store.end(left!, shop.clock.now())).toBe(true)
    const sales = () => shop.nodes[1].flashSale.salesOfSession(shop.liveSession.id)
    expect(await sales()).toMatchObject([{ state: 'open' }])
    await look()
    expect(await sales()).toMatchObject([{ state: 'ended' }])
  })
})

describe('a live session that somebody is at', () => {
  it('goes on while its desk is open on any node', async () => {
    deskAt = 1
    await pass(180)
    expect(await onAir()).toBe(true)
    expect(told).toEqual([])
  })

  it('is not ended by a node that has just started, before the others have looked', async () => {
    shop.clock.advance(180 * MINUTE)
    await shop.nodes[0].live.tendUnattended(() => false)
    await shop.nodes[1].live.tendUnattended(() => true)
    await shop.nodes[0].live.tendUnattended(() => false)
    expect(await onAir()).toBe(true)
    expect(told).toEqual([])
  })

  it('goes on after a command, and after a line of the host, as long again', async () => {
    await pass(110)
    const command = {
      liveSessionId: shop.liveSession.id,
      command: 'session:resume',
      subject: 'x',
      by: HOST,
    } as const
    await live().once(command, async () => ({ ok: true, value: null }))
    await pass(110)
    expect(await onAir()).toBe(true)
    const said = { buyerId: 'vis_host', author: HOST.name, isHost: true, text: '我还在' }
    await live().say({ liveSessionId: shop.liveSession.id, ...said })
    await pass(110)
    expect(await onAir()).toBe(true)
    // Away three times, told three times.
    expect(told).toHaveLength(3)
    await pass(20)
    expect(await onAir()).toBe(false)
  })

  it('goes on for whoever came between the look and the end', async () => {
    shop.clock.advance(121 * MINUTE)
    const store = createAttendanceStore(shop.db)
    const [left] = await store.onAir()
    await store.attended(shop.liveSession.id, shop.clock.now())
    expect(await store.text(left!, shop.clock.now())).toBe(false)
    expect(await store.end(left!, shop.clock.now())).toBe(false)
    expect(await onAir()).toBe(true)
  })
})
