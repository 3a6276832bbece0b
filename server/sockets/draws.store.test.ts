import { afterEach, beforeEach, expect, it } from 'vitest'
import type { LuckyDrawView } from '#shared/lucky-draw.ts'
import { fen } from '#shared/money.ts'
import { randomIds } from '#server/platform/ids.ts'
import { aLiveRoom, visitor, type LiveRoom, type RoomClient } from '#tests/make/live-room.ts'

let room: LiveRoom
beforeEach(async () => {
  room = await aLiveRoom()
})
afterEach(() => room.close())

async function viewer(name: string): Promise<RoomClient> {
  const client = room.connect(visitor(name))
  await client.emitWithAck('room:join', { liveSessionId: room.liveSession.id })
  return client
}
/** Resolves with the first news that is so. Asked for before what makes it. */
const heard = (client: RoomClient, isSo: (draw: LuckyDrawView) => boolean) =>
  new Promise<LuckyDrawView>((resolve) => {
    client.on('draw:changed', (draw) => isSo(draw) && resolve(draw))
  })
const enter = (client: RoomClient, drawId: string) =>
  client.emitWithAck('draw:enter', { drawId, claimKey: randomIds.uuid() })

it('a room hears that a draw is offered, entered and made, and whoever comes later is told how it stands', async () => {
  const { luckyDraws, liveSession, clock } = room
  const early = await viewer('vis_early')
  const isOffered = heard(early, ({ entries }) => entries === 0)
  const honey = { prize: '土蜂蜜', prizes: 1, valueFen: fen(5_900), giver: '老林', minutes: 1 as const }
  await luckyDraws.offer(liveSession.id, honey, { userId: 'user_host', name: '林小满' })
  const { drawId } = await isOffered

  const isEntered = heard(early, ({ entries }) => entries === 2)
  const late = room.connect(visitor('vis_late'))
  const isTold = heard(late, () => true)
  await late.emitWithAck('room:join', { liveSessionId: liveSession.id })
  expect(await isTold).toMatchObject({ drawId, prize: '土蜂蜜', seed: null })
  expect(await enter(early, drawId)).toEqual({ ok: true, value: { drawId, number: 1 } })
  expect(await enter(early, drawId)).toEqual({ ok: true, value: { drawId, number: 1 } })
  expect(await enter(late, drawId)).toEqual({ ok: true, value: { drawId, number: 2 } })
  await isEntered

  const isMade = heard(late, ({ drawnAt }) => drawnAt !== null)
  clock.advance(60_000)
  await luckyDraws.makeDue()
  expect((await isMade).winners).toHaveLength(1)
  expect(await enter(await viewer('vis_too_late'), drawId)).toMatchObject({
    refusal: { kind: 'draw_closed' },
  })
})

it('nobody enters without a cookie, with nonsense, or what is not there', async () => {
  const stranger = room.connect(null)
  expect(await enter(stranger, 'draw_none')).toMatchObject({ refusal: { kind: 'not_signed_in' } })
  const client = await viewer('vis_a')
  expect(await enter(client, 'draw_none')).toMatchObject({ refusal: { kind: 'draw_not_found' } })
  const nonsense = await client.emitWithAck('draw:enter', { drawId: 'draw_none', claimKey: 'no key' })
  expect(nonsense).toMatchObject({ refusal: { kind: 'bad_request' } })
})
