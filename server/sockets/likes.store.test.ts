import { afterEach, beforeEach, expect, it } from 'vitest'
import { aLiveRoom, visitor, type LiveRoom, type RoomClient } from '#tests/make/live-room.ts'

let room: LiveRoom
beforeEach(async () => {
  room = await aLiveRoom()
})
afterEach(() => room.close())

const here = () => ({ liveSessionId: room.liveSession.id })
async function viewer(name: string): Promise<RoomClient> {
  const client = room.connect(visitor(name))
  await client.emitWithAck('room:join', here())
  return client
}
const heard = (client: RoomClient, wanted: number) =>
  new Promise<void>((resolve) => {
    client.on('likes:changed', ({ likes }) => likes === wanted && resolve())
  })

it('a room hears how many like it, and whoever comes later does', async () => {
  const [early, other] = [await viewer('vis_early'), await viewer('vis_other')]
  const isTold = heard(early, 2)
  expect(await early.emitWithAck('room:like', here())).toEqual({ ok: true, value: null })
  expect(await early.emitWithAck('room:like', here())).toEqual({ ok: true, value: null })
  await other.emitWithAck('room:like', here())
  await isTold

  const late = room.connect(visitor('vis_late'))
  const isGreeted = heard(late, 2)
  await late.emitWithAck('room:join', here())
  await isGreeted
})

it('nobody likes what they are not in', async () => {
  const outside = room.connect(visitor('vis_outside'))
  expect(await outside.emitWithAck('room:like', here())).toMatchObject({
    refusal: { kind: 'room_not_found' },
  })
  const stranger = room.connect(null)
  expect(await stranger.emitWithAck('room:like', here())).toMatchObject({
    refusal: { kind: 'not_signed_in' },
  })
})
